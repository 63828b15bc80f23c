private import CXML2

/// Looks whether a text is well-formed XML, through libxml2 with every door closed.
///
/// The parser gets handlers that do nothing: no tree is built, no declaration is remembered, so there is no entity that could be expanded
/// or fetched, and no network. A document that uses entities of its own is reported as such.
package enum XMLCheck {
  /// The first flaw of the document; nil where it is well-formed.
  package static func flaw(in text: String) -> Flaw? {
    _ = isReady
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else { return Flaw(line: 1, column: 1, message: "There is no XML element.") }
    if let offset = crowdedTag(in: bytes) {
      return Flaw(at: offset, in: bytes, message: "More than \(mostAttributes) attributes of one element are not looked into.")
    }
    var first: Flaw?
    let isRead = withUnsafeMutablePointer(to: &first) { found in
      bytes.withUnsafeBytes { raw in
        cxml2_check(raw.bindMemory(to: CChar.self).baseAddress, Int32(clamping: raw.count), report, found) != 0
      }
    }
    return isRead ? first : Flaw(line: 1, column: 1, message: "The document could not be looked into.")
  }

  /// Keeps the first flaw of what the library calls fatal; namespaces and validity are nobody's business here.
  private static let report: cxml2_report = { context, line, column, usesOwnEntity, message in
    guard let found = context?.assumingMemoryBound(to: Flaw?.self), found.pointee == nil, let message else { return }
    found.pointee = XMLCheck.flaw(line: line, column: column, usesOwnEntity: usesOwnEntity != 0, String(cString: message))
  }

  /// The library compares each attribute of an element with all before it, which tens of thousands would turn into seconds.
  private static let mostAttributes = 1000

  /// Where more than that many values in quotes follow a `<`; what no element may have, a `<` in a value, ends the library's look anyway.
  private static func crowdedTag(in bytes: [UInt8]) -> Int? {
    var count = 0
    var last: UInt8 = 0
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0x09, 0x0A, 0x0D, 0x20: continue
      case UInt8(ascii: "<"): count = 0
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if last == UInt8(ascii: "=") { count += 1 }
        if count > mostAttributes { return index }
      default: break
      }
      last = byte
    }
    return nil
  }

  /// libxml2 wants to be started once, before threads use it.
  private static let isReady: Bool = {
    cxml2_start()
    return true
  }()

  private static func flaw(line: Int32, column: Int32, usesOwnEntity: Bool, _ words: String) -> Flaw {
    var message = words
    while let last = message.unicodeScalars.last, last.properties.isWhitespace { message.unicodeScalars.removeLast() }
    message = usesOwnEntity ? "Entities of one's own are not looked into: \(message)." : message + "."
    let shown = String(String.UnicodeScalarView(message.unicodeScalars.prefix(200)))
    return Flaw(line: max(1, Int(line)), column: max(1, Int(column)), message: shown)
  }
}
