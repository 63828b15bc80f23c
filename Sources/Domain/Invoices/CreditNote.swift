/// What takes back a part of an invoice, or all of it, once its order was placed; the invoice itself is never changed.
package struct CreditNote: Sendable, Equatable, Identified {
  package static let idPrefix = "crn"

  /// Why it was written.
  package enum Cause: String, Sendable, CaseIterable {
    /// Money went back, or the order was called off.
    case refund
    /// The order was changed after it was placed.
    case edit
  }

  package let id: ID<CreditNote>
  package let orderID: ID<Order>
  package let number: String
  package let snapshot: InvoiceSnapshot
  package let createdAt: Instant

  package init(id: ID<CreditNote>, orderID: ID<Order>, number: String, snapshot: InvoiceSnapshot, createdAt: Instant) {
    self.id = id
    self.orderID = orderID
    self.number = number
    self.snapshot = snapshot
    self.createdAt = createdAt
  }

  /// Minor units that it takes back.
  package var amount: Int64 { snapshot.total }
}

/// What is given back of one line, tax included.
package struct CreditedLine: Sendable, Equatable {
  package let line: LineItem
  package let quantity: Quantity
  /// Minor units.
  package let worth: Int64

  package init(line: LineItem, quantity: Quantity, worth: Int64) {
    self.line = line
    self.quantity = quantity
    self.worth = worth
  }
}

extension InvoiceSnapshot {
  /// The credit note over `amount` of this invoice: all of it as it was, or the lines that came back, or an amount.
  ///
  /// Taxes go back by the share of what they were on: of each line its own, of an amount all of the invoice's.
  /// - Parameters:
  ///   - orderNumber: what the order is called by now.
  ///   - rounding: the order's.
  package func credited(
    _ amount: Int64, lines parts: [CreditedLine], orderNumber: String, rounding: Rounding, number: String, at now: Instant
  ) -> InvoiceSnapshot {
    var note = self
    note.corrects = invoiceNumber
    note.invoiceNumber = number
    note.orderNumber = orderNumber
    note.issuedAt = now
    note.revision = 1
    (note.payment, note.terms, note.customerNote) = (nil, nil, nil)
    guard amount != total else { return note }
    let worth = parts.reduce(Int64(0)) { $0.addingReportingOverflow($1.worth).partialValue }
    note.lines = parts.map(\.credited)
    note.delivery = nil
    note.changes = worth == amount ? [] : [InvoiceChange(kind: "refund", title: nil, amount: amount - worth)]
    note.taxes = parts.isEmpty ? taxes.map { $0.share(amount, of: total, rounding) } : parts.flatMap { $0.taxes(rounding) }.merged
    note.taxTotal = note.taxes.reduce(0) { $0 + $1.amount }
    note.total = amount
    return note
  }
}

extension CreditedLine {
  /// As a line of a credit note: what is payable, tax included.
  fileprivate var credited: InvoiceLine {
    InvoiceLine(
      title: line.title, sku: line.sku, note: nil, unit: line.unit, quantity: quantity, unitPrice: line.unitPrice, priceIncludesTax: true,
      cycle: nil, reductions: [], rates: (line.totals?.taxLines ?? []).map(\.rate), amount: worth, total: worth)
  }

  fileprivate func taxes(_ rounding: Rounding) -> [InvoiceTax] {
    guard let totals = line.totals else { return [] }
    return totals.taxLines.map { tax in
      InvoiceTax(
        title: tax.title, rate: tax.rate, includesTax: true, taxable: tax.taxable.minorUnits, amount: tax.amount.minorUnits
      ).share(worth, of: totals.total.minorUnits, rounding)
    }
  }
}

extension InvoiceTax {
  /// The part of it that goes with `part` of `whole`; within what is given back, so that it adds nothing.
  fileprivate func share(_ part: Int64, of whole: Int64, _ rounding: Rounding) -> InvoiceTax {
    func scaled(_ value: Int64) -> Int64 { whole > 0 ? rounding.product(value, part, dividedBy: whole) ?? 0 : 0 }
    return InvoiceTax(title: title, rate: rate, includesTax: true, taxable: scaled(taxable), amount: scaled(amount))
  }
}

extension [InvoiceTax] {
  /// One for each title and rate, in the order in which they first occur.
  var merged: [InvoiceTax] {
    var result: [InvoiceTax] = []
    for tax in self {
      if let index = result.firstIndex(where: { $0.title == tax.title && $0.rate == tax.rate }) {
        let other = result[index]
        result[index] = InvoiceTax(
          title: tax.title, rate: tax.rate, includesTax: true, taxable: other.taxable + tax.taxable, amount: other.amount + tax.amount)
      } else {
        result.append(tax)
      }
    }
    return result
  }
}
