import Testing

@testable import Stores

@Suite struct `Cutting into words` {
  /// The words by the general way, as a search asks for them.
  private func general(_ text: String) -> Set<String> {
    Set(SearchFolding.chunks(of: text).flatMap { $0.words + $0.joinedTails })
  }

  private func stored(_ text: String) -> Set<String> {
    var words = SearchText()
    words.add(text)
    return Set(words.stored.split(separator: " ").map(String.init))
  }

  @Test func `every Latin letter and every dash cuts the same on the quick way as on the general one`() {
    for value in Array(0x80..<0x250 as Range<UInt32>) + Array(0x2000..<0x2040) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for text in ["\(scalar)", "a\(scalar)b 42\(scalar)", "x\(scalar)\(scalar)y-\(scalar)z"] {
        #expect(stored(text) == general(text), "U+\(String(value, radix: 16)) in \(text.debugDescription)")
      }
    }
  }

  @Test func `names with accents, strokes and dashes are found without them`() {
    #expect(stored("Zażółć gęślą jaźń – Łódź") == ["zazolc", "gesla", "jazn", "lodz"])
    #expect(stored("Café «Straße» · 250 g") == ["cafe", "strasse", "250", "g"])
  }

  @Test func `a letter with its accent apart, and other scripts, take the general way`() {
    #expect(stored("e\u{301}te\u{301}") == ["ete"])
    #expect(stored("กาแฟ") == general("กาแฟ"))
  }
}
