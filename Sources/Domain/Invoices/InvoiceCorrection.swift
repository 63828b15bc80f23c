/// What an edit of a placed order does to its invoice: a supplementary invoice over what came, a credit note over what went. Each says its
/// own goods and taxes; what came less what went is the difference of the totals, tax by tax (`docs/rules.md` E).
package struct InvoiceCorrection: Sendable, Equatable {
  /// The figures of one paper; all amounts are payable, tax included.
  package struct Sheet: Sendable, Equatable {
    package fileprivate(set) var lines: [InvoiceLine] = []
    package fileprivate(set) var changes: [InvoiceChange] = []
    package fileprivate(set) var delivery: InvoiceChange?
    package fileprivate(set) var taxes: [InvoiceTax] = []
    package fileprivate(set) var total: Int64 = 0
  }

  /// Nil where nothing came.
  package private(set) var added: Sheet?
  /// Nil where nothing went.
  package private(set) var taken: Sheet?

  /// - Parameters:
  ///   - before: the order as it was invoiced, computed.
  ///   - after: the order as it is now, computed.
  package init(from before: Order, to after: Order) {
    let parts = Part.all(before, after)
    let (up, down) = (parts.filter { $0.total > 0 }, parts.filter { $0.total < 0 })
    added = up.isEmpty ? nil : Sheet(up, sign: 1)
    taken = down.isEmpty ? nil : Sheet(down, sign: -1)
    // A tax that moved between parts that cost the same goes with the paper there is.
    let moved = parts.filter { $0.total == 0 }.flatMap(\.taxes)
    if added != nil { added?.add(moved, sign: 1) } else { taken?.add(moved, sign: -1) }
  }
}

/// One thing that costs more or less than before; its taxes are the differences.
private struct Part {
  var line: InvoiceLine?
  var change: InvoiceChange?
  var isDelivery = false
  let total: Int64
  let taxes: [InvoiceTax]

  static func all(_ before: Order, _ after: Order) -> [Part] {
    lines(before, after) + shipping(before, after) + fees(before, after) + untaxed(before, after)
  }

