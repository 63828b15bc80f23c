/// Who will read an answer, and which headers keep that reader safe.
enum Surface: Sendable, Equatable {
  case api, page, asset

  /// For requests that found no route: addresses of the API get JSON, browsers get a page.
  init(path: String, accepts: String?) {
    let isAPI = path.utf8.starts(with: "/api/".utf8)
    self = !isAPI && accepts?.contains("text/html") == true ? .page : .api
  }

  var headers: [(name: String, value: String)] {
    switch self {
    case .api: Self.everywhere + [("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer")]
    case .page:
      Self.everywhere + [
        ("Cache-Control", "no-store"), ("Referrer-Policy", "same-origin"), ("Content-Security-Policy", Self.policy),
        ("X-Frame-Options", "DENY"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "geolocation=(), microphone=()"),
      ]
    case .asset: Self.everywhere
    }
  }

  private static let everywhere: [(name: String, value: String)] = [
    ("X-Content-Type-Options", "nosniff"), ("Cross-Origin-Resource-Policy", "same-origin"),
  ]

  /// Own scripts and styles only, no frames; pictures of products may come from the addresses their import named.
  private static let policy = [
    "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob: https:", "connect-src 'self'",
    "font-src 'self'", "worker-src 'self'", "manifest-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'",
    "frame-ancestors 'none'",
  ].joined(separator: "; ")

  /// The same for a page that the register shows and prints in a frame of its own.
  static let framedPolicy = policy.split(separator: "frame-ancestors 'none'").joined(separator: "") + "frame-ancestors 'self'"
}
