import Domain
import Testing

/// The access tokens of one page, or of several.
struct NamingPages {
  @Test func `one token alone speaks for whatever account is written to`() throws {
    let tokens = try #require(PageTokens("EAAGabc0ZD"))
    #expect(tokens.token(of: "1070")?.text == "EAAGabc0ZD" && tokens.token(of: "1784")?.text == "EAAGabc0ZD")
  }

  @Test func `of several each speaks for its account, and nobody for another one`() throws {
    let tokens = try #require(PageTokens("1070=EAAGone, 1784=EAAGone,1080=EAAGtwo"))
    #expect(["1070", "1784", "1080"].map { tokens.token(of: $0)?.text } == ["EAAGone", "EAAGone", "EAAGtwo"])
    #expect(tokens.token(of: "9999") == nil)
    #expect(try #require(PageTokens("1070=EAAGone")).token(of: "1080") == nil)
  }

  @Test(arguments: [
    "", ",", "EAAG a", "=EAAG", "1070=", "EAAGone,EAAGtwo", "1070=a,EAAGtwo", "1070=a,1070=b", "page=EAAG", "1070=a,,1080=b",
  ])
  func `anything else is none`(_ text: String) {
    #expect(PageTokens(text) == nil)
  }
}
