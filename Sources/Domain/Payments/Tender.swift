/// What somebody offers towards an order, before the rules have looked at it.
package struct Tender: Sendable {
  package let method: PaymentMethod
  /// Minor units towards the order; nil means all that is due.
  package let amount: Int64?
  /// What was handed over in cash.
  package let tendered: Int64?
  package let reference: String?

  package init(method: PaymentMethod, amount: Int64?, tendered: Int64?, reference: String?) {
    self.method = method
    self.amount = amount
    self.tendered = tendered
    self.reference = reference
  }
}

/// What a tender comes to: how much counts, how much goes back, and what rounding to coins made of it (M12).
package struct SettledTender: Sendable, Equatable {
  package let amount: Int64
  package let tendered: Int64?
  package let change: Int64
  package let cashRounding: Int64
  /// Whether the order is paid in full with it.
  package let coversOrder: Bool
}

extension Order {
  /// Reads a tender against what is due.
  ///
  /// Cash that pays the whole rest is rounded to the smallest coin; a part of it is not. Only a transfer may be more than is due.
  /// - Throws: ``RefusalCode/exceedsDue``, ``RefusalCode/alreadyPaid``, ``RefusalCode/validationFailed``, ``RefusalCode/conflict`` while a
  ///   payer is at a provider, so that of register and link one wins.
  package func settle(_ tender: Tender, rounding: CashRounding) throws(Refusal) -> SettledTender {
    try allowPayment()
    try requireNoOpenPayment()
    let due = amountDue
    guard due > 0 else {
      throw Refusal(.exceedsDue, "Nothing is due on order \(shownNumber).", failures: [Self.tooMuch])
    }
    if tender.method == .cash { return try settleCash(tender, due: due, rounding: rounding) }
    guard tender.tendered == nil else {
      throw .invalid("tendered", "not_cash", "Only cash is tendered; name the amount instead.")
    }
    let amount = tender.amount ?? due
    guard amount > 0 else { throw .invalid("amount", "out_of_range", "An amount is at least 1.") }
    guard amount <= due || tender.method == .bankTransfer else {
      throw Refusal(.exceedsDue, "Only \(due) is due on order \(shownNumber).", failures: [Self.tooMuch])
    }
    return SettledTender(amount: amount, tendered: nil, change: 0, cashRounding: 0, coversOrder: amount >= due)
  }

  private func settleCash(_ tender: Tender, due: Int64, rounding: CashRounding) throws(Refusal) -> SettledTender {
    let rounded = try rounding.round(Money(minorUnits: due, currency: currency))
    let asked = tender.amount ?? rounded.payable.minorUnits
    guard asked >= 0, tender.amount != 0 else { throw .invalid("amount", "out_of_range", "An amount is at least 1.") }
    let isWhole = asked == due || asked == rounded.payable.minorUnits
    let amount = isWhole ? rounded.payable.minorUnits : asked
    guard isWhole || amount < due else {
      throw Refusal(.exceedsDue, "Only \(due) is due on order \(shownNumber).", failures: [Self.tooMuch])
    }
    let tendered = tender.tendered ?? amount
    let (change, overflow) = tendered.subtractingReportingOverflow(amount)
    guard !overflow, change >= 0 else {
      throw .invalid("tendered", "too_little", "Less cash was given than the amount; name the smaller amount to take a part.")
    }
    return SettledTender(
      amount: amount, tendered: tender.tendered, change: change, cashRounding: isWhole ? rounded.difference.minorUnits : 0,
      coversOrder: isWhole)
  }

  /// Payments are taken for drafts, invoices and placed orders; not for what is closed or canceled.
  private func allowPayment() throws(Refusal) {
    switch status {
    case .draft, .invoiceSent, .placed: return
    case .closed:
      throw Refusal(.exceedsDue, "Order \(shownNumber) is paid; nothing is due.", failures: [Self.tooMuch])
    case .canceled: throw Refusal(.conflict, "Order \(shownNumber) is canceled, so it takes no payment.")
    }
  }

  private static let tooMuch = FieldFailure(field: "amount", code: "exceeds_due", message: "Take no more than is due.")
}
