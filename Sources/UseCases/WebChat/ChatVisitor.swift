package import Domain
import Secrets

/// Somebody who writes from a page of the shop: whoever has the secret of their browser. The database knows its hash alone.
package struct ChatVisitor: Sendable {
  /// What their browser keeps: 256 random bits, and the shop's word that it made them.
  package let cookie: String
  package let contact: ChatContact

  fileprivate init(secret: String, proof: String) {
    cookie = "\(secret).\(proof)"
    contact = ChatContact(channel: .webChat, account: "", key: SecretText.hash(secret))
  }

  /// What the thread calls a message of theirs. No visitor can name one of another.
  func externalID(_ message: String) -> String { "\(contact.key):\(message)" }

  /// How long a browser keeps the secret after the last word: a year.
  package static let seconds: Int64 = 365 * 86_400
}

extension Shop {
  /// The visitor of a cookie; nil for none, and for one that the shop did not give out, which is never taken over.
  package func chatVisitor(_ cookie: String?) -> ChatVisitor? {
    guard let cookie, cookie.utf8.count <= 200 else { return nil }
    let parts = cookie.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, SecretText.isSame(parts[1], proof(of: parts[0])) else { return nil }
    return ChatVisitor(secret: parts[0], proof: parts[1])
  }

  package func newChatVisitor() -> ChatVisitor {
    let secret = SecretText.make()
    return ChatVisitor(secret: secret, proof: proof(of: secret))
  }

  private func proof(of secret: String) -> String { credentials.keyring.signature(.chatVisitor, secret) }
}
