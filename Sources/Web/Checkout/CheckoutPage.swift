import Domain
import UseCases

/// One answer to somebody with a link: the page of their order as it stands, with what went wrong and what they had typed.
struct CheckoutPage {
  /// What a form did, said once above the page it leads back to.
  enum Notice: String {
    case details, shipping, asked, stopped, transfer
  }

  let call: Call
  var isView = false
  var notice: Notice?
  /// How they said they pay, on the page before.
  var way: String?
  /// What somebody typed, shown again where it was refused.
  var typed: CheckoutFields?
  /// What somebody said of a transfer, shown again where it was refused.
  var transfer: [String: String]?
  var refusal: Refusal?

  init(_ call: Call) {
    self.call = call
  }

  /// Where a link leads, in the language that its holder reads.
  static func path(_ call: Call, done notice: Notice? = nil, way: String? = nil, at fragment: String? = nil) -> String {
    var query: [String] = []
    if let way { query.append("way=\(way)") }
    if let language = language(of: call) { query.append("lang=\(language)") }
    if let notice { query.append("done=\(notice.rawValue)") }
    return CheckoutLinks.path + call.parameter("token") + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
      + (fragment.map { "#\($0)" } ?? "")
  }

  /// The language that was asked for on the page itself; nil for none that the shop speaks.
  static func language(of call: Call) -> String? {
    let asked = call.query.reader().text("lang") ?? (try? call.form())?["lang"]
    return asked.flatMap { call.site.languages.speaks($0) ? $0 : nil }
  }

  /// The page; for a refusal with its status and its words, for a token that opens nothing a page that says so.
  ///
  /// - Throws: the refusal itself where a program asks, which gets a problem document.
  func reply() async throws -> Reply {
    if let refusal, !wantsPage { throw refusal }
    do {
      let sight = try await call.shop.openCheckout(call.parameter("token"), peer: call.peer.address, isView: isView)
      let (takesCard, origins) = await call.shop.cardOrigins()
      let settings = try await call.shop.read(by: .system) { try $0.readSettings() }
      let view = CheckoutView(sight, page: self, takesCard: takesCard, settings: settings)
      let status = refusal.map { Problems.status(of: $0.code) } ?? 200
      var reply = Self.kept(try call.site.pages.render("checkout/page", view.values, status: status), formOrigins: origins)
      if let refusal, case .retryAfter(let seconds)? = refusal.extra { reply = reply.with("Retry-After", String(max(1, seconds))) }
      return reply
    } catch let refusal as Refusal where refusal.code == .notFound {
      guard wantsPage || call.method == "GET" else { throw refusal }
      let say = call.site.texts
      return Self.kept(
        try call.site.pages.render(
          "checkout/unknown",
          ["title": .text(say.say("checkout.unknown_title")), "detail": .text(say.say("checkout.unknown_detail"))], status: 404))
    }
  }

  /// Whether a person reads the answer.
  private var wantsPage: Bool { call.headers["accept"]?.contains("text/html") == true || call.method == "GET" }

  /// Nothing of it stays in a cache, a search engine or another site's log; it loads its own files and nothing else, and sends its forms
  /// nowhere but here and to whoever takes the payment.
  static func kept(_ reply: Reply, formOrigins: [String] = []) -> Reply {
    let forms = (["'self'"] + formOrigins).joined(separator: " ")
    return reply.with("Cache-Control", "no-store").with("X-Robots-Tag", "noindex, nofollow, noarchive")
      .with("Referrer-Policy", "no-referrer").with("Content-Security-Policy", "\(policy); form-action \(forms)")
  }

  private static let policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
}
