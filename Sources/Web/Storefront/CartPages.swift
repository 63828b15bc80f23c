import Domain
import UseCases

/// `/shop/cart`: what somebody has gathered, and the forms that change it. Each form leads back to a page, so that loading it again sends
/// nothing twice.
enum CartPages {
  static func routes(_ shop: inout RouteGroup) {
    shop.get("/shop/cart", show, query: ["*"])
    shop.post("/shop/cart/add", add)
    shop.post("/shop/cart/set", set)
  }

  private static func show(_ call: Call) async throws -> Reply {
    try await call.shopPage { try page(call, try await call.shop.cart(call.cookie(.cart)), refusal: nil) }
  }

  static func page(_ call: Call, _ cart: CartSight, refusal: Refusal?) throws -> Reply {
    let reply = ShopReply(call, cart.settings)
    return try reply.page(
      "shop/cart", title: reply.writer.say("cart"), cart: cart, CartView(writer: reply.writer, cart: cart).values, refusal: refusal)
  }

  private static func add(_ call: Call) async throws -> Reply {
    try await call.shopPage {
      let form = try ShopForm(call, knows: ["product", "choice", "quantity", "from"])
      let product = try form.required("product")
      do {
        let quantity = try form.quantity("quantity") ?? .one
        guard !quantity.isZero else { throw Refusal.invalid("quantity", "out_of_range", "Order one or more.") }
        let change = CartChange.add(quantity, product: product, offer: form.text("choice"))
        let owned = try await call.shop.changeCart(call.cookie(.cart), peer: call.peer.address, change)
        return after(owned, .seeOther(form.ownPath("from") ?? "/shop/cart"), call)
      } catch let refusal as Refusal where [.validationFailed, .outOfStock, .conflict].contains(refusal.code) {
        return try await ShopPages.productPage(
          call, product, chosen: form.text("choice"), quantity: form.text("quantity"), refusal: refusal)
      }
    }
  }

  private static func set(_ call: Call) async throws -> Reply {
    try await call.shopPage {
      let form = try ShopForm(call, knows: ["choice", "quantity", "step"])
      do {
        let wanted = try form.steppedQuantity()
        let owned = try await call.shop.changeCart(
          call.cookie(.cart), peer: call.peer.address, .set(wanted, offer: form.required("choice")))
        return after(owned, .seeOther("/shop/cart"), call)
      } catch let refusal as Refusal where [.validationFailed, .conflict].contains(refusal.code) {
        return try page(call, try await call.shop.cart(call.cookie(.cart)), refusal: refusal)
      }
    }
  }

  /// Hands the secret of a new cart to its owner's browser, which keeps it as long as the cart is kept.
  private static func after(_ owned: OwnedCart, _ reply: Reply, _ call: Call) -> Reply {
    let reply = reply.with("Cache-Control", "no-store")
    guard let secret = owned.newSecret ?? call.cookie(.cart) else { return reply }
    return reply.settingCookie(.cart, secret, seconds: Cart.seconds)
  }
}
