package import Domain
import JSON
import Stores

/// What corrects an invoice once its order was placed; an order without one needs no correction on paper.
extension UnitOfWork {
  /// Writes the credit note of a refund, with the refund. What was paid beyond the invoice goes back without one.
  ///
  /// - Parameters:
  ///   - lines: the units that came back, where they were named.
  ///   - before: the order before the refund.
  func creditRefund(_ amount: Int64, lines: [RefundedLine], of order: Order, since before: Order) throws {
    guard let invoice = try invoiceToCorrect(order) else { return }
    let surplus = max(0, before.amountPaid - before.amountPayable - before.amountRefunded)
    let left = invoice.snapshot.total - (try tx.creditNotes.credited(order.id))
    let taken = min(amount - surplus, left)
    guard taken > 0 else { return }
    let parts = taken == amount ? try lines.compactMap { try creditedLine($0, of: before) } : []
    try credit(taken, lines: parts, of: order, by: invoice)
  }

  /// Takes back what is left of the invoice of an order that is called off.
  func creditRest(of order: Order) throws {
    guard let invoice = try invoiceToCorrect(order) else { return }
    let left = invoice.snapshot.total - (try tx.creditNotes.credited(order.id))
    guard left > 0 else { return }
    try credit(left, lines: [], of: order, by: invoice)
  }

  /// The credit notes of an order that the principal may see, the first first.
  package func creditNotes(_ id: ID<Order>) throws -> [CreditNote] {
    try tx.creditNotes.list(try findOrder(id).id)
  }

  private func invoiceToCorrect(_ order: Order) throws -> InvoiceRevision? {
    guard order.invoice != nil, order.placedAt != nil else { return nil }
    return try tx.invoices.find(order.id)
  }

  private func creditedLine(_ part: RefundedLine, of order: Order) throws -> CreditedLine? {
    guard let line = order.lines.first(where: { $0.id == part.lineID }) else { return nil }
    return CreditedLine(line: line, quantity: part.quantity, worth: try order.worth(of: [part]))
  }

  private func credit(_ amount: Int64, lines: [CreditedLine], of order: Order, by invoice: InvoiceRevision) throws {
    let prefix = try tx.settings.current().creditNoteNumberPrefix
    let note = try tx.creditNotes.add(ids.next(), of: order.id, prefix: prefix, at: now) { number in
      invoice.snapshot.credited(amount, lines: lines, orderNumber: order.shownNumber, number: number, at: now)
    }
    try record(
      "order.credited", EventObject("order", order.id.text), at: order.locationID,
      data: .object([
        ("number", .string(note.number)), ("invoice_number", .string(note.snapshot.corrects ?? "")),
        ("amount", .number(String(note.amount))), ("currency", .string(order.currency.code)),
      ]))
  }
}
