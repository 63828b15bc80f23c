package import Domain
import Secrets
import Stores

/// What somebody does to their cart.
package enum CartChange: Sendable {
  /// Puts so much of a product's offer in; nil is its only one.
  case add(Quantity, product: String, offer: String?)
  /// Says how much of something that is in there is wanted.
  case set(Quantity, offer: String)
}

/// A cart after it was looked at or changed, with the secret that opens it from now on where there is a new one.
package struct OwnedCart: Sendable {
  package let sight: CartSight
  /// Nil where the one that was shown stays.
  package let newSecret: String?
}

extension Shop {
  /// What is in the cart of a secret; nothing for none, for a forged one and for one that ended.
  package func cart(_ secret: String?) async throws -> CartSight {
    let hash = secret.map(Self.cartHash)
    return try await read(by: .system) { work in
      let settings = try work.openShop()
      return try work.sight(of: try hash.flatMap { try work.tx.carts.find(tokenHash: $0, at: work.now) }, settings)
    }
  }

  /// Changes a cart, or begins one; a secret that opens none is never taken over, a new one is made.
  ///
  /// - Parameter peer: who asks; begun carts are counted by the network address (STK-05).
  /// - Throws: ``RefusalCode/notFound`` for an offer that there is not, `validationFailed` naming `quantity`,
  ///   ``RefusalCode/rateLimited``.
  package func changeCart(_ secret: String?, peer: String?, _ change: CartChange) async throws -> OwnedCart {
    let hash = secret.map(Self.cartHash)
    let isKnown = try await read(by: .system) { work in try hash.flatMap { try work.tx.carts.find(tokenHash: $0, at: work.now) } != nil }
    if !isKnown { try await pay([Attempt(subject: SignInSubject.cart(peer), budget: .cart)]) }
    let fresh = SecretText.make()
    return try await write(by: .system) { work in
      let settings = try work.openShop()
      if let hash, var cart = try work.tx.carts.find(tokenHash: hash, at: work.now) {
        try work.apply(change, to: &cart)
        cart.expiresAt = work.now.adding(seconds: Cart.seconds)
        try work.tx.carts.save(cart)
        return OwnedCart(sight: try work.sight(of: cart, settings), newSecret: nil)
      }
      var cart = Cart(id: work.ids.next(), createdAt: work.now, expiresAt: work.now.adding(seconds: Cart.seconds))
      try work.apply(change, to: &cart)
      try work.tx.carts.add(cart, tokenHash: Self.cartHash(fresh))
      return OwnedCart(sight: try work.sight(of: cart, settings), newSecret: fresh)
    }
  }

  static func cartHash(_ secret: String) -> String { SecretText.hash(String(secret.prefix(200))) }
}

extension UnitOfWork {
  fileprivate func apply(_ change: CartChange, to cart: inout Cart) throws {
    switch change {
    case .set(let quantity, let key):
      guard let line = cart.lines.first(where: { Self.offerKey($0.variantID) == key }) else { throw Refusal.notFound("line") }
      if !quantity.isZero { try check(quantity, of: line.variantID) }
      try cart.set(quantity, of: line.variantID)
    case .add(let quantity, let product, let key):
      guard let sheet = try tx.catalog.findShown(product) else { throw Refusal.notFound("product") }
      let offers = sheet.variants.filter { !$0.price.isZero }
      guard let variant = key.map({ key in offers.first { Self.offerKey($0.id) == key } }) ?? (offers.count == 1 ? offers.first : nil)
      else {
        throw Refusal.invalid("choice", "required", "Choose one of the kinds there are.")
      }
      try check(quantity, of: variant.id)
      try refuseSoldOut(variant.id)
      try cart.add(quantity, of: variant.id)
    }
  }

  private func check(_ quantity: Quantity, of id: ID<Variant>) throws {
    guard let variant = try tx.catalog.sellable([id], at: nil)[id] else { throw Refusal.notFound("variant") }
    try variant.check(quantity, "quantity")
  }

  private func refuseSoldOut(_ id: ID<Variant>) throws {
    let settings = try tx.settings.current()
    guard let variant = try tx.catalog.sellable([id], at: try onlineLocation(settings))[id],
      StockWord(of: variant, low: settings.lowStockLevel).isSoldOut
    else { return }
    throw Refusal(.outOfStock, "\(variant.lineTitle) is sold out.")
  }
}
