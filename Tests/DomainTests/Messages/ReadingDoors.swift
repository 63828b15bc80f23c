import Domain
import Testing

@Suite struct ReadingDoors {
  @Test func `a mail server is read with everything in it`() throws {
    let server = try #require(MailServer("smtp://user%40shop.example:p%40ss%2Fword@Mail.Example:2525?starttls=required"))
    #expect(server.host == "mail.example" && server.port == 2525 && server.user == "user@shop.example" && server.password == "p@ss/word")
    #expect(server.security == .required && server.shown == "smtp://mail.example:2525")
    #expect(MailServer("smtp://mail.example")?.security == .required)
    #expect(MailServer("smtps://mail.example").map { ($0.port, $0.security) }.map { $0 == (465, .implicit) } == true)
    #expect(MailServer("smtp://[::1]:25?starttls=none")?.host == "::1")
  }

  @Test(arguments: [
    "smtp://", "http://x", "smtp://a/b", "smtp://a?starttls=x", "smtp://a:0", "smtp://a b", "smtp://u:p%zz@a", "smtp://a?x=1",
    "smtp://u:%0a@a",
  ])
  func `what is no mail server is none`(_ text: String) {
    #expect(MailServer(text) == nil)
  }

  @Test func `a gateway is Twilio's own unless it has a path`() throws {
    let own = try #require(SMSGateway("https://AC1:t@api.twilio.com?from=%2B15005550006"))
    #expect(own.url.text == "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json" && own.from == "+15005550006")
    #expect(SMSGateway("https://AC1:t@sms.example/send")?.url.target == "/send")
    #expect(own.credentials?.token == "t" && SMSGateway("https://sms.example/send").map { $0.credentials == nil } == true)
    #expect(SMSGateway("http://127.0.0.1:9?account=AC1&token=t")?.url.target == "/2010-04-01/Accounts/AC1/Messages.json")
    #expect(
      SMSGateway("https://AC1@sms.example/send") == nil && SMSGateway("https://sms.example") == nil
        && SMSGateway("ftp://a:b@sms.example") == nil)
    #expect(SMSGateway.senderName(of: "Żółta Corner Bakery & Sons") == "ta Corner B" && SMSGateway.senderName(of: "花") == "Shop")
  }

  @Test func `a key to Stripe says whether money moves, and a key that anybody may see is none`() throws {
    #expect(StripeKey("sk_live_abc")?.isLive == true && StripeKey("rk_test_abc")?.isLive == false)
    for text in ["", "sk_live_", "pk_live_abc", "sk_abc", "sk_test_a b", "sk_test_a\n", "whsec_abc"] { #expect(StripeKey(text) == nil) }
    let account = "51HabcdefghIJKLMN"
    let (old, new) = (account + String(repeating: "x", count: 80), account + String(repeating: "y", count: 80))
    #expect(StripeKey("sk_live_\(old)")?.accountPart == StripeKey("rk_live_\(new)")?.accountPart)
    #expect(StripeKey("sk_live_\(old)")?.accountPart != StripeKey("sk_test_\(old)")?.accountPart)
    #expect(StripeKey("sk_test_abc")?.accountPart != StripeKey("sk_test_abd")?.accountPart)
    #expect(StripeHookSecrets("whsec_a, whsec_b")?.texts == ["whsec_a", "whsec_b"])
    for text in ["", ",", "whsec_a,", "sk_live_abc", "whsec a"] { #expect(StripeHookSecrets(text) == nil) }
    #expect(StripeBase.read("https://api.stripe.com")?.text == "https://api.stripe.com/" && StripeBase.read("https://a.example/v1") == nil)
  }

  @Test func `a number is written in one way however it was typed`() {
    #expect(PhoneNumber("+44 (20) 7946-0000")?.text == "+442079460000" && PhoneNumber("0044 20.7946/0000")?.text == "+442079460000")
    for text in ["020 7946 0000", "+0123456789", "++4420794600", "+44x", "", "+123456"] { #expect(PhoneNumber(text) == nil) }
  }

  @Test func `waits double, stay within what the plan says, and end after three days`() throws {
    let start = Instant(milliseconds: 1_000_000)
    for attempts in 1...30 as ClosedRange<Int64> {
      let full: Int64 = min(14_400_000, 2000 << (attempts - 1))
      for chance in [0, 512, 1023] as [Int64] {
        let next = try #require(RetryPlan.next(after: attempts, firstAt: start, now: start, chance: chance))
        #expect((full / 2...full).contains(next.milliseconds - start.milliseconds))
      }
    }
    #expect(RetryPlan.next(after: 3, firstAt: start, now: start.adding(seconds: 72 * 3600), chance: 0) == nil)
  }

  @Test func `a message is put into the form in which it leaves`() throws {
    var mail = NewMessage(
      kind: .test, channel: .email, recipient: " Ada@Example.ORG ", subject: "Hi \u{202E}there\u{200B}", text: "A\u{2066}b")
    try mail.settle()
    #expect(mail.recipient == "ada@example.org" && mail.subject == "Hi there" && mail.text == "Ab")
    mail.subject = "a\r\nBcc: x@y.example"
    #expect(throws: Refusal.self) { try mail.settle() }
    var long = NewMessage(kind: .test, channel: .sms, recipient: "+442079460000", text: String(repeating: "x", count: 1601))
    #expect(throws: Refusal.self) { try long.settle() }
  }
}
