/// A payer's bank wants a payment's money back, as the provider describes it at one moment; asked for, never taken from what an event says.
package struct ProviderDispute: Sendable, Equatable {
  package enum State: Sendable, Equatable {
    /// It can still be answered on the provider's pages.
    case open
    case won
    /// The money is gone.
    case lost
  }

  package let account: ProviderAccount
  /// The provider's name for it.
  package let name: String
  /// The provider's name for the payment.
  package let payment: String
  package let amount: Money
  package let state: State
  /// Why, in the provider's words; nil where it does not say.
  package let reason: String?

  package init(account: ProviderAccount, name: String, payment: String, amount: Money, state: State, reason: String?) {
    self.account = account
    self.name = name
    self.payment = payment
    self.amount = amount
    self.state = state
    self.reason = reason
  }
}
