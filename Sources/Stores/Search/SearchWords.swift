import SQLEngine

/// The different words of each index, those with digits left out: numbers and codes are many and rare, words are few and shared by many.
///
/// The index puts together all that begins like a word before it looks at any of it, so a word that ten thousand orders share costs as much
/// whatever is typed beside it. Said as the whole words that it may mean, it is gone through only as far as needed.
struct SearchWords {
  let tx: Transaction

  /// The words that begin so, in alphabetical order; nil where there are none, or more than a question should name.
  func beginning(_ start: String, in kind: SearchKind) throws -> [String]? {
    guard !Self.hasDigit(start.utf8) else { return nil }
    let rows = try tx.rows(
      """
      SELECT word FROM search_words WHERE kind = \(kind.rawValue) AND word >= \(start) AND word < \(start + "\u{10FFFF}")
      ORDER BY word LIMIT \(Self.most + 1)
      """)
    return rows.isEmpty || rows.count > Self.most ? nil : try rows.map { try $0.text("word") }
  }

  /// Takes up the words of things that go into the index.
  func add(of texts: [String], to kind: SearchKind) throws {
    var seen: Set<UInt64> = []
    for text in texts {
      for word in text.utf8.split(separator: UInt8(ascii: " ")) where !Self.hasDigit(word) && seen.insert(WordHash.of(word)).inserted {
        let word = String(Substring(word))
        try tx.execute("INSERT INTO search_words (kind, word) VALUES (\(kind.rawValue), \(word)) ON CONFLICT DO NOTHING")
      }
    }
  }

  private static let most = 48

  private static func hasDigit(_ word: some Sequence<UInt8>) -> Bool {
    word.contains { (48...57).contains($0) }
  }
}
