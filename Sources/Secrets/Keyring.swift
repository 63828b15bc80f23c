import Crypto

/// The server's own secret and the keys that grow from it, one for each purpose, so that none can stand in for another.
///
/// The secret lives in a file beside the data, not in the database: whoever copies the database alone can check no PIN.
package struct Keyring: Sendable {
  /// What a key is for; the raw value goes into its derivation and never changes.
  package enum Purpose: String, Sendable {
    case pin = "pin.v1"
    case formToken = "form-token.v1"
    case checkoutLink = "checkout-link.v1"
    case cursor = "cursor.v1"
    case answer = "answer.v1"
    case door = "door.v1"
    case webhookSecret = "webhook-secret.v1"
    case auditSeal = "audit-seal.v1"
    case chatVisitor = "chat-visitor.v1"
    case chatFile = "chat-file.v1"
    case fingerprint = "fingerprint.v1"
  }

  private let secret: SymmetricKey

  /// `secret` has at least 32 bytes.
  package init(secret: [UInt8]) {
    precondition(secret.count >= 32, "the server secret is too short")
    self.secret = SymmetricKey(data: secret)
  }

  /// A keyring for a shop that lives in memory.
  package static func ephemeral() -> Keyring {
    Keyring(secret: Array(SecretText.make().utf8))
  }

  /// HMAC-SHA-256 of the parts under the key of `purpose`, as 64 hex digits. Parts are counted, so that no two lists of parts
  /// look the same.
  package func signature(_ purpose: Purpose, _ parts: String...) -> String {
    SecretText.hex(code(purpose, parts))
  }

  /// The first 192 bits of the same signature as 32 characters of base64url: a secret that can stand in an address.
  package func token(_ purpose: Purpose, _ parts: String...) -> String {
    SecretText.base64URL(Array(code(purpose, parts).prefix(24)))
  }

  private func code(_ purpose: Purpose, _ parts: [String]) -> HMAC<SHA256>.MAC {
    let key = key(for: purpose)
    var message: [UInt8] = []
    for part in parts {
      let bytes = Array(part.utf8)
      message += Array("\(bytes.count):".utf8)
      message += bytes
    }
    return HMAC<SHA256>.authenticationCode(for: message, using: key)
  }

  /// Locks up a secret that the shop has to use again, so that the database alone does not tell it.
  ///
  /// - Parameter name: what it is; it can only be opened under the same name.
  package func seal(_ text: String, for purpose: Purpose, name: String) throws -> String {
    let box = try ChaChaPoly.seal(Array(text.utf8), using: key(for: purpose), authenticating: Array(name.utf8))
    return SecretText.hex(box.combined)
  }

  /// What was sealed; nil for what another secret, purpose or name sealed.
  package func open(_ sealed: String, for purpose: Purpose, name: String) -> String? {
    guard let bytes = SecretText.bytes(hex: sealed), let box = try? ChaChaPoly.SealedBox(combined: bytes),
      let text = try? ChaChaPoly.open(box, using: key(for: purpose), authenticating: Array(name.utf8))
    else { return nil }
    return String(validating: text, as: UTF8.self)
  }

  private func key(for purpose: Purpose) -> SymmetricKey {
    SymmetricKey(data: Array(HMAC<SHA256>.authenticationCode(for: Array(purpose.rawValue.utf8), using: secret)))
  }
}
