/// What the shop needs to keep secrets: its keys and the one place where passwords are hashed.
package struct Safe: Sendable {
  package let keyring: Keyring
  package let hasher: PasswordHasher

  package init(keyring: Keyring, hasher: PasswordHasher = PasswordHasher()) {
    self.keyring = keyring
    self.hasher = hasher
  }

  /// For shops that live in memory.
  package static func ephemeral() -> Safe { Safe(keyring: .ephemeral()) }

  /// The bytes that are hashed for a PIN: useless without the server's secret, and different for two people with one PIN.
  package func pepperedPIN(_ pin: String, of staffID: String) -> [UInt8] {
    Array(keyring.signature(.pin, staffID, pin).utf8)
  }
}
