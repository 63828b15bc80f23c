package import Domain
import SQLEngine
import Stores

/// What somebody says when they buy what is in their cart.
package struct CartPurchase: Sendable {
  /// How the goods reach them.
  package enum Way: Sendable, Hashable {
    case delivery
    /// They collect at the location that this key stands for.
    case pickup(String)
  }

  /// Nil where nothing of it travels.
  package var way: Way?
  package var name: String?
  package var email: String?
  package var phone: String?
  /// They pay when they collect.
  package var paysOnCollection = false
  /// What the page said it costs, delivery not counted, in minor units.
  package var expectedTotal: Int64?
  /// The language they read.
  package var language: String?

  package init() {}
}

/// A place where an order can be collected.
package struct PickupPlace: Sendable {
  package let location: Location
  /// Stands for it in forms.
  package let key: String
}

/// What the page before buying shows.
package struct CheckoutForm: Sendable {
  package let cart: CartSight
  package let places: [PickupPlace]
  /// Whether the shop sends anything anywhere.
  package let delivers: Bool
}

extension Shop {
  /// What can be chosen before what is in a cart is bought.
  package func checkoutForm(_ secret: String?) async throws -> CheckoutForm {
    let hash = secret.map(Self.cartHash)
    return try await read(by: .system) { work in
      let settings = try work.openShop()
      let cart = try hash.flatMap { try work.tx.carts.find(tokenHash: $0, at: work.now) }
      return CheckoutForm(
        cart: try work.sight(of: cart, settings), places: try work.pickupPlaces(), delivers: try work.delivers())
    }
  }

  /// Makes an order of what is in a cart, or changes the one that was made of it before, and sends it by its link; what it takes to pay
  /// is asked for there. The same cart again is the same order.
  ///
  /// - Returns: the path of the link.
  /// - Throws: `validationFailed` naming `name`, `email`, `way`; ``RefusalCode/outOfStock`` naming the lines,
  ///   ``RefusalCode/totalChanged``, ``RefusalCode/orderLocked`` while it is being paid, ``RefusalCode/rateLimited``.
  package func checkOutCart(
    _ secret: String?, peer: String?, _ purchase: CartPurchase, letter: @escaping InvoiceLetter
  ) async throws -> String {
    try await pay([Attempt(subject: SignInSubject.shopOrder(peer), budget: .shopOrder)])
    let hash = secret.map(Self.cartHash)
    return try await write(by: .system) { work in
      let settings = try work.openShop()
      guard let hash, let cart = try work.tx.carts.find(tokenHash: hash, at: work.now), !cart.lines.isEmpty else {
        throw Refusal(.conflict, "The cart is empty.")
      }
      return try work.checkOut(cart, purchase, settings, letter: letter)
    }
  }
}

extension UnitOfWork {
  fileprivate func checkOut(
    _ cart: Cart, _ purchase: CartPurchase, _ settings: ShopSettings, letter: @escaping InvoiceLetter
  ) throws -> String {
    try principal.require(.editOrders)
    var purchase = purchase
    let seen = try sight(of: cart, settings)
    let place = try settle(&purchase, for: seen)
    try requireBuyable(seen, expectedTotal: purchase.expectedTotal)
    let existing = try cart.orderID.map(takeOrder)
    let order: Order
    switch existing?.status {
    case .draft?, .placed?, .closed?: return try path(of: existing)
    case .invoiceSent?:
      guard let before = existing else { return try path(of: existing) }
      order = try renew(before, from: cart, purchase, at: place, settings)
    case .canceled?, nil: order = try makeOrder(from: cart, purchase, at: place, settings)
    }
    if let email = purchase.email { try tx.checkoutWords.save(email: email, of: order.id, at: now) }
    if order.status == .draft {
      var request = InvoiceRequest(way: .link)
      request.expectedTotal = order.totals.total.minorUnits
      _ = try sendInvoice(order.id, request, letter: letter)
    }
    var kept = cart
    kept.orderID = order.id
    kept.expiresAt = now.adding(seconds: Cart.seconds)
    try tx.carts.save(kept)
    if purchase.paysOnCollection {
      _ = try completeOrder(order.id, paymentPending: true, expectedTotal: nil)
    }
    return try path(of: order)
  }

  private func path(of order: Order?) throws -> String {
    guard let order, let link = try tx.checkoutLinks.find(of: order.id) else { throw Refusal.notFound("order of this cart") }
    return CheckoutLinks.path + links.token(of: order.id, rotation: link.rotation)
  }

  /// Nobody is led to a link on which they cannot buy; every line that keeps them from it is named.
  private func requireBuyable(_ cart: CartSight, expectedTotal: Int64?) throws {
    let failures = cart.lines.enumerated().compactMap { index, line -> FieldFailure? in
      switch line.problem {
      case nil: nil
      case .gone?: FieldFailure(field: "lines[\(index)]", code: "unavailable", message: "\(line.title) is not sold any more.")
      case .soldOut?: FieldFailure(field: "lines[\(index)]", code: "out_of_stock", message: "\(line.title) is sold out.")
      case .tooFew?: FieldFailure(field: "lines[\(index)]", code: "out_of_stock", message: "There are not enough of \(line.title).")
      }
    }
    if let first = failures.first { throw Refusal(.outOfStock, first.message, failures: failures) }
    guard let total = cart.order?.totals.total, let expectedTotal, expectedTotal != total.minorUnits else { return }
    throw Refusal(
      .totalChanged, "The prices have changed since. Look at the cart again.",
      extra: .total(minorUnits: total.minorUnits, currency: total.currency.code))
  }
}
