import Domain
import UseCases

/// `/checkout/{token}`: what a customer sees of their order, for reading only. Nothing here needs a script, a cookie or an account.
enum CheckoutPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/checkout/{token}", show)
    pages.get("/checkout/{token}/invoice.pdf", invoice)
  }

  private static func show(_ call: Call) async throws -> Reply {
    do {
      let sight = try await call.shop.openCheckout(call.parameter("token"), peer: call.peer.address, isView: isView(call))
      let view = CheckoutView(sight, site: call.site, token: call.parameter("token"))
      return kept(try call.site.pages.render("checkout/page", view.values))
    } catch let refusal as Refusal where refusal.code == .notFound {
      let say = call.site.texts
      return kept(
        try call.site.pages.render(
          "checkout/unknown",
          ["title": .text(say.say("checkout.unknown_title")), "detail": .text(say.say("checkout.unknown_detail"))], status: 404))
    }
  }

  private static func invoice(_ call: Call) async throws -> Reply {
    let sight = try await call.shop.openCheckout(call.parameter("token"), peer: call.peer.address, isView: false)
    let document = call.site.invoices.document(sight.snapshot, link: sight.link, isSuperseded: sight.isSuperseded)
    return kept(try await InvoiceReply.of(document, as: "application/pdf", call))
  }

  /// Nothing of it stays in a cache, a search engine or another site's log; it loads its own style sheets and nothing else.
  private static func kept(_ reply: Reply) -> Reply {
    reply.with("Cache-Control", "no-store").with("X-Robots-Tag", "noindex, nofollow, noarchive").with("Referrer-Policy", "no-referrer")
      .with("Content-Security-Policy", policy)
  }

  private static let policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    + "frame-ancestors 'none'"

  /// Whether a customer looks, as far as one can tell: not a program that looks ahead of them, not one of our own people (PAY-21).
  private static func isView(_ call: Call) -> Bool {
    guard call.method == "GET", call.cookie(.session) == nil, call.cookie(.device) == nil else { return false }
    let ahead = ["sec-purpose", "purpose", "x-purpose", "x-moz"].compactMap { call.headers[$0]?.lowercased() }
    guard !ahead.contains(where: { $0.contains("prefetch") || $0.contains("preview") || $0.contains("prerender") }) else { return false }
    let agent = call.headers["user-agent"]?.lowercased() ?? ""
    return !previewers.contains { agent.contains($0) }
  }

  /// What the programs call themselves that fetch a link to show it in a chat or mail, or to look for harm in it.
  private static let previewers = [
    "bot", "crawler", "spider", "preview", "facebookexternalhit", "facebot", "whatsapp", "slack", "telegram", "discord", "skypeuripreview",
    "linkedin", "pinterest", "embedly", "iframely", "vkshare", "viber", "snapchat", "google-safety", "googleimageproxy", "safelinks",
    "proofpoint", "mimecast", "barracuda", "headlesschecker", "linkcheck", "monitor",
  ]
}
