/// A payment as its provider describes it at one moment; asked for, never taken from what a payer or an event says (P14).
package struct ProviderPayment: Sendable, Equatable {
  package enum State: Sendable, Equatable {
    /// The payer has not paid yet, or is proving who they are.
    case waiting
    /// Handed over to a bank; it can only succeed or fail.
    case processing
    case captured
    /// It cannot succeed any more; words for a person.
    case failed(String)
    case canceled
  }

  package let account: ProviderAccount
  package let state: State
  package let session: String?
  /// The provider's name for the payment; nil while only a page is open.
  package let payment: String?
  /// The payment of ours that it was made for, as we told the provider.
  package let ours: ID<Payment>?
  /// What was captured, in our minor units; nil before. The gateway has turned the provider's units into ours (M15).
  package let captured: Money?
  package let card: CardSight?
  /// What was given back so far, as the provider has it.
  package let refunds: [ProviderRefund]

  package init(
    account: ProviderAccount, state: State, session: String?, payment: String?, ours: ID<Payment>?, captured: Money?, card: CardSight?,
    refunds: [ProviderRefund] = []
  ) {
    self.account = account
    self.state = state
    self.session = session
    self.payment = payment
    self.ours = ours
    self.captured = captured
    self.card = card
    self.refunds = refunds
  }
}

/// What may be shown of a card: never more than this is known here (P26).
package struct CardSight: Hashable, Sendable {
  /// Such as `visa`.
  package let brand: String
  package let last4: String
  package let expiresMonth: Int64?
  package let expiresYear: Int64?

  package init(brand: String, last4: String, expiresMonth: Int64? = nil, expiresYear: Int64? = nil) {
    self.brand = brand
    self.last4 = last4
    self.expiresMonth = expiresMonth
    self.expiresYear = expiresYear
  }
}

/// Money given back as the provider describes it.
package struct ProviderRefund: Sendable, Equatable {
  package enum State: Sendable, Equatable {
    case pending, succeeded
    case failed(String)
  }

  package let name: String
  package let state: State
  package let amount: Money
  /// The refund of ours that it is; nil for one made elsewhere, such as on the provider's own pages.
  package let ours: ID<Refund>?

  package init(name: String, state: State, amount: Money, ours: ID<Refund>?) {
    self.name = name
    self.state = state
    self.amount = amount
    self.ours = ours
  }
}
