/// What adds to the invoice of an order that was changed after it was placed; a number of the invoices' own series, written once.
package struct SupplementaryInvoice: Sendable, Equatable, Identified {
  package static let idPrefix = "sup"

  package let id: ID<SupplementaryInvoice>
  package let orderID: ID<Order>
  package let number: String
  package let snapshot: InvoiceSnapshot
  package let createdAt: Instant

  package init(id: ID<SupplementaryInvoice>, orderID: ID<Order>, number: String, snapshot: InvoiceSnapshot, createdAt: Instant) {
    self.id = id
    self.orderID = orderID
    self.number = number
    self.snapshot = snapshot
    self.createdAt = createdAt
  }

  /// Minor units that it adds.
  package var amount: Int64 { snapshot.total }
}
