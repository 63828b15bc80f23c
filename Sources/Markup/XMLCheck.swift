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
    var handlers = xmlSAXHandler()
    handlers.initialized = xmlMagic
    var first: Flaw?
    return withUnsafeMutablePointer(to: &first) { found in
      handlers.serror = { data, error in
        guard let found = data?.assumingMemoryBound(to: Flaw?.self), let error, found.pointee == nil else { return }
        found.pointee = XMLCheck.flaw(error.pointee)
      }
      guard let parser = xmlCreatePushParserCtxt(&handlers, found, nil, 0, nil) else {
        return Flaw(line: 1, column: 1, message: "The document could not be looked into.")
      }
      defer { xmlFreeParserCtxt(parser) }
      xmlCtxtUseOptions(parser, Int32(bitPattern: XML_PARSE_NONET.rawValue))
      bytes.withUnsafeBytes { raw in
        _ = xmlParseChunk(parser, raw.bindMemory(to: CChar.self).baseAddress, Int32(clamping: raw.count), 1)
      }
      return found.pointee
    }
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

  private static let xmlMagic: UInt32 = 0xDEED_BEAF

  /// libxml2 wants to be started once, before threads use it.
  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  /// What the library calls fatal; namespaces and validity are nobody's business here.
  private static func flaw(_ error: xmlError) -> Flaw? {
    guard error.level == XML_ERR_FATAL else { return nil }
    var message = error.message.map { String(cString: $0) } ?? "This is not well-formed XML."
    while let last = message.unicodeScalars.last, last.properties.isWhitespace { message.unicodeScalars.removeLast() }
    if error.code == Int32(bitPattern: XML_ERR_UNDECLARED_ENTITY.rawValue) {
      message = "Entities of one's own are not looked into: \(message)."
    } else {
      message += "."
    }
    let shown = String(String.UnicodeScalarView(message.unicodeScalars.prefix(200)))
    return Flaw(line: max(1, Int(error.line)), column: max(1, Int(error.int2)), message: shown)
  }
}
