import Crypto
import Foundation

/// The signature under what LINE tells the shop: `X-Line-Signature`, the HMAC-SHA-256 of the body by the channel secret, in base 64.
package enum LineSignature {
  /// 32 octets in base 64.
  private static let length = 44

  /// Whether one of the secrets signed these very octets. Without a secret nothing is ever signed (WHI-01).
  package static func isValid(_ header: String, body: [UInt8], secrets: [String]) -> Bool {
    guard header.utf8.count == length, let proof = Data(base64Encoded: header), proof.count == 32 else { return false }
    var isSigned = false
    for secret in secrets where !secret.isEmpty {
      let key = SymmetricKey(data: Array(secret.utf8))
      // Every secret is tried, so that the time tells nothing about which one fits.
      if HMAC<SHA256>.isValidAuthenticationCode(proof, authenticating: body, using: key) { isSigned = true }
    }
    return isSigned
  }

  /// The header for a body; what the other side does.
  package static func sign(body: [UInt8], secret: String) -> String {
    Data(HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Array(secret.utf8)))).base64EncodedString()
  }
}
