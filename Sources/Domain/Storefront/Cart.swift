/// What a visitor of the online store wants to buy and has not bought: no order, so that it is in no list of orders and keeps no goods back.
///
/// Its owner is whoever has the secret of its cookie; nothing in it says who that is.
package struct Cart: Sendable, Equatable, Identified {
  package static let idPrefix = "crt"

  /// So much of one variant.
  package struct Line: Sendable, Equatable {
    package let variantID: ID<Variant>
    package var quantity: Quantity

    package init(variantID: ID<Variant>, quantity: Quantity) {
      self.variantID = variantID
      self.quantity = quantity
    }
  }

  /// The most different things that one cart holds.
  package static let mostLines = 100
  /// The most units of one thing.
  package static let mostUnits: Int64 = 999
  /// How long a cart is kept after it was last changed: 30 days.
  package static let seconds: Int64 = 2_592_000

  package let id: ID<Cart>
  package private(set) var lines: [Line]
  /// The order that was made of it and is not placed yet; changing the cart changes that order when it is bought.
  package var orderID: ID<Order>?
  package let createdAt: Instant
  package var expiresAt: Instant

  package init(id: ID<Cart>, lines: [Line] = [], orderID: ID<Order>? = nil, createdAt: Instant, expiresAt: Instant) {
    self.id = id
    self.lines = lines
    self.orderID = orderID
    self.createdAt = createdAt
    self.expiresAt = expiresAt
  }

  package func quantity(of variant: ID<Variant>) -> Quantity {
    lines.first { $0.variantID == variant }?.quantity ?? .zero
  }

  /// Puts more of a variant in.
  ///
  /// - Throws: `validationFailed` naming `quantity` above ``mostUnits``, ``RefusalCode/conflict`` above ``mostLines``.
  package mutating func add(_ quantity: Quantity, of variant: ID<Variant>) throws(Refusal) {
    guard let sum = self.quantity(of: variant).adding(quantity) else { throw Self.tooMany }
    try set(sum, of: variant)
  }

  /// Says how much of a variant is wanted; nothing takes it out.
  ///
  /// - Throws: as ``add(_:of:)``.
  package mutating func set(_ quantity: Quantity, of variant: ID<Variant>) throws(Refusal) {
    guard !quantity.isZero else {
      lines.removeAll { $0.variantID == variant }
      return
    }
    guard quantity.thousandths <= Self.mostUnits * 1000 else { throw Self.tooMany }
    if let index = lines.firstIndex(where: { $0.variantID == variant }) {
      lines[index].quantity = quantity
    } else {
      guard lines.count < Self.mostLines else {
        throw Refusal(.conflict, "A cart holds at most \(Self.mostLines) different things.")
      }
      lines.append(Line(variantID: variant, quantity: quantity))
    }
  }

  private static var tooMany: Refusal {
    .invalid("quantity", "out_of_range", "At most \(mostUnits) of one thing can be ordered here.")
  }
}
