package import Domain

/// Who takes payments for the shop: the first for new ones, all for those that they began. Read anew each time, since keys change.
package typealias GatewaySource = @Sendable (Shop) async throws -> [any PaymentGateway]

/// What somebody wants to pay on a provider's page.
package struct StartPayment: Sendable {
  /// Minor units; nil is what is to pay next: the deposit where one was agreed, else all that is due.
  package var amount: Int64?
  /// What the payer believes the order costs, in minor units.
  package var expectedTotal: Int64?
  /// The invoice revision that the payer saw; nil where nobody saw one.
  package var revision: Int64?
  package let origin: PaymentAttempt.Origin
  /// Whether the payer agreed that the provider keeps the card.
  package var keepsCard = false
  /// Where the payer comes back to, paid or not.
  package let returnURL: String
  package var requestKey: RequestKey?
  /// Who pays for a page that is opened anew; none for staff.
  var tries: [Attempt] = []

  package init(origin: PaymentAttempt.Origin, returnURL: String) {
    self.origin = origin
    self.returnURL = returnURL
  }
}

/// A charge of a card that a provider keeps.
package struct SavedCharge: Sendable {
  package let methodID: ID<SavedMethod>
  /// Minor units; nil is what is to pay next.
  package var amount: Int64?
  /// What the caller believes the order costs, in minor units.
  package var expectedTotal: Int64?
  package var requestKey: RequestKey?

  package init(methodID: ID<SavedMethod>) {
    self.methodID = methodID
  }
}

/// By what a request finds again what it began, though it died before its answer was written down.
package struct RequestKey: Hashable, Sendable {
  /// A hash of who asked, where, with which Idempotency-Key.
  package let key: String
  /// A hash of what was asked, so that a key is not taken for another request.
  package let fingerprint: String

  package init(key: String, fingerprint: String) {
    self.key = key
    self.fingerprint = fingerprint
  }
}

/// A payment that was begun, and where it is paid.
package struct StartedPayment: Sendable {
  package let order: Order
  package let paymentID: ID<Payment>
  package let pageURL: String
}
