import ArgumentParser
import Foundation
import Web

/// `COUNTERFOIL_TEST_GATEWAY=1`: payments that move no money. Only where no stranger gets, and never beside keys to a real provider:
/// a shop that takes orders as paid by anybody who presses a button must not start.
enum TestGatewaySwitch {
  /// Whether the test gateway is wanted.
  ///
  /// - Throws: a `ValidationError`, so that `serve` ends with 2, where it is wanted and must not be.
  static func isOn(with settings: SiteSettings) throws -> Bool {
    switch Surroundings.value("TEST_GATEWAY") {
    case nil, "0"?: return false
    case "1"?: break
    case _?: throw ValidationError("COUNTERFOIL_TEST_GATEWAY is 1 or 0.")
    }
    guard isLoopback(settings.host) else {
      throw refusal("--host \(settings.host) can be reached from elsewhere; listen at 127.0.0.1")
    }
    if let text = settings.publicURL, URLComponents(string: text)?.host.map(isLoopback) != true {
      throw refusal("--public-url \(text) leads here from elsewhere; leave it out")
    }
    guard settings.trustedProxies.isEmpty else { throw refusal("--trusted-proxy lets others in; leave it out") }
    for key in ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"] where Surroundings.value(key) != nil {
      throw refusal("COUNTERFOIL_\(key) opens a real provider; leave one of the two out")
    }
    return true
  }

  private static func refusal(_ reason: String) -> ValidationError {
    ValidationError("COUNTERFOIL_TEST_GATEWAY=1 takes payments without money, so it is for this machine alone: \(reason).")
  }

  /// Whether a name or address means this machine and nothing else.
  private static func isLoopback(_ host: String) -> Bool {
    let bare = host.lowercased().filter { $0 != "[" && $0 != "]" }
    return bare == "localhost" || AddressRange("127.0.0.0/8")?.contains(bare) == true || AddressRange("::1/128")?.contains(bare) == true
  }
}
