import Testing

@testable import Web

/// What customers read in their own language, and what they read where it has no words.
@Suite struct `Speaking languages` {
  private let files: SiteFiles
  private let english: Texts
  private let languages: Languages

  init() throws {
    files = try SiteFiles()
    english = try Texts(files)
    languages = try Languages(files, english: english)
  }

  @Test func `a language says nothing that English has no key for`() throws {
    let polish = try Texts(files, language: "pl")
    #expect(!polish.keys.isEmpty)
    #expect(polish.keys.subtracting(english.keys).isEmpty)
  }

  @Test(arguments: [("pl", "pl"), ("pl-PL", "pl"), ("PL", "pl"), ("xx", "en"), ("", "en"), ("../en", "en"), ("en-GB", "en")])
  func `a region counts as its language, an unknown one as English`(asked: String, spoken: String) {
    #expect(languages.texts(asked).language == spoken)
  }

  @Test func `what a language does not say is said in English`() {
    #expect(languages.texts("pl").say("invoice.title") == "Faktura")
    #expect(languages.texts("pl").say("checkout.unknown_title") == english.say("checkout.unknown_title"))
  }

  @Test func `places are filled once, so that braces in a value stay`() {
    #expect(english.say("checkout.order", ["number": "{number}"]) == "Order {number}")
    #expect(english.say("checkout.order", ["other": "x"]) == "Order {number}")
  }
}
