import SQLEngine

/// Search in the few rows of a short list (locations, registers, tax classes): some word of the name begins like the text.
enum NamePrefix {
  static func condition(_ column: SQL, _ text: String) -> SQL {
    let escaped = text.lowercased().unicodeScalars.reduce(into: "") { result, scalar in
      if scalar == "%" || scalar == "_" || scalar == "!" { result.unicodeScalars.append("!") }
      result.unicodeScalars.append(scalar)
    }
    return "' ' || LOWER(\(column)) LIKE \("% " + escaped + "%") ESCAPE '!'"
  }
}
