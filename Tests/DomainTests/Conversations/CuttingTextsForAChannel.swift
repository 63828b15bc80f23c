import Domain
import Testing

/// A text that is too long for a channel leaves in pieces.
struct CuttingTextsForAChannel {
  @Test func `a text that fits stays whole, and one of blanks alone is nothing`() {
    #expect(ChatPieces.of("Your order is ready.", limit: 2000, measure: .utf16) == ["Your order is ready."])
    #expect(ChatPieces.of(" \n ", limit: 2000, measure: .utf16).isEmpty)
    #expect(ChatPieces.of("", limit: 2000, measure: .octets).isEmpty)
  }

  @Test func `words stay whole, lines are parted first, and nothing is lost`() {
    let text = (1...400).map { "word\($0)" }.joined(separator: " ")
    let pieces = ChatPieces.of(text, limit: 300, measure: .utf16)
    #expect(pieces.allSatisfy { $0.utf16.count <= 300 } && pieces.count > 8)
    #expect(pieces.joined(separator: " ") == text)
    let lines = String(repeating: "a", count: 200) + "\n" + String(repeating: "b c ", count: 40)
    #expect(ChatPieces.of(lines, limit: 300, measure: .utf16)[0] == String(repeating: "a", count: 200))
  }

  @Test func `a link at the end of a piece goes to the next one whole`() {
    let link = "https://shop.example/checkout/" + String(repeating: "x", count: 40)
    let pieces = ChatPieces.of(String(repeating: "Thank you. ", count: 24) + link, limit: 300, measure: .utf16)
    #expect(pieces.count == 2 && pieces[1].hasSuffix(link))
  }

  @Test(arguments: [
    String(repeating: "สวัสดี", count: 200), String(repeating: "👨‍👩‍👧‍👦", count: 100), "e" + String(repeating: "\u{301}", count: 3000),
  ]) func `scripts without blanks and long characters are cut where they can be, counted in octets`(_ text: String) {
    let pieces = ChatPieces.of(text, limit: 1000, measure: .octets)
    #expect(pieces.allSatisfy { (1...1000).contains($0.utf8.count) })
    #expect(Array(pieces.joined().unicodeScalars) == Array(text.unicodeScalars))
  }
}
