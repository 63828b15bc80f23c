import SQLEngine

/// What somebody typed into a search box, as conditions on words: all must hold, each by prefix.
struct SearchQuery {
  /// One of several words must begin like this.
  struct Term {
    /// Each alternative is a list of words that must all be there; the flag says whether the beginning is enough.
    let alternatives: [[(word: String, isPrefix: Bool)]]

    /// A condition on the column `words` of a document.
    var likes: SQL {
      let alternatives = alternatives.map { words in
        words.map { word -> SQL in
          let pattern = word.isPrefix ? "% \(word.word)%" : "% \(word.word) %"
          return "words || ' ' LIKE \(pattern)"
        }.joined(separator: " AND ")
      }
      return alternatives.count == 1 ? alternatives[0] : "(\(alternatives.joined(separator: " OR ")))"
    }
  }

  let terms: [Term]

  /// The most terms of a search; what is typed beyond is not looked at.
  private static let limit = 12

  init(_ text: String) {
    var terms: [Term] = []
    for chunk in SearchFolding.chunks(of: String(text.unicodeScalars.prefix(300))).prefix(Self.limit) {
      let words = Self.words(of: chunk)
      guard chunk.pieces.count > 1 else {
        if !words.isEmpty { terms.append(Term(alternatives: [words])) }
        continue
      }
      // A code is meant as a whole; names with a hyphen or an e-mail address also by their parts.
      let joined = [(word: chunk.pieces.joined(), isPrefix: true)]
      terms.append(Term(alternatives: chunk.hasDigit ? [joined] : [joined, words]))
    }
    self.terms = terms
  }

  /// Words by prefix; pairs of characters as they are, because the pair after them says how they go on.
  private static func words(of chunk: SearchFolding.Chunk) -> [(word: String, isPrefix: Bool)] {
    chunk.words.enumerated().compactMap { index, word in
      guard let first = word.unicodeScalars.first, SearchFolding.hasNoBlanks(first) else { return (word, true) }
      // The last character of a run stands alone in what is stored; in a question it only begins something if it is all there is.
      let isSingle = word.unicodeScalars.count == 1
      if isSingle, index > 0, chunk.words[index - 1].unicodeScalars.last == first { return nil }
      return (word, isSingle)
    }
  }

  /// Whether there is not a single word in it, which finds nothing.
  var isEmpty: Bool { terms.isEmpty }

  /// A condition on the column `words` of a document: it has all of them.
  var likes: SQL { terms.map(\.likes).joined(separator: " AND ") }

  /// Terms as a `tsquery` of PostgreSQL. Words hold nothing but letters and digits, so quoting is enough; they are cut as those in the index.
  static func vectorText(_ terms: [Term]) -> String {
    terms.map { term in
      let alternatives = term.alternatives.map { words in
        "(" + words.map { "'\(String($0.word.unicodeScalars.prefix(500)))'\($0.isPrefix ? ":*" : "")" }.joined(separator: " & ") + ")"
      }
      return "(" + alternatives.joined(separator: " | ") + ")"
    }.joined(separator: " & ")
  }

  /// The words as the index of SQLite wants them. Words hold nothing but letters and digits, so quoting is enough.
  ///
  /// - Parameter beginning: the whole words that a beginning may mean; nil leaves it a beginning.
  func matchText(_ beginning: (_ start: String) throws -> [String]?) rethrows -> String {
    try terms.map { term in
      let alternatives = try term.alternatives.map { words in
        "(" + (try words.map { try Self.said($0.word, $0.isPrefix ? try beginning($0.word) : [$0.word]) }).joined(separator: " AND ") + ")"
      }
      return "(" + alternatives.joined(separator: " OR ") + ")"
    }.joined(separator: " AND ")
  }

  private static func said(_ word: String, _ meant: [String]?) throws -> String {
    guard let meant else { return "\"\(word)\" *" }
    return "(" + meant.map { "\"\($0)\"" }.joined(separator: " OR ") + ")"
  }
}
