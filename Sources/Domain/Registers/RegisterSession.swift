/// One turn of a till, from the float in its drawer to the closing count.
package struct RegisterSession: Sendable, Equatable, Identified {
  package static let idPrefix = "ses"

  package let id: ID<RegisterSession>
  package let registerID: ID<Register>
  package let currency: String
  /// Minor units in the drawer at the start.
  package let openingFloat: Int64
  package let openedAt: Instant
  package let openedBy: String
  /// Set together when the drawer is counted.
  package var close: Close?

  /// The count at the end. What is missing or too much is a fact and kept; nothing is corrected.
  package struct Close: Sendable, Equatable {
    /// Minor units somebody counted.
    package let counted: Int64
    /// Minor units that should have been there.
    package let expected: Int64
    package let at: Instant
    package let by: String

    package init(counted: Int64, expected: Int64, at: Instant, by: String) {
      self.counted = counted
      self.expected = expected
      self.at = at
      self.by = by
    }

    /// Negative where money is missing. Both are amounts of a till, far inside the range.
    package var difference: Int64 { counted.subtractingReportingOverflow(expected).partialValue }
  }

  package init(
    id: ID<RegisterSession>, registerID: ID<Register>, currency: String, openingFloat: Int64, openedAt: Instant, openedBy: String,
    close: Close? = nil
  ) {
    self.id = id
    self.registerID = registerID
    self.currency = currency
    self.openingFloat = openingFloat
    self.openedAt = openedAt
    self.openedBy = openedBy
    self.close = close
  }

  package var isOpen: Bool { close == nil }
}

/// Money put into a drawer or taken out beside sales: change fetched, a bill paid.
package struct CashMovement: Sendable, Equatable, Identified {
  package static let idPrefix = "csh"

  package let id: ID<CashMovement>
  package let sessionID: ID<RegisterSession>
  /// Minor units; negative is taken out.
  package let amount: Int64
  package let reason: String
  package let by: String
  package let createdAt: Instant

  package init(id: ID<CashMovement>, sessionID: ID<RegisterSession>, amount: Int64, reason: String, by: String, createdAt: Instant) {
    self.id = id
    self.sessionID = sessionID
    self.amount = amount
    self.reason = reason
    self.by = by
    self.createdAt = createdAt
  }
}

/// What a session took and gave, for the closing count and the report of the day.
package struct SessionFigures: Sendable, Equatable {
  /// One way of paying, both directions, in minor units.
  package struct Method: Sendable, Equatable {
    package let method: String
    package let payments: Int64
    package let paymentCount: Int64
    package let refunds: Int64
    package let refundCount: Int64

    package init(method: String, payments: Int64, paymentCount: Int64, refunds: Int64, refundCount: Int64) {
      self.method = method
      self.payments = payments
      self.paymentCount = paymentCount
      self.refunds = refunds
      self.refundCount = refundCount
    }
  }

  package let openingFloat: Int64
  package let methods: [Method]
  package let cashIn: Int64
  /// Positive: what was taken out.
  package let cashOut: Int64
  package let orderCount: Int64

  package init(openingFloat: Int64, methods: [Method], cashIn: Int64, cashOut: Int64, orderCount: Int64) {
    self.openingFloat = openingFloat
    self.methods = methods
    self.cashIn = cashIn
    self.cashOut = cashOut
    self.orderCount = orderCount
  }

  /// What should be in the drawer: float + cash taken − cash given back ± movements.
  /// - Throws: `validationFailed` where the sum leaves the range.
  package func expectedCash() throws(Refusal) -> Int64 {
    let cash = methods.first { $0.method == PaymentMethod.cash.rawValue }
    var sum: Int64 = 0
    for part in [openingFloat, cash?.payments ?? 0, -(cash?.refunds ?? 0), cashIn, -cashOut] {
      let (next, overflow) = sum.addingReportingOverflow(part)
      guard !overflow else { throw .amountTooLarge("expected") }
      sum = next
    }
    return sum
  }
}
