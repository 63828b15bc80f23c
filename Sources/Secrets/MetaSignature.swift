import Crypto

/// The signature under what Meta tells the shop: `X-Hub-Signature-256: sha256=<HMAC-SHA-256 of the body's octets in hex>`.
///
/// It carries no time, so a replay is told by what it says: each event counts once (WHI-03).
package enum MetaSignature {
  private static let prefix = "sha256="

  /// Whether one of the secrets signed these very octets. Without a secret nothing is ever signed (WHI-01).
  package static func isValid(_ header: String, body: [UInt8], secrets: [String]) -> Bool {
    guard header.utf8.count == prefix.utf8.count + 64, header.hasPrefix(prefix),
      let proof = SecretText.bytes(hex: String(header.dropFirst(prefix.count)))
    else { return false }
    var isSigned = false
    // Every secret is tried, so that the time tells nothing about which one fits.
    for secret in secrets where !secret.isEmpty {
      let key = SymmetricKey(data: Array(secret.utf8))
      if HMAC<SHA256>.isValidAuthenticationCode(proof, authenticating: body, using: key) { isSigned = true }
    }
    return isSigned
  }

  /// The header for a body; what the other side does.
  package static func sign(body: [UInt8], secret: String) -> String {
    prefix + SecretText.hex(HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Array(secret.utf8))))
  }
}
