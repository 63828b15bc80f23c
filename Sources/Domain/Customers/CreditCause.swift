/// Why, for which order, by whom and when a balance changes.
package struct CreditCause: Sendable {
  package let reason: String
  package let orderID: ID<Order>?
  package let actorName: String
  package let now: Instant
  package let ids: IDSource

  package init(reason: String, orderID: ID<Order>?, actorName: String, now: Instant, ids: IDSource) {
    self.reason = reason
    self.orderID = orderID
    self.actorName = actorName
    self.now = now
    self.ids = ids
  }
}
