package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Writes what an edit of a placed order does to its papers: a credit note over what went, a supplementary invoice over what came, each
  /// with a number of its own; and on the link the order as it is now. The invoice itself stays as it was (ADR 0022).
  ///
  /// - Throws: ``RefusalCode/conflict`` where the parts do not add up, so that nothing is written.
  func correctInvoice(of order: inout Order, since before: Order) throws {
    guard let invoice = try invoiceToCorrect(before) else { return }
    var fresh = try snapshot(
      of: order, number: invoice.snapshot.invoiceNumber, revision: invoice.revision + 1, issuedAt: invoice.snapshot.issuedAt)
    guard fresh.moneyText != invoice.snapshot.moneyText else { return }
    fresh = invoice.snapshot.edited(by: fresh, corrections: try writeCorrections(of: order, since: before, invoice.snapshot))
    guard fresh.sumOfParts == fresh.total, fresh.total == order.totals.total.minorUnits else {
      throw Refusal(.conflict, "The parts of order \(order.shownNumber) do not add up to its total, so nothing was changed.")
    }
    try tx.invoices.add(
      InvoiceRevision(
        orderID: order.id, revision: fresh.revision, snapshot: fresh, contentHash: ContentHash.of(Array(fresh.moneyText.utf8)),
        sentAt: now))
    order.invoice = InvoiceState(
      revision: fresh.revision, number: fresh.invoiceNumber, sentAt: before.invoice?.sentAt, viewedAt: before.invoice?.viewedAt)
    try cancelInvoiceMessages(of: before)
    // Without a link nobody could pay what is left from afar.
    if order.amountDue > 0, try tx.checkoutLinks.find(of: order.id) == nil { try makeLink(of: order.id) }
  }

  /// - Returns: the numbers of the papers that were written.
  private func writeCorrections(of order: Order, since before: Order, _ invoice: InvoiceSnapshot) throws -> [String] {
    let correction = InvoiceCorrection(from: before, to: order)
    let settings = try tx.settings.current()
    var numbers: [String] = []
    if let sheet = correction.taken {
      let note = try tx.creditNotes.add(
        ids.next(), of: order.id, because: .edit, prefix: settings.creditNoteNumberPrefix, at: now
      ) { number in
        invoice.correcting(sheet, isCredit: true, orderNumber: order.shownNumber, number: number, at: now)
      }
      try tellPaper("order.credited", note.number, over: note.amount, of: order, invoice)
      numbers.append(note.number)
    }
    if let sheet = correction.added {
      let more = try tx.supplementaryInvoices.add(ids.next(), of: order.id, prefix: settings.invoiceNumberPrefix, at: now) { number in
        invoice.correcting(sheet, isCredit: false, orderNumber: order.shownNumber, number: number, at: now)
      }
      try tellPaper("order.invoice_added", more.number, over: more.amount, of: order, invoice)
      numbers.append(more.number)
    }
    return numbers
  }

  private func tellPaper(_ event: String, _ number: String, over amount: Int64, of order: Order, _ invoice: InvoiceSnapshot) throws {
    try record(
      event, EventObject("order", order.id.text), at: order.locationID,
      data: .object([
        ("number", .string(number)), ("invoice_number", .string(invoice.invoiceNumber ?? "")), ("amount", .number(String(amount))),
        ("currency", .string(order.currency.code)),
      ]))
  }

  /// The invoices that add to the first one of an order that the principal may see.
  package func supplementaryInvoices(_ id: ID<Order>) throws -> [SupplementaryInvoice] {
    try tx.supplementaryInvoices.list(try findOrder(id).id)
  }
}
