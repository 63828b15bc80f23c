package import Domain

extension UnitOfWork {
  /// Why and for which order a balance changes; the rest is who is at work.
  package func creditCause(_ reason: String, _ order: ID<Order>? = nil) -> CreditCause {
    CreditCause(reason: reason, orderID: order, actorName: principal.name, now: now, ids: ids)
  }
}
