import SQLEngine

/// Search in the few rows of a short list (locations, registers, tax classes): some word of the name begins like the text.
enum NamePrefix {
  /// Databases are trusted with the case of ASCII alone, so beyond it the text is tried as it was typed, in small and in capital letters,
  /// and with a capital first.
  static func condition(_ column: SQL, _ text: String) -> SQL {
    let small = text.lowercased()
    let spellings = Set([text, small, text.uppercased(), small.prefix(1).uppercased() + small.dropFirst()])
    let conditions = spellings.sorted().map { spelling -> SQL in
      "LOWER(' ' || \(column)) LIKE \("% " + escaped(spelling).lowercasedASCII + "%") ESCAPE '!'"
    }
    return "(\(conditions.joined(separator: " OR ")))"
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      if scalar == "%" || scalar == "_" || scalar == "!" { result.unicodeScalars.append("!") }
      result.unicodeScalars.append(scalar)
    }
  }
}

extension String {
  /// The text with small letters for the capitals of ASCII: what `LOWER` of both engines makes of it.
  var lowercasedASCII: String {
    String(decoding: utf8.map(SearchFolding.small), as: UTF8.self)
  }
}
