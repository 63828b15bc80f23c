/// By when an order is to be paid, and how much of it beforehand; what an invoice prints and a reminder counts from.
package struct PaymentTerms: Hashable, Sendable {
  /// When the whole, or what a deposit leaves, is due.
  package enum Due: Hashable, Sendable {
    /// On the day the invoice is sent or the order is placed.
    case onReceipt
    /// So many days after that day.
    case net(days: Int64)
    case on(CalendarDate)
  }

  /// What is due on receipt, before the rest.
  package enum Deposit: Hashable, Sendable {
    case percentage(Percentage)
    /// Minor units of the order's currency.
    case fixed(Int64)
  }

  /// How the shop calls them, such as *Net 30*; nil prints them in words.
  package let title: String?
  package let due: Due
  package let deposit: Deposit?

  /// The longest time a shop gives, ten years.
  package static let mostDays: Int64 = 3650

  package init(title: String?, due: Due, deposit: Deposit?) {
    self.title = title
    self.due = due
    self.deposit = deposit
  }

  /// One amount and its day.
  package struct Installment: Hashable, Sendable {
    package let amount: Money
    package let due: CalendarDate
    package let isDeposit: Bool
  }

  /// The day on which nothing may be open any more.
  package func dueDate(from start: CalendarDate) -> CalendarDate {
    switch due {
    case .onReceipt: start
    case .net(let days): start.adding(days: days)
    case .on(let date): date
    }
  }

  /// What is to be paid when: the deposit, cut to the total, on the day of sending or placing, the rest by the terms; nothing that is zero.
  ///
  /// A deposit by percentage is rounded once, as the order rounds (M7); the rest is what is left, so that both add up to the total.
  package func installments(of total: Money, from start: CalendarDate, _ rounding: Rounding) -> [Installment] {
    let asked: Int64 =
      switch deposit {
      case .percentage(let percentage):
        rounding.product(total.minorUnits, percentage.partsPerMillion, dividedBy: Percentage.limit) ?? total.minorUnits
      case .fixed(let minorUnits): minorUnits
      case nil: 0
      }
    let first = min(max(0, asked), max(0, total.minorUnits))
    let parts = [
      Installment(amount: Money(minorUnits: first, currency: total.currency), due: start, isDeposit: true),
      Installment(
        amount: Money(minorUnits: max(0, total.minorUnits) - first, currency: total.currency), due: dueDate(from: start), isDeposit: false),
    ]
    return parts.filter { !$0.amount.isZero }
  }
}
