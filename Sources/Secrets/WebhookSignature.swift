import Crypto
import Foundation

/// Signatures of webhooks as the Standard Webhooks specification has them: `v1,` and HMAC-SHA-256 in base 64.
package enum WebhookSignature {
  /// What every secret begins with.
  package static let prefix = "whsec_"

  /// A new secret: the prefix and 32 random octets in base 64.
  package static func makeSecret() -> String {
    prefix + Data(SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }).base64EncodedString()
  }

  /// Signs one delivery; nil for a secret that is none.
  ///
  /// - Parameter timestamp: seconds since 1970, as it stands in the header.
  package static func sign(id: String, timestamp: Int64, body: [UInt8], secret: String) -> String? {
    guard secret.hasPrefix(prefix), let key = Data(base64Encoded: String(secret.dropFirst(prefix.count))) else { return nil }
    let message = Array("\(id).\(timestamp).".utf8) + body
    return "v1," + Data(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key))).base64EncodedString()
  }
}
