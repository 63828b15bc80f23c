extension InvoiceSnapshot {
  /// The same invoice with what its customer completed: addresses always, and where delivery changed what that costs. Everything else
  /// stays as it was sent, whatever the shop has changed since.
  package func completed(by fresh: InvoiceSnapshot, isShippedOtherwise: Bool) -> InvoiceSnapshot {
    var copy = numbered(fresh.revision)
    copy.billingAddress = fresh.billingAddress
    copy.shippingAddress = fresh.shippingAddress
    guard isShippedOtherwise else { return copy }
    copy.delivery = fresh.delivery
    copy.lines = fresh.lines
    copy.changes = fresh.changes
    copy.taxes = fresh.taxes
    copy.taxTotal = fresh.taxTotal
    copy.total = fresh.total
    copy.payment = fresh.payment
    return copy
  }

  /// The same under the number of another revision.
  package func numbered(_ revision: Int64) -> InvoiceSnapshot {
    var copy = self
    copy.revision = revision
    return copy
  }
}
