import Crypto

/// The signature under what Stripe tells the shop: `Stripe-Signature: t=<seconds>,v1=<HMAC-SHA-256 of "t.body" in hex>`.
package enum StripeSignature {
  /// How far its clock may be from ours, either way (WHI-04).
  package static let toleranceSeconds: Int64 = 300
  private static let longestHeader = 2000

  /// Whether one of the secrets signed these very octets within the tolerance.
  ///
  /// One `t` in decimal digits and at least one `v1`; of several, one has to fit. Without a secret nothing is ever signed (WHI-01).
  ///
  /// - Parameter now: seconds since 1970.
  package static func isValid(_ header: String, body: [UInt8], secrets: [String], now: Int64) -> Bool {
    guard let (time, proofs) = parts(of: header), now.subtractingReportingOverflow(time).partialValue.magnitude <= toleranceSeconds else {
      return false
    }
    let message = Array("\(time).".utf8) + body
    var isSigned = false
    for secret in secrets where !secret.isEmpty {
      let key = SymmetricKey(data: Array(secret.utf8))
      // Every pair is compared, so that the time tells nothing about which one fits.
      for proof in proofs where HMAC<SHA256>.isValidAuthenticationCode(proof, authenticating: message, using: key) { isSigned = true }
    }
    return isSigned
  }

  /// The header for a body; what the other side does.
  package static func sign(body: [UInt8], secret: String, at time: Int64) -> String {
    let message = Array("\(time).".utf8) + body
    let proof = HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: Array(secret.utf8)))
    return "t=\(time),v1=\(SecretText.hex(proof))"
  }

  private static func parts(of header: String) -> (time: Int64, proofs: [[UInt8]])? {
    guard header.utf8.count <= longestHeader else { return nil }
    var time: Int64?
    var proofs: [[UInt8]] = []
    for part in header.split(separator: ",", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2 else { return nil }
      switch pair[0] {
      case "t":
        guard time == nil, let seconds = wholeNumber(pair[1]) else { return nil }
        time = seconds
      case "v1":
        guard let proof = SecretText.bytes(hex: String(pair[1])), proof.count == 32 else { return nil }
        proofs.append(proof)
      default: continue
      }
    }
    guard let time, (1...16).contains(proofs.count) else { return nil }
    return (time, proofs)
  }

  /// Up to twelve decimal digits, the first of them not zero; no sign, point or exponent.
  private static func wholeNumber(_ text: Substring) -> Int64? {
    let digits = text.utf8
    guard (1...12).contains(digits.count), digits.first != UInt8(ascii: "0"), digits.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int64(text)
  }
}
