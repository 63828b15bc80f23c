/// What is known of a payment in a provider's hands, beside what every payment has; made on reading, saved with its attempt.
package struct ProviderTrace: Hashable, Sendable {
  package let provider: PaymentProvider
  package let origin: PaymentAttempt.Origin
  package let state: PaymentAttempt.State
  /// The provider's name for the payment, once it has one.
  package let providerPayment: String?
  /// Where the payer pays, while that is open; it opens a door, so it is for staff and for the payer alone.
  package let pageURL: String?
  package let card: CardSight?
  /// Why it did not succeed, in words for a person.
  package let failure: String?

  package init(
    provider: PaymentProvider, origin: PaymentAttempt.Origin, state: PaymentAttempt.State, providerPayment: String?, pageURL: String?,
    card: CardSight?, failure: String?
  ) {
    self.provider = provider
    self.origin = origin
    self.state = state
    self.providerPayment = providerPayment
    self.pageURL = pageURL
    self.card = card
    self.failure = failure
  }
}
