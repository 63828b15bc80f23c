/// Something that a customer asks of the shop on the link of their order; it changes nothing by itself.
package struct CheckoutRequest: Sendable, Equatable, Identified {
  package static let idPrefix = "crq"

  package enum Kind: String, Sendable, CaseIterable {
    /// The order has expired, and is still wanted.
    case again
    /// Wait until the goods are back.
    case wait
    /// Take the line that is out of stock off.
    case remove
    /// Get in touch.
    case contact
  }

  package let id: ID<CheckoutRequest>
  package let orderID: ID<Order>
  package let kind: Kind
  /// The line it is about, as the invoice calls it.
  package let lineTitle: String?
  package let createdAt: Instant

  package init(id: ID<CheckoutRequest>, orderID: ID<Order>, kind: Kind, lineTitle: String?, createdAt: Instant) {
    self.id = id
    self.orderID = orderID
    self.kind = kind
    self.lineTitle = lineTitle
    self.createdAt = createdAt
  }
}
