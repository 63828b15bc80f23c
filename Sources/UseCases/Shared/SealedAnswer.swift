import Glibc
import Secrets
import Stores

/// Keeps what was answered without what opens doors: an answer that holds a checkout link is locked up before it is stored, because of a
/// link only the hash may lie in the database.
enum SealedAnswer {
  private static let mark = "sealed:"

  static func sealed(_ answer: Answer, by keyring: Keyring) throws -> Answer {
    guard holdsLink(answer.body) else { return answer }
    var copy = answer
    let text = try keyring.seal(String(decoding: answer.body, as: UTF8.self), for: .answer, name: "body")
    copy.body = Array((mark + text).utf8)
    return copy
  }

  /// Nil where another secret locked it up, so that nobody can say any more what was answered.
  static func opened(_ answer: Answer, by keyring: Keyring) -> Answer? {
    guard answer.body.starts(with: mark.utf8) else { return answer }
    let sealed = String(decoding: answer.body.dropFirst(mark.utf8.count), as: UTF8.self)
    guard let text = keyring.open(sealed, for: .answer, name: "body") else { return nil }
    var copy = answer
    copy.body = Array(text.utf8)
    return copy
  }

  /// Looks from slash to slash, of which an answer has few; this runs for every answer that is kept.
  private static func holdsLink(_ body: [UInt8]) -> Bool {
    body.withUnsafeBytes { body in
      var rest = body[...]
      while let start = rest.baseOffset(of: UInt8(ascii: "/")) {
        if body[start...].starts(with: CheckoutLinks.path.utf8) { return true }
        rest = body[(start + 1)...]
      }
      return false
    }
  }
}

extension Slice<UnsafeRawBufferPointer> {
  /// Where the first such octet lies in the whole.
  fileprivate func baseOffset(of byte: UInt8) -> Int? {
    let part = UnsafeRawBufferPointer(rebasing: self)
    guard let base = part.baseAddress, let found = memchr(base, Int32(byte), part.count) else { return nil }
    return startIndex + (UnsafeRawPointer(found) - base)
  }
}
