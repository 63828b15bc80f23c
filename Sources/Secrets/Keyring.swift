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
    let key = SymmetricKey(data: Array(HMAC<SHA256>.authenticationCode(for: Array(purpose.rawValue.utf8), using: secret)))
    var message: [UInt8] = []
    for part in parts {
      let bytes = Array(part.utf8)
      message += Array("\(bytes.count):".utf8)
      message += bytes
    }
    return SecretText.hex(HMAC<SHA256>.authenticationCode(for: message, using: key))
  }
}