  private static func lines(_ before: Order, _ after: Order) -> [Part] {
    let old = Dictionary(before.lines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let kept = Set(after.lines.map(\.id))
    let gone = before.lines.filter { !kept.contains($0.id) }
    return (after.lines.map { (old[$0.id], Optional($0)) } + gone.map { (Optional($0), nil) }).compactMap { was, now in
      guard let either = now ?? was else { return nil }
      let total = (now?.totals?.total.minorUnits ?? 0) - (was?.totals?.total.minorUnits ?? 0)
      let taxes = differences(was?.totals?.taxLines ?? [], now?.totals?.taxLines ?? [])
      let units = (now?.quantity.thousandths ?? 0) - (was?.quantity.thousandths ?? 0)
      guard units != 0, (units > 0) == (total > 0), let quantity = Quantity(thousandths: abs(units)) else {
        // The price of the same units, or a discount's share, moved.
        return Part(change: InvoiceChange(kind: "correction", title: either.title, amount: total), total: total, taxes: taxes)
      }
      let amount = abs(total)
      let line = InvoiceLine(
        title: either.title, sku: either.sku, note: nil, unit: either.unit, quantity: quantity, unitPrice: either.unitPrice,
        priceIncludesTax: true, cycle: nil, reductions: [], rates: (either.totals?.taxLines ?? []).map(\.rate), amount: amount,
        total: amount)
      return Part(line: line, total: total, taxes: taxes)
    }
  }

  private static func shipping(_ before: Order, _ after: Order) -> [Part] {
    let (was, now) = (before.totals.shipping, after.totals.shipping)
    let total = (now?.total.minorUnits ?? 0) - (was?.total.minorUnits ?? 0)
    let title = (after.shippingLine ?? before.shippingLine)?.title
    let taxes = differences(was?.taxLines ?? [], now?.taxLines ?? [])
    guard total != 0 || !taxes.isEmpty else { return [] }
    return [
      Part(
        change: InvoiceChange(kind: "delivery", title: title, amount: total), isDelivery: true, total: total, taxes: taxes)
    ]
  }

  private static func fees(_ before: Order, _ after: Order) -> [Part] {
    func charges(_ order: Order) -> [ID<Adjustment>: (Adjustment, ChargeTotals)] {
      let fees = zip(order.adjustments.filter { $0.kind == .fee }, order.totals.fees)
      return Dictionary(fees.map { ($0.0.id, ($0.0, $0.1)) }, uniquingKeysWith: { first, _ in first })
    }
    let (old, new) = (charges(before), charges(after))
    return Set(old.keys).union(new.keys).sorted().map { id in
      let (was, now) = (old[id]?.1, new[id]?.1)
      let total = (now?.total.minorUnits ?? 0) - (was?.total.minorUnits ?? 0)
      return Part(
        change: InvoiceChange(kind: "fee", title: (new[id] ?? old[id])?.0.title, amount: total), total: total,
        taxes: differences(was?.taxLines ?? [], now?.taxLines ?? []))
    }
  }

  /// Debits and credits come after tax.
  private static func untaxed(_ before: Order, _ after: Order) -> [Part] {
    func amounts(_ order: Order) -> [ID<Adjustment>: (Adjustment, Int64)] {
      let known = order.adjustments.filter { $0.kind == .debit || $0.kind == .credit }
      return Dictionary(
        known.map { ($0.id, ($0, $0.kind == .debit ? $0.amount : -$0.amount)) }, uniquingKeysWith: { first, _ in first })
    }
    let (old, new) = (amounts(before), amounts(after))
    return Set(old.keys).union(new.keys).sorted().compactMap { id in
      let total = (new[id]?.1 ?? 0) - (old[id]?.1 ?? 0)
      guard let adjustment = (new[id] ?? old[id])?.0, total != 0 else { return nil }
      return Part(
        change: InvoiceChange(kind: adjustment.kind.rawValue, title: adjustment.title, amount: total), total: total, taxes: [])
    }
  }

  /// What each tax is more or less, none where nothing moved.
  private static func differences(_ before: [TaxLine], _ after: [TaxLine]) -> [InvoiceTax] {
    let signed = after.map { ($0, Int64(1)) } + before.map { ($0, Int64(-1)) }
    return signed.map { tax, sign in
      InvoiceTax(
        title: tax.title, rate: tax.rate, includesTax: true, taxable: sign * tax.taxable.minorUnits, amount: sign * tax.amount.minorUnits)
    }.merged.filter { $0.taxable != 0 || $0.amount != 0 }
  }
}

extension InvoiceCorrection.Sheet {
  fileprivate init(_ parts: [Part], sign: Int64) {
    lines = parts.compactMap(\.line)
    changes = parts.filter { !$0.isDelivery }.compactMap(\.change).map {
      InvoiceChange(kind: $0.kind, title: $0.title, amount: sign * $0.amount)
    }
    delivery = parts.first(where: \.isDelivery)?.change.map {
      InvoiceChange(kind: $0.kind, title: $0.title, amount: sign * $0.amount)
    }
    total = parts.reduce(0) { $0 + sign * $1.total }
    add(parts.flatMap(\.taxes), sign: sign)
  }

  fileprivate mutating func add(_ more: [InvoiceTax], sign: Int64) {
    taxes =
      (taxes
      + more.map {
        InvoiceTax(title: $0.title, rate: $0.rate, includesTax: true, taxable: sign * $0.taxable, amount: sign * $0.amount)
      }).merged.filter { $0.taxable != 0 || $0.amount != 0 }
  }
}

extension InvoiceSnapshot {
  /// A paper of its own with these figures: a credit note of this invoice, or one that adds to it.
  ///
  /// - Parameter isCredit: whether it takes something off.
  package func correcting(_ sheet: InvoiceCorrection.Sheet, isCredit: Bool, orderNumber: String, number: String, at now: Instant)
    -> InvoiceSnapshot
  {
    var paper = self
    paper.corrects = isCredit ? invoiceNumber : nil
    paper.supplements = isCredit ? nil : invoiceNumber
    paper.corrections = []
    paper.invoiceNumber = number
    paper.orderNumber = orderNumber
    paper.issuedAt = now
    paper.revision = 1
    (paper.payment, paper.terms, paper.customerNote) = (nil, nil, nil)
    paper.lines = sheet.lines
    paper.changes = sheet.changes
    paper.delivery = sheet.delivery
    paper.taxes = sheet.taxes
    paper.taxTotal = sheet.taxes.reduce(0) { $0 + $1.amount }
    paper.total = sheet.total
    return paper
  }

  /// What the order says now, on the paper that its customer knows: goods and figures are new, everything else is as it was.
  ///
  /// - Parameter numbers: the papers that the change made.
  package func edited(by fresh: InvoiceSnapshot, corrections numbers: [String]) -> InvoiceSnapshot {
    var paper = self
    paper.revision = fresh.revision
    paper.corrections += numbers
    paper.payment = fresh.payment
    paper.lines = fresh.lines
    paper.changes = fresh.changes
    paper.delivery = fresh.delivery
    paper.taxes = fresh.taxes
    paper.taxTotal = fresh.taxTotal
    paper.total = fresh.total
    return paper
  }
}
