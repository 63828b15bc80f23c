package import Domain

/// Somebody who takes payments for us, behind one seam: a provider of cards, or the test gateway.
///
/// Nothing here is called inside a transaction. Each call that moves money carries a key of ours (the payment's or refund's id), so that
/// saying it again does nothing twice; each answer is compared with what was stored before (``PaymentAttempt/judge(_:)``).
package protocol PaymentGateway: Sendable {
  var account: ProviderAccount { get }
  /// Where its pages are, as an origin (`https://checkout.stripe.com`), for the browser's policy; nil where they are our own.
  var pageOrigin: String? { get }

  /// Opens a page of the provider on which the payer pays this attempt. Asked again, it answers with the same page.
  func openPage(_ request: GatewayPage) async throws(GatewayFailure) -> OpenedPage
  /// Charges a card that the provider keeps.
  func charge(_ request: GatewayCharge) async throws(GatewayFailure) -> ProviderPayment
  /// How an attempt stands now.
  func look(at attempt: PaymentAttempt) async throws(GatewayFailure) -> ProviderPayment
  /// Ends an attempt that was not paid; the answer says whether it was too late.
  func cancel(_ attempt: PaymentAttempt) async throws(GatewayFailure) -> ProviderPayment
  /// Gives money back.
  func refund(_ request: GatewayRefund) async throws(GatewayFailure) -> ProviderRefund

  /// Opens a page of the provider on which a customer leaves a card for later.
  func openCardPage(_ request: GatewayCardPage) async throws(GatewayFailure) -> OpenedPage
  /// The cards the provider keeps for a customer of its own.
  func savedMethods(of providerCustomer: String) async throws(GatewayFailure) -> [GatewayMethod]
  /// Makes the customer known to the provider; the same key gives the same customer.
  func makeCustomer(_ request: GatewayCustomer) async throws(GatewayFailure) -> String
  /// Gives a card that the provider made a token of to its customer.
  func keep(_ providerMethod: String, for providerCustomer: String) async throws(GatewayFailure) -> GatewayMethod
  /// Makes the provider forget a card.
  func forget(_ providerMethod: String) async throws(GatewayFailure)
  /// Makes the provider forget a customer and every card of theirs; what was paid stays in its books.
  func forgetCustomer(_ providerCustomer: String) async throws(GatewayFailure)
  /// How a dispute stands now, by the provider's name for it.
  func dispute(named name: String) async throws(GatewayFailure) -> ProviderDispute
}

extension PaymentGateway {
  /// Nothing to do for a gateway that knows nobody.
  package func forgetCustomer(_ providerCustomer: String) async throws(GatewayFailure) {}

  /// A gateway without banks behind it has no disputes.
  package func dispute(named name: String) async throws(GatewayFailure) -> ProviderDispute {
    throw .refused(code: "resource_missing", reason: "There is no such dispute.")
  }
}

/// Why a gateway did not answer as asked.
package enum GatewayFailure: Error, Sendable, Equatable {
  /// It said no, and nothing happened: a code for programs, words for a person.
  case refused(code: String, reason: String)
  /// Nobody knows whether it happened: asked again with the same key, or looked at later.
  case unknown(String)
  /// It surely did not happen: the provider was not reached, or is not set up.
  case unavailable(String)
}

/// What the page of a payer is about.
package struct GatewayPage: Sendable {
  package let attempt: PaymentAttempt
  /// What the payer reads there, such as *Fern & Clay, order D-218*.
  package let title: String
  package let email: String?
  package let language: String?
  /// Whose card may be kept for later; nil where nobody said so.
  package let providerCustomer: String?
  package let keepsCard: Bool
  /// Where the payer comes back to, paid or not; it proves nothing.
  package let returnURL: String

  package init(
    attempt: PaymentAttempt, title: String, email: String?, language: String?, providerCustomer: String?, keepsCard: Bool, returnURL: String
  ) {
    self.attempt = attempt
    self.title = title
    self.email = email
    self.language = language
    self.providerCustomer = providerCustomer
    self.keepsCard = keepsCard
    self.returnURL = returnURL
  }
}

/// A page that a provider opened.
package struct OpenedPage: Sendable, Equatable {
  package let url: String
  /// The provider's name for the page.
  package let session: String
  /// The provider's name for the payment, where it has one already.
  package let payment: String?

  package init(url: String, session: String, payment: String?) {
    self.url = url
    self.session = session
    self.payment = payment
  }
}

/// What is taken from a card that the provider keeps.
package struct GatewayCharge: Sendable {
  package let attempt: PaymentAttempt
  package let providerCustomer: String
  package let providerMethod: String
  package let title: String

  package init(attempt: PaymentAttempt, providerCustomer: String, providerMethod: String, title: String) {
    self.attempt = attempt
    self.providerCustomer = providerCustomer
    self.providerMethod = providerMethod
    self.title = title
  }
}

/// What is given back of a captured payment.
package struct GatewayRefund: Sendable {
  /// Ours; the provider's key.
  package let refundID: ID<Refund>
  package let paymentID: ID<Payment>
  package let providerPayment: String
  package let amount: Money

  package init(refundID: ID<Refund>, paymentID: ID<Payment>, providerPayment: String, amount: Money) {
    self.refundID = refundID
    self.paymentID = paymentID
    self.providerPayment = providerPayment
    self.amount = amount
  }
}

/// Somebody whom a provider should know.
package struct GatewayCustomer: Sendable {
  package let customerID: ID<Customer>
  package let name: String?
  package let email: String?

  package init(customerID: ID<Customer>, name: String?, email: String?) {
    self.customerID = customerID
    self.name = name
    self.email = email
  }
}

/// A page on which a customer leaves a card.
package struct GatewayCardPage: Sendable {
  package let providerCustomer: String
  /// Makes the page once per wish; ours.
  package let key: String
  package let returnURL: String

  package init(providerCustomer: String, key: String, returnURL: String) {
    self.providerCustomer = providerCustomer
    self.key = key
    self.returnURL = returnURL
  }
}

/// A card as a provider keeps it.
package struct GatewayMethod: Sendable, Equatable {
  package let name: String
  package let card: CardSight

  package init(name: String, card: CardSight) {
    self.name = name
    self.card = card
  }
}
