import Domain
import Testing

@Suite struct NamesPeopleSignInWith {
  @Test(arguments: [
    "nora@corner.example", "NORA@Corner.Example", "  nora@corner.example ", "\u{FF2E}ora@corner.example", "nora\u{FF20}corner.example",
  ])
  func `spellings that look alike are one address`(_ text: String) {
    #expect(EmailAddress(text)?.text == "nora@corner.example")
  }

  @Test func `the Kelvin sign is the letter k`() {
    #expect(EmailAddress("\u{212A}im@shop.example")?.text == "kim@shop.example")
  }

  @Test(arguments: [
    "", "nora", "@shop.example", "nora@", "nora@@shop.example", "no ra@shop.example", "nora@shop..example", "nora@-shop.example",
    ".nora@shop.example", "adm\u{131}n@shop.example", "nora\u{200B}@shop.example", "zoe\u{301}@shop.example", "nora@sh\u{F3}p.example",
    "nora@shop.example\n", "nora\u{0}@shop.example", "<nora@shop.example>", "nora@shop.example,eve@evil.example",
    String(repeating: "a", count: 65) + "@shop.example",
  ])
  func `what could pose as somebody else is refused`(_ text: String) {
    #expect(EmailAddress(text) == nil)
  }

  @Test(arguments: ["1234", "00000000", "4711"])
  func `a PIN is four to eight digits`(_ text: String) {
    #expect(PIN(text)?.digits == text)
  }

  @Test(arguments: ["", "123", "123456789", "12a4", "١٢٣٤", " 1234", "12 34", "-1234", "１２３４"])
  func `anything else is no PIN`(_ text: String) {
    #expect(PIN(text) == nil)
  }

  @Test func `a whole network of version 6 is one guesser`() {
    let subjects = ["2001:db8:1:2::5", "2001:db8:1:2:ffff::", "2001:db8:1:2:1:2:3:4"].map { SignInSubject.peer($0) }
    #expect(Set(subjects).count == 1)
    #expect(SignInSubject.peer("2001:db8::2") != SignInSubject.peer("2001:db8:0:1::2"))
    #expect(SignInSubject.peer("192.0.2.1") != SignInSubject.peer("192.0.2.2"))
    #expect(SignInSubject.peer("::ffff:192.0.2.1") != SignInSubject.peer("::ffff:192.0.2.2"))
    for odd in ["", ":", "::", ":::", "a:b:c:d:e:f:g:h:i:j"] { _ = SignInSubject.peer(odd) }
  }
}
