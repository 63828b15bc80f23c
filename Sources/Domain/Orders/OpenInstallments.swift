/// What is still to pay of one installment of an order.
package struct OpenInstallment: Hashable, Sendable {
  /// Never zero.
  package let amount: Money
  /// Nil where nobody agreed on a day: without terms of payment, or before the order was sent or placed.
  package let due: CalendarDate?
  /// The part that is asked for before the rest.
  package let isDeposit: Bool

  package init(amount: Money, due: CalendarDate?, isDeposit: Bool) {
    self.amount = amount
    self.due = due
    self.isDeposit = isDeposit
  }
}

extension Order {
  /// What is still to pay and when, the earliest first; adds up to ``amountDue``, empty where nothing is due.
  ///
  /// Money goes to the deposit first, whatever it was meant for; what is more than the deposit makes the rest smaller. Refunds open nothing
  /// again once the order was placed (M13), so nobody is asked twice for what was given back.
  package var openInstallments: [OpenInstallment] {
    var open = amountDue
    guard open > 0 else { return [] }
    guard let terms = paymentTerms else {
      return [OpenInstallment(amount: Money(minorUnits: open, currency: currency), due: nil, isDeposit: false)]
    }
    // From the last backwards: what was paid, and how cash was rounded, has settled the first ones.
    var parts: [OpenInstallment] = []
    for installment in terms.installments(of: totals.total, from: dueFrom ?? .first, rounding).reversed() where open > 0 {
      let amount = min(open, installment.amount.minorUnits)
      open -= amount
      let part = Money(minorUnits: amount, currency: currency)
      parts.append(OpenInstallment(amount: part, due: dueFrom == nil ? nil : installment.due, isDeposit: installment.isDeposit))
    }
    return parts.reversed()
  }

  /// What is to pay next: all that a link asks for, and what a reminder is about.
  package var nextInstallment: OpenInstallment? { openInstallments.first }

  /// The day by which something is to be paid next; nil where nothing is due, nothing was agreed, or nothing was sent.
  package var dueOn: CalendarDate? {
    switch status {
    case .invoiceSent, .placed, .closed: nextInstallment?.due
    case .draft, .canceled: nil
    }
  }

  /// Whether that day is over, by the business day that the order was read on.
  package var isOverdue: Bool { daysOverdue > 0 }

  /// Days since something should have been paid; 0 while nothing is late.
  package var daysOverdue: Int64 {
    guard let dueOn, let readOn else { return 0 }
    return max(0, readOn.dayNumber - dueOn.dayNumber)
  }

  /// Says from which day the terms of payment count: of the first sending, else of placing. Without terms there is none.
  package mutating func startTerms(on day: CalendarDate) {
    guard paymentTerms != nil, dueFrom == nil else { return }
    dueFrom = day
  }
}
