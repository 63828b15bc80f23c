package import Domain
import JSON
import Stores

/// What corrects an invoice once its order was placed; an order without one needs no correction on paper.
extension UnitOfWork {
  /// Writes the credit note of a request for money, once it is known what became of all of its parts: over what has surely gone back.
  ///
  /// What was paid beyond the invoice goes back without one. What a payer's bank took back after a dispute changes no invoice: the goods
  /// are still owed for. Where a refund failed after its note was written, the next one needs none for that amount.
  /// - Parameter requestKey: what the parts have in common.
  func creditSettled(_ requestKey: String?, of order: Order) throws {
    guard let requestKey, let invoice = try invoiceToCorrect(order) else { return }
    let parts = order.refunds.filter { $0.requestKey == requestKey && $0.origin != .dispute }
    guard !parts.isEmpty, !parts.contains(where: { $0.status == .pending }) else { return }
    let credited = try tx.creditNotes.credited(order.id)
    let gone = parts.reduce(Int64(0)) { $0 + ($1.status == .succeeded ? $1.amount : 0) }
    let taken = min(gone, order.creditable(upTo: invoice.snapshot.total) - credited)
    guard taken > 0 else { return }
    let isWhole = taken == parts.reduce(Int64(0)) { $0 + $1.amount }
    try credit(taken, lines: isWhole ? try creditedLines(of: parts, in: order) : [], of: order, by: invoice)
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

  /// The revision that counts of an order with papers to correct.
  func invoiceToCorrect(_ order: Order) throws -> InvoiceRevision? {
    guard order.invoice != nil, order.placedAt != nil else { return nil }
    return try tx.invoices.find(order.id)
  }

  /// The units that came back with a request, each worth what it was then (M14).
  private func creditedLines(of parts: [Refund], in order: Order) throws -> [CreditedLine] {
    let earlier = order.refunds.prefix { refund in !parts.contains { $0.id == refund.id } }.flatMap(\.lines)
    return try parts.flatMap(\.lines).compactMap { part in
      guard var line = order.lines.first(where: { $0.id == part.lineID }), let payable = line.totals?.total else { return nil }
      line.refundedQuantity = earlier.reduce(.zero) { $1.lineID == part.lineID ? $0.adding($1.quantity) ?? $0 : $0 }
      let worth = try RefundShare.amount(
        of: payable, quantity: line.quantity, returned: line.refundedQuantity, returning: part.quantity)
      return CreditedLine(line: line, quantity: part.quantity, worth: worth.minorUnits)
    }
  }

  private func credit(_ amount: Int64, lines: [CreditedLine], of order: Order, by invoice: InvoiceRevision) throws {
    let prefix = try tx.settings.current().creditNoteNumberPrefix
    let note = try tx.creditNotes.add(ids.next(), of: order.id, because: .refund, prefix: prefix, at: now) { number in
      invoice.snapshot.credited(
        amount, lines: lines, orderNumber: order.shownNumber, rounding: order.rounding, number: number, at: now)
    }
    try record(
      "order.credited", EventObject("order", order.id.text), at: order.locationID,
      data: .object([
        ("number", .string(note.number)), ("invoice_number", .string(note.snapshot.corrects ?? "")),
        ("amount", .number(String(note.amount))), ("currency", .string(order.currency.code)),
      ]))
  }
}

extension Order {
  /// How much of its invoice what went back so far takes back, in minor units.
  fileprivate func creditable(upTo total: Int64) -> Int64 {
    let gone = refunds.reduce(Int64(0)) { $0 + ($1.status == .succeeded && $1.origin != .dispute ? $1.amount - $1.excess : 0) }
    return min(total, gone - max(0, amountPaid - refundedExcess - amountPayable))
  }
}
