import Domain
import Foundation

/// Texts in the headers of a mail: what is not plain ASCII becomes encoded words (RFC 2047); a line break never gets in (INJ-06).
enum HeaderText {
  /// A text that could end its header and start another one.
  struct Broken: Error {}

  /// The value of a header such as Subject, folded.
  static func unstructured(_ text: String) throws(Broken) -> String {
    try requireOneLine(text)
    let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && text.utf8.count <= 60 && !text.contains("=?")
    return isPlain ? text : encodedWords(text)
  }

  /// `name <address>`; the address alone where there is no name.
  static func mailbox(_ sender: MailSender) throws(Broken) -> String {
    try requireOneLine(sender.address)
    guard let name = sender.name else { return sender.address }
    try requireOneLine(name)
    let isPlain = name.utf8.allSatisfy { (0x20...0x7E).contains($0) } && name.utf8.count <= 60 && !name.contains("=?")
    guard isPlain else { return "\(encodedWords(name))\r\n <\(sender.address)>" }
    let escaped = name.reduce(into: "") { result, character in
      if character == "\"" || character == "\\" { result.append("\\") }
      result.append(character)
    }
    return "\"\(escaped)\" <\(sender.address)>"
  }

  /// Encoded words of at most 75 characters, cut between scalars, each on a line of its own.
  private static func encodedWords(_ text: String) -> String {
    var words: [String] = []
    var octets: [UInt8] = []
    for scalar in text.unicodeScalars {
      let next = Array(String(scalar).utf8)
      if octets.count + next.count > 45 {
        words.append(encodedWord(octets))
        octets = []
      }
      octets += next
    }
    if !octets.isEmpty { words.append(encodedWord(octets)) }
    return words.joined(separator: "\r\n ")
  }

  private static func encodedWord(_ octets: [UInt8]) -> String { "=?UTF-8?B?\(Data(octets).base64EncodedString())?=" }

  private static func requireOneLine(_ text: String) throws(Broken) {
    guard !text.unicodeScalars.contains(where: \.isControl) else { throw Broken() }
  }
}
