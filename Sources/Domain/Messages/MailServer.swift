/// The mail server that takes the shop's e-mail, and how to speak with it (`COUNTERFOIL_SMTP_URL`).
package struct MailServer: Sendable, Equatable {
  package enum Security: String, Sendable {
    /// TLS from the first octet (`smtps://`).
    case implicit
    /// TLS by STARTTLS, or no mail leaves.
    case required
    /// TLS where the server offers it.
    case optional
    case none
  }

  package let host: String
  package let port: Int
  package let user: String?
  package let password: String?
  package let security: Security

  /// Reads `smtp://user:password@host:port?starttls=required`; nil for anything else. `starttls` is `required` unless it says
  /// `optional` or `none`.
  package init?(_ text: String) {
    guard let url = DoorURL(text), url.path.isEmpty || url.path == "/", Set(url.query.keys).isSubset(of: ["starttls"]) else { return nil }
    switch (url.scheme, url.query["starttls"]) {
    case ("smtps", nil): security = .implicit
    case ("smtp", nil), ("smtp", "required"?): security = .required
    case ("smtp", "optional"?): security = .optional
    case ("smtp", "none"?), ("smtp", "off"?), ("smtp", "disabled"?): security = .none
    default: return nil
    }
    host = url.host
    port = url.port ?? (security == .implicit ? 465 : 587)
    user = url.user
    password = url.password
  }

  /// The address without its credentials, to be shown.
  package var shown: String {
    let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    return "\(security == .implicit ? "smtps" : "smtp")://\(name):\(port)"
  }
}
