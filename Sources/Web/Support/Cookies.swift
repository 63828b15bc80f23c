/// The cookies of the shop: who is signed in, which till a browser is, and what a visitor of the online store has in their cart and wrote
/// to the shop.
///
/// Always secure, and with the `__Host-` prefix that keeps other hosts, paths and plain http from setting them. Browsers take such
/// cookies over http from their own machine too; a till elsewhere on the network needs https.
package enum Cookies {
  package enum Name: String, Sendable {
    case session = "__Host-counterfoil"
    case device = "__Host-counterfoil-device"
    case cart = "__Host-counterfoil-cart"
    /// What makes a visitor's conversation with the shop theirs.
    case chat = "__Host-counterfoil-chat"
    /// The language that a visitor of the online store chose.
    case language = "__Host-counterfoil-language"
  }

  /// A `Set-Cookie` that no script reads and no other site sends along.
  ///
  /// - Parameter seconds: how long the browser keeps it; nil until it is closed.
  package static func set(_ name: Name, _ value: String, seconds: Int64? = nil) -> String {
    let age = seconds.map { "; Max-Age=\($0)" } ?? ""
    return "\(name.rawValue)=\(value); Path=/; Secure; HttpOnly; SameSite=Lax\(age)"
  }

  package static func remove(_ name: Name) -> String {
    set(name, "", seconds: 0)
  }
}

extension Call {
  /// The value of one of our cookies.
  package func cookie(_ name: Cookies.Name) -> String? {
    headers.cookie(name.rawValue).flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension Reply {
  package func settingCookie(_ name: Cookies.Name, _ value: String, seconds: Int64? = nil) -> Reply {
    with("Set-Cookie", Cookies.set(name, value, seconds: seconds))
  }

  package func removingCookie(_ name: Cookies.Name) -> Reply {
    with("Set-Cookie", Cookies.remove(name))
  }
}
