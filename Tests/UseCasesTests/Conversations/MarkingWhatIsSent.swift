import Domain
import Testing
import UseCases

/// What comes back with an echo tells which message it was, and whether all of it left.
struct MarkingWhatIsSent {
  @Test func `a mark reads as it was written`() throws {
    let id = try #require(ID<ThreadMessage>("cms_0123456789abcdefghjkmnpqrs"))
    for isLast in [true, false] {
      let mark = MetaMark(of: id, isLast: isLast)
      #expect(MetaMark(mark.text) == mark)
    }
    #expect(MetaMark(of: id, isLast: true).text == id.text)
  }

  @Test(arguments: [
    "", "+", "cms_", "ord_0123456789abcdefghjkmnpqrs", "cms_0123456789abcdefghjkmnpqrs++", "cms_0123456789abcdefghjkmnpqrs x",
  ])
  func `what another app wrote is no mark`(_ text: String) {
    #expect(MetaMark(text) == nil)
  }
}
