import Domain
import Foundation
import Testing

@testable import Gateways

@Suite struct WritingMail {
  @Test func `a header never holds a line of somebody else`() throws {
    for text in ["a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\u{2028}b", "a\u{0}b"] {
      #expect(throws: HeaderText.Broken.self) { try HeaderText.unstructured(text) }
    }
  }

  @Test func `what is not plain becomes words of at most 75 characters that hold whole letters`() throws {
    let subject = String(repeating: "Żółta róża 花 🌹 ", count: 12)
    let header = try HeaderText.unstructured(subject)
    let words = header.components(separatedBy: "\r\n ")
    #expect(words.count > 1 && words.allSatisfy { $0.utf8.count <= 75 && $0.hasPrefix("=?UTF-8?B?") && $0.hasSuffix("?=") })
    let octets = words.compactMap { Data(base64Encoded: String($0.dropFirst(10).dropLast(2))) }
    #expect(octets.allSatisfy { String(validating: $0, as: UTF8.self) != nil })
    #expect(String(decoding: octets.joined(), as: UTF8.self) == subject)
  }

  @Test func `a text that looks like an encoded word is encoded`() throws {
    #expect(try HeaderText.unstructured("=?utf-8?q?x?=").hasPrefix("=?UTF-8?B?"))
    #expect(try HeaderText.unstructured("Plain words") == "Plain words")
  }

  @Test func `the sender's name cannot become an address`() throws {
    let sender = try #require(MailSender("Evil \"x\" <a@b.example>, Bob <hello@shop.example>"))
    #expect(try HeaderText.mailbox(sender) == "\"Evil \\\"x\\\" <a@b.example>, Bob\" <hello@shop.example>")
    #expect(MailSender("a@b.example\r\nBcc: c@d.example") == nil)
  }

  @Test func `a recipient that is more than one is not written to`() throws {
    for recipient in ["a@b.example,c@d.example", "a@b.example\r\nBcc: x@y.example", "A <a@b.example>", "a b@c.example"] {
      #expect(try Self.mail(to: recipient).bytes == nil)
    }
  }

  @Test func `words in a mail stay words in its page`() throws {
    let bytes = try #require(try Self.mail(to: "ada@example.org", text: "<a href=//evil>refund</a> & \"more\"").bytes)
    let wire = String(decoding: bytes, as: UTF8.self)
    let bodies = wire.components(separatedBy: "\r\n\r\n").compactMap { part in
      Data(base64Encoded: String(part.prefix { $0 != "-" }), options: .ignoreUnknownCharacters).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(bodies.contains { $0.contains("&lt;a href=//evil&gt;refund&lt;/a&gt; &amp; &quot;more&quot;") })
    #expect(!bodies.contains { $0.contains("<body") && $0.contains("<a ") })
  }

  @Test func `a file's name is plain`() throws {
    let file = MailFile(name: "a\"b\r\nX: y/../../c.pdf", type: "application/pdf", bytes: [1, 2, 3])
    let wire = String(decoding: try #require(try Self.mail(to: "ada@example.org", files: [file]).bytes), as: UTF8.self)
    #expect(wire.contains("filename=\"a_b__X__y_.._.._c.pdf\""))
  }

  private static func mail(to recipient: String, text: String = "Hello", files: [MailFile] = []) throws -> Mail {
    let message = Message(
      id: ID(stored: "msg_1"), kind: .test, channel: .email, recipient: recipient, subject: "Hello", text: text, html: nil, attachments: [],
      orderID: nil, locationID: nil, status: .sending, attempts: 1, nextAttemptAt: Instant(milliseconds: 0), lastError: nil,
      createdAt: Instant(milliseconds: 0), sentAt: nil)
    let sender = try #require(MailSender("Shop <hello@shop.example>"))
    return Mail(message, from: sender, files: files, date: Instant(milliseconds: 1_795_273_445_678))
  }
}
