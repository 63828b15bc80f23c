/// The secret key of an account at Stripe: `sk_` for everything, `rk_` for some things, then whether money moves.
package struct StripeKey: Sendable, Equatable {
  package let text: String
  /// Whether the key moves real money.
  package let isLive: Bool

  /// Nil for a text that is no secret key; also for a publishable one (`pk_`), which is easily mistaken for it.
  package init?(_ text: String) {
    let modes = [("sk_live_", true), ("rk_live_", true), ("sk_test_", false), ("rk_test_", false)]
    guard let (prefix, isLive) = modes.first(where: { text.hasPrefix($0.0) }) else { return nil }
    let rest = text.utf8.dropFirst(prefix.utf8.count)
    guard (1...240).contains(rest.count), rest.allSatisfy(Self.isPlain) else { return nil }
    self.text = text
    self.isLive = isLive
  }

  /// The part that all keys of one account share, so that a payment is still known after its key was rolled. Long keys begin with their
  /// account; of a short one it is the whole.
  package var accountPart: String {
    let rest = text.dropFirst(8)
    return (isLive ? "live:" : "test:") + (rest.utf8.count >= 60 ? rest.prefix(17) : rest)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
  }
}

/// The secrets with which Stripe signs what it tells us; several while one is being replaced.
package struct StripeHookSecrets: Sendable, Equatable {
  package let texts: [String]

  /// Reads secrets with commas between them; nil where there is none, or one looks like a key.
  package init?(_ text: String) {
    let texts = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingBlanks }
    guard (1...8).contains(texts.count) else { return nil }
    for text in texts {
      let isKey = ["sk_", "rk_", "pk_"].contains { text.hasPrefix($0) }
      guard !text.isEmpty, !isKey, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    }
    self.texts = texts
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    String(String(drop { $0 == " " }.reversed()).drop { $0 == " " }.reversed())
  }
}

/// Where Stripe's API is.
package enum StripeBase {
  package static let standard = "https://api.stripe.com"

  /// An address without path and query; nil for anything else.
  package static func read(_ text: String) -> OutboundURL? {
    guard let url = try? OutboundURL(text), url.target == "/" else { return nil }
    return url
  }
}
