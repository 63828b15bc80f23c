/// What somebody wrote, made safe to keep and to show: it stays text whatever it says (WHI-12, INJ-06).
package enum ChatText {
  /// Without control characters and marks that turn the direction of reading, line ends as `\n`, cut to a number of scalars; nil where
  /// nothing is left.
  package static func kept(_ text: String?, limit: Int, multiline: Bool = true) -> String? {
    guard let text else { return nil }
    var scalars = String.UnicodeScalarView()
    // Bytes bound the work: a scalar has at most four.
    for scalar in text.composed.unicodeScalars.prefix(limit * 2) where scalars.count < limit {
      switch scalar {
      case "\n", "\t": scalars.append(multiline ? scalar : " ")
      default: if !scalar.isControl, !scalar.isInvisible || shapesWriting(scalar) { scalars.append(scalar) }
      }
    }
    return String(scalars).trimmedText
  }

  /// Invisible, but part of how some scripts and emoji are written: joiners and variation selectors.
  private static func shapesWriting(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x200C || scalar.value == 0x200D || (0xFE00...0xFE0F).contains(scalar.value)
      || (0xE0020...0xE007F).contains(scalar.value)
  }

  /// Most scalars of what comes in, of a name of a contact, and of a place on the web.
  package static let inboundLimit = 10_000
  package static let nameLimit = 200
  package static let addressLimit = 2000

  /// A picture's address that may be handed to a browser; nil for anything but https.
  package static func pictureURL(_ text: String?) -> String? {
    guard let text, text.utf8.count <= addressLimit, text.lowercased().hasPrefix("https://"),
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    return text
  }
}
