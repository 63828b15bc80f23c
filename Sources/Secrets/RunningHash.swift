private import Crypto

/// SHA-256 of more than fits in memory, piece by piece.
package struct RunningHash {
  private var hash = SHA256()

  package init() {}

  package mutating func add(_ bytes: [UInt8]) {
    hash.update(data: bytes)
  }

  /// In hex.
  package func finish() -> String {
    SecretText.hex(hash.finalize())
  }
}
