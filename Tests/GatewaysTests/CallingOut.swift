import Domain
import Foundation
import Gateways
import Testing

@Suite struct CallingOut {
  @Test(arguments: ["https://localhost:9/", "https://127.0.0.1:9/", "https://[::1]:9/", "https://[::ffff:127.0.0.1]:9/"])
  func `a name that leads inside is blocked on the address it leads to`(_ text: String) throws {
    let call = HTTPCall(url: try OutboundURL(text), headers: [], body: [])
    let outcome = call.perform(policy: OutboundPolicy(allowed: []), stop: StopSign())
    guard case .failed(let failure) = outcome else {
      Issue.record("It was called.")
      return
    }
    #expect(failure.reason.hasPrefix("Blocked"))
    #expect(!failure.isFinal)
  }

  @Test func `without encryption nothing leaves`() throws {
    let call = HTTPCall(url: try OutboundURL("http://shop.example/"), headers: [], body: [])
    #expect(call.perform(policy: OutboundPolicy(allowed: []), stop: StopSign()) == .failed(.init("Blocked: only https leaves this shop.")))
  }

  @Test func `a header with a line break is not sent`() throws {
    let url = try OutboundURL("https://localhost:9/")
    let call = HTTPCall(url: url, headers: [("X-Name", "a\r\nX-Other: b")], body: [])
    guard case .failed(let failure) = call.perform(policy: OutboundPolicy(allowed: []), stop: StopSign()) else {
      Issue.record("It was sent.")
      return
    }
    #expect(failure.reason.contains("control character"))
  }

  @Test func `a server that ends cuts short what is under way`() throws {
    let stop = StopSign()
    stop.raise()
    let server = try #require(MailServer("smtp://127.0.0.1:9?starttls=none"))
    let sender = try #require(MailSender("a@b.example"))
    let message = Message(
      id: ID(stored: "msg_1"), kind: .test, channel: .email, recipient: "c@d.example", subject: "Hello", text: "Hello", html: nil,
      attachments: [], orderID: nil, locationID: nil, status: .sending, attempts: 1, nextAttemptAt: Instant(milliseconds: 0),
      lastError: nil, createdAt: Instant(milliseconds: 0), sentAt: nil)
    let mail = Mail(message, from: sender, files: [], date: Instant(milliseconds: 0))
    guard case .failed = MailDoor(server: server, policy: OutboundPolicy(allowed: []).trusting).send(mail, stop: stop) else {
      Issue.record("It was sent.")
      return
    }
  }
}
