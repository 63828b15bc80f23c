import Domain
import UseCases

/// `/shop/checkout`: who buys, and how the goods reach them; the rest is asked for on the order's own link, where it is paid.
enum CartCheckoutPages {
  static func routes(_ shop: inout RouteGroup) {
    shop.get("/shop/checkout", show, query: ["*"])
    shop.post("/shop/checkout", buy)
  }

  private static func show(_ call: Call) async throws -> Reply {
    try await call.shopPage {
      let form = try await call.shop.checkoutForm(call.cookie(.cart))
      guard form.cart.isBuyable else { return .seeOther("/shop/cart") }
      return try page(call, form, typed: [:], refusal: nil)
    }
  }

  private static func buy(_ call: Call) async throws -> Reply {
    try await call.shopPage {
      let fields = try ShopForm(call, knows: ["name", "email", "phone", "way", "pay", "expected_total"])
      do {
        let path = try await call.shop.checkOutCart(
          call.cookie(.cart), peer: call.peer.address, try purchase(fields, call), letter: call.site.letters.invoice)
        return Reply.seeOther(path).with("Cache-Control", "no-store")
      } catch let refusal as Refusal where refusal.code != .gone {
        let form = try await call.shop.checkoutForm(call.cookie(.cart))
        guard form.cart.isBuyable else { return try CartPages.page(call, form.cart, refusal: form.cart.lines.isEmpty ? nil : refusal) }
        return try page(call, form, typed: fields.values, refusal: refusal)
      }
    }
  }

  private static func purchase(_ form: ShopForm, _ call: Call) throws(Refusal) -> CartPurchase {
    var purchase = CartPurchase()
    (purchase.name, purchase.email, purchase.phone) = (form.text("name"), form.text("email"), form.text("phone"))
    purchase.way = form.text("way").map { $0 == "delivery" ? .delivery : .pickup($0) }
    switch form.text("pay") {
    case nil, "now"?: break
    case "later"?: if case .pickup? = purchase.way { purchase.paysOnCollection = true }
    default: throw .invalid("pay", "choice", "One of now, later.")
    }
    if let text = form.text("expected_total") {
      guard let total = WholeNumber.read(text)?.value, total >= 0 else { throw .invalid("expected_total", "type", "A whole number.") }
      purchase.expectedTotal = total
    }
    if let language = call.cookie(.language), call.site.languages.speaks(language) { purchase.language = language }
    return purchase
  }

  private static func page(_ call: Call, _ form: CheckoutForm, typed: [String: String], refusal: Refusal?) throws -> Reply {
    let reply = ShopReply(call, form.cart.settings)
    return try reply.page(
      "shop/checkout", title: reply.writer.say("checkout"), cart: nil,
      CartCheckoutView(writer: reply.writer, form: form, typed: typed, refusal: refusal).values, refusal: refusal)
  }
}
