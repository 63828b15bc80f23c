/// How many orders wait in each part of the list; counted up to a limit, so that counting costs the same in a shop of any size.
package struct OrderCounts: Sendable, Equatable {
  /// The parts of the list that everybody has, each a set of ``DisplayStatus``.
  package enum Part: String, Sendable, CaseIterable {
    /// Everything but canceled orders.
    case all
    case drafts
    case onHold = "on_hold"
    case awaitingPayment = "awaiting_payment"
    case toFulfil = "to_fulfil"
    case done, returns
    /// What should have been paid by now, whatever else is still to do.
    case overdue

    /// Empty for ``all``, and for ``overdue``, which is a matter of days.
    package var statuses: [DisplayStatus] {
      switch self {
      case .all, .overdue: []
      case .drafts: [.draft]
      case .onHold: [.onHold]
      case .awaitingPayment: [.awaitingPayment, .paymentCheck]
      case .toFulfil: [.paid, .readyForPickup]
      case .done: [.completed, .shipped]
      case .returns: [.returned]
      }
    }
  }

  /// Where counting stops: this number means "this many or more".
  package static let limit: Int64 = 1000

  package let numbers: [Part: Int64]

  package init(_ numbers: [Part: Int64]) {
    self.numbers = numbers
  }
}
