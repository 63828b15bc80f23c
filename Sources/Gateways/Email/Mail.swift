package import Domain
import Foundation

/// A file that goes with a mail.
package struct MailFile: Sendable {
  /// Letters, digits, hyphens and dots.
  package let name: String
  /// `application/pdf`.
  package let type: String
  package let bytes: [UInt8]

  package init(name: String, type: String, bytes: [UInt8]) {
    self.name = name
    self.type = type
    self.bytes = bytes
  }
}

/// A mail as it goes over the wire (RFC 5322): text and HTML as alternatives, files beside them.
package struct Mail: Sendable {
  package let id: String
  package let from: MailSender
  /// Exactly one.
  package let to: String
  package let subject: String
  package let text: String
  package let html: String?
  package let files: [MailFile]
  package let date: Instant

  package init(_ message: Message, from: MailSender, files: [MailFile], date: Instant) {
    // The same for every try, so that a mail that arrives twice can be told.
    id = "\(message.id.text)@\(from.domain)"
    self.from = from
    to = message.recipient
    subject = message.subject ?? ""
    text = message.text
    html = message.html
    self.files = files
    self.date = date
  }

  /// The whole mail; nil where a header would hold a line break.
  package var bytes: [UInt8]? {
    guard let subject = try? HeaderText.unstructured(subject), let sender = try? HeaderText.mailbox(from),
      !to.unicodeScalars.contains(where: { $0.isControl || $0 == " " || $0 == "," || $0 == "<" || $0 == ">" })
    else { return nil }
    let headers = [
      "Date: \(Self.dateText(date))", "From: \(sender)", "To: \(to)", "Subject: \(subject)", "Message-ID: <\(id)>", "MIME-Version: 1.0",
      "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All",
    ]
    return Array((headers.joined(separator: "\r\n") + "\r\n" + content).utf8)
  }

  /// The body with the header that says what it is.
  private var content: String {
    guard !files.isEmpty else { return alternatives }
    let parts = [alternatives] + files.map(Self.part)
    return Self.multipart("mixed", parts, boundary: boundary("m"))
  }

  private var alternatives: String {
    let parts = [Self.textPart("plain", text), Self.textPart("html", html ?? Self.page(text))]
    return Self.multipart("alternative", parts, boundary: boundary("a"))
  }

  /// The text as a page: the same words, each character meaning itself.
  private static func page(_ text: String) -> String {
    let escaped = text.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return """
      <!doctype html><html><head><meta charset="utf-8"></head>\
      <body style="font-family: sans-serif; white-space: pre-wrap">\(escaped)</body></html>
      """
  }

  /// Nothing in base 64 or in a header of ours begins with an equals sign and an underscore.
  private func boundary(_ kind: String) -> String { "=_\(kind)_\(id.prefix { $0 != "@" })" }

  private static func multipart(_ kind: String, _ parts: [String], boundary: String) -> String {
    "Content-Type: multipart/\(kind); boundary=\"\(boundary)\"\r\n\r\n"
      + parts.map { "--\(boundary)\r\n\($0)" }.joined() + "--\(boundary)--\r\n"
  }

  private static func textPart(_ kind: String, _ text: String) -> String {
    "Content-Type: text/\(kind); charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\(base64(Array(text.utf8)))"
  }

  private static func part(_ file: MailFile) -> String {
    let name = String(file.name.unicodeScalars.map { isPlain($0) ? Character($0) : "_" })
    return """
      Content-Type: \(file.type); name="\(name)"\r
      Content-Disposition: attachment; filename="\(name)"\r
      Content-Transfer-Encoding: base64\r
      \r
      \(base64(file.bytes))
      """
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.isASCII && scalar.properties.isAlphabetic) || (48...57).contains(scalar.value) || scalar == "-" || scalar == "."
      || scalar == "_"
  }

  /// Lines of 76 characters, each ended.
  private static func base64(_ octets: [UInt8]) -> String {
    Data(octets).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]) + "\r\n"
  }

  /// `Sat, 21 Nov 2026 15:04:05 +0000`.
  private static func dateText(_ moment: Instant) -> String {
    let text = Array(moment.text.utf8)
    let number: (Range<Int>) -> Int = { Int(String(decoding: text[$0], as: UTF8.self)) ?? 0 }
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let day = Int(max(0, moment.milliseconds) / 86_400_000 % 7)
    let time = String(decoding: text[11..<19], as: UTF8.self)
    return "\(days[day]), \(number(8..<10)) \(months[max(0, min(11, number(5..<7) - 1))]) \(number(0..<4)) \(time) +0000"
  }
}
