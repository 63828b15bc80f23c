private import Secrets

/// A hash of what a caller sent, to tell a repetition from other content under the same `client_id`.
package enum ContentHash {
  package static func of(_ bytes: [UInt8]) -> String {
    SecretText.hash(bytes)
  }
}
