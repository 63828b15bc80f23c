/// The cookies of the shop: who is signed in, and which till a browser is.
///
/// Over https they carry the `__Host-` prefix, which keeps other hosts and paths from setting them; a plain loopback address cannot
/// have it, because browsers drop secure cookies there.
package enum Cookies {
  package enum Name: String, Sendable {
    case session = "counterfoil_session"
    case device = "counterfoil_device"
  }

  package static func name(_ name: Name, isSecure: Bool) -> String {
    isSecure ? "__Host-\(name.rawValue)" : name.rawValue
  }

  /// A `Set-Cookie` that no script reads and no other site sends along.
  ///
  /// - Parameter seconds: how long the browser keeps it; nil until it is closed.
  package static func set(_ name: Name, _ value: String, isSecure: Bool, seconds: Int64? = nil) -> String {
    let age = seconds.map { "; Max-Age=\($0)" } ?? ""
    return "\(Self.name(name, isSecure: isSecure))=\(value); Path=/; HttpOnly; SameSite=Lax\(age)\(isSecure ? "; Secure" : "")"
  }

  package static func remove(_ name: Name, isSecure: Bool) -> String {
    set(name, "", isSecure: isSecure, seconds: 0)
  }
}

extension Call {
  /// The value of one of our cookies.
  package func cookie(_ name: Cookies.Name) -> String? {
    headers.cookie(Cookies.name(name, isSecure: peer.isSecure)).flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension Reply {
  package func settingCookie(_ name: Cookies.Name, _ value: String, for call: Call, seconds: Int64? = nil) -> Reply {
    with("Set-Cookie", Cookies.set(name, value, isSecure: call.peer.isSecure, seconds: seconds))
  }

  package func removingCookie(_ name: Cookies.Name, for call: Call) -> Reply {
    with("Set-Cookie", Cookies.remove(name, isSecure: call.peer.isSecure))
  }
}
