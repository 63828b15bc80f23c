import Domain

/// Texts that somebody else wrote, made fit to stand in a document (P27, INJ-09).
package enum DocumentText {
  /// Without controls and without marks that turn the direction of reading, which could make a sum or a name look like another. Line
  /// ends stay; what joins letters and pictures stays, because scripts are written with it.
  package static func plain(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x0A }
    if isPlain { return text }
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\n" || !scalar.isControl && (!scalar.isInvisible || shapesWriting(scalar)) {
        view.append(scalar)
      } else if scalar == "\t" || scalar.value == 0x2028 || scalar.value == 0x2029 {
        view.append(" ")
      }
    }
    return String(view)
  }

  /// The lines of a text of several lines, blank ones at its ends left out.
  package static func lines(_ text: String?) -> [String] {
    guard let text else { return [] }
    let lines = plain(text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isBlank: (String) -> Bool = { $0.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
    return Array(lines.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }

  private static func shapesWriting(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x200C || scalar.value == 0x200D || (0xFE00...0xFE0F).contains(scalar.value)
  }
}
