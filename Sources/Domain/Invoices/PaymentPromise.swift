/// When how much is to be paid, in the words of the payment terms.
package struct PaymentPromise: Sendable, Equatable {
  /// One amount and the day by which it is to be paid.
  package struct Part: Sendable, Equatable {
    package let amount: Int64
    package let dueOn: CalendarDate
    package let isDeposit: Bool

    package init(amount: Int64, dueOn: CalendarDate, isDeposit: Bool) {
      self.amount = amount
      self.dueOn = dueOn
      self.isDeposit = isDeposit
    }
  }

  /// What the shop calls these terms; nil where nobody named them.
  package let title: String?
  /// The day by which nothing may be open any more.
  package let dueOn: CalendarDate
  /// More than one only where a deposit is asked for.
  package let parts: [Part]

  package init(title: String?, dueOn: CalendarDate, parts: [Part]) {
    self.title = title
    self.dueOn = dueOn
    self.parts = parts
  }
}
