/// The words of a title as the index has them: measures run together with their number ("30cm"), words with a hyphen both ways.
enum TitleWords {
  static func read(_ text: String, _ blankless: BlanklessWords) -> (words: [String], joined: [String]) {
    var words: [String] = []
    var joined: [String] = []
    let folded = WordForm.folded(text).filter { !MessageLexer.isApostrophe($0) }
    for chunk in folded.split(whereSeparator: { $0.properties.isWhitespace }) {
      let pieces = chunk.split(whereSeparator: { !MessageLexer.isWord($0) && $0 != "." && $0 != "," }).map(trimmed).filter { !$0.isEmpty }
      if pieces.count > 1 { joined.append(WordForm.normal(string(pieces.joined()))) }
      for piece in pieces { words += read(piece, blankless) }
    }
    return (withMeasures(words), joined)
  }

  private static func read(_ piece: ArraySlice<Unicode.Scalar>, _ blankless: BlanklessWords) -> [String] {
    // 0,5 and 0.5 are one number; other points and commas are none of the word's.
    let digits = piece.prefix { MessageLexer.isDigit($0) || $0 == "." || $0 == "," }
    if !digits.isEmpty {
      let number = NumberText.read(Array(digits), 0..<digits.count)
      let rest = piece.dropFirst(number.end)
      guard let value = number.value, rest.isEmpty || OrderingWords.measures[string(rest)] != nil else {
        return [WordForm.normal(string(piece))]
      }
      return [NumberText.text(value)] + (rest.isEmpty ? [] : [string(rest)])
    }
    return piece.split(whereSeparator: { $0 == "." || $0 == "," }).flatMap { part -> [String] in
      guard let first = part.first, BlanklessWords.isBlankless(first) else { return [string(part)] }
      return blankless.cut(part).map { string(part[$0]) }
    }
  }

  /// Joins each number with the measure behind it, and gives every word its form.
  private static func withMeasures(_ words: [String]) -> [String] {
    var joined: [String] = []
    for word in words {
      if let measure = OrderingWords.measures[word], let last = joined.last, last.utf8.allSatisfy({ $0 < 58 && $0 > 45 }) {
        joined[joined.count - 1] = last + measure.name
      } else {
        joined.append(WordForm.normal(word))
      }
    }
    return joined
  }

  private static func trimmed(_ piece: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    let isPoint = { (scalar: Unicode.Scalar) in scalar == "." || scalar == "," }
    var piece = piece.drop(while: isPoint)
    while let last = piece.last, isPoint(last) { piece.removeLast() }
    return piece
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
