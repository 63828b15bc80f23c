import Documents
import Domain
import UseCases

/// `/checkout/{token}`: what a customer sees of their order, and where they complete and pay it. Everything here works without a script,
/// a cookie or an account; the address is the proof.
enum CheckoutPages {
  static func routes(_ links: inout RouteGroup) {
    // Programs that pass a link on lengthen it; what they add means nothing.
    links.get("/checkout/{token}", show, query: ["*"])
    links.get("/checkout/{token}/invoice.pdf", invoice, query: ["*"])
    links.get("/checkout/{token}/receipt", receipt, query: ["*"])
    CheckoutForms.routes(&links)
  }

  private static func show(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    var page = CheckoutPage(call)
    page.isView = isView(call)
    page.way = query.text("way")
    page.notice = query.text("done").flatMap(CheckoutPage.Notice.init)
    return try await page.reply()
  }

  private static func invoice(_ call: Call) async throws -> Reply {
    let sight = try await call.shop.openCheckout(call.parameter("token"), peer: call.peer.address, isView: false)
    let document = call.site.invoices.document(sight.snapshot, link: sight.link, isSuperseded: sight.isSuperseded)
    return CheckoutPage.kept(try await InvoiceReply.of(document, as: "application/pdf", call))
  }

  /// The receipt as a page that a phone shows and a printer prints.
  private static func receipt(_ call: Call) async throws -> Reply {
    do {
      let facts = try await call.shop.checkoutReceipt(call.parameter("token"), peer: call.peer.address)
      let texts = call.site.languages.texts(CheckoutPage.language(of: call) ?? facts.order.language ?? facts.settings.language)
      let receipt = Receipt(
        order: facts.order,
        facts: .init(
          settings: facts.settings, locationName: facts.locationName, registerName: nil, staffName: nil, customerName: facts.customerName),
        isCopy: false, isGift: false)
      let styles = ["tokens", "receipt"].map { call.site.assets.address(of: "styles/\($0).css") }
      return CheckoutPage.kept(.html(call.site.receipts.html(receipt, styles: styles, say: { texts.say($0) })))
    } catch let refusal as Refusal {
      var page = CheckoutPage(call)
      page.refusal = refusal
      return try await page.reply()
    }
  }

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
