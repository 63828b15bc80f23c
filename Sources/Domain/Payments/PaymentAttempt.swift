/// Somebody who takes payments for the shop.
package enum PaymentProvider: String, Sendable, CaseIterable {
  case stripe
  /// Pays with one click and moves no money; only on a machine's own address.
  case test
}

/// Whose account at a provider, and whether real money moves in it; an attempt and what answers it must agree in both.
package struct ProviderAccount: Hashable, Sendable {
  package let provider: PaymentProvider
  /// The provider's name for the account, or a mark made of the key that opens it; never the key.
  package let name: String
  package let isLive: Bool

  package init(provider: PaymentProvider, name: String, isLive: Bool) {
    self.provider = provider
    self.name = name
    self.isLive = isLive
  }
}

/// A payment in the hands of a provider: everything that was agreed before the payer left. Only what agrees with it counts (P7, P8).
package struct PaymentAttempt: Hashable, Sendable {
  /// How the payer pays.
  package enum Way: Hashable, Sendable {
    /// On a page of the provider.
    case page
    /// With a card that the provider keeps, charged by staff.
    case savedMethod(ID<SavedMethod>)
  }

  package enum Origin: String, Sendable {
    case link, staff
  }

  /// What became of it; all but `open` are ends.
  package enum State: String, Sendable, CaseIterable {
    case open, settled
    /// Captured, but nothing was due any more: to be given back.
    case surplus
    case failed, canceled
    /// The provider's word does not agree with what was agreed: a person decides.
    case review
  }

  /// The payment of the order that it is; also the provider's key for everything asked about it, so that asking again does nothing twice.
  package let paymentID: ID<Payment>
  package let orderID: ID<Order>
  /// The invoice revision it pays for; 0 for an order that was not sent.
  package let revision: Int64
  /// A hash over what money depends on, as the revision has it.
  package let contentHash: String
  package let amount: Money
  /// Minor units that had been paid before.
  package let paidBefore: Int64
  package let account: ProviderAccount
  package let way: Way
  package let origin: Origin
  package var state: State
  /// The provider's name for its page, where it has one.
  package var session: String?
  /// The provider's name for the payment, once it has one.
  package var providerPayment: String?
  package var pageURL: String?
  /// Who asked with which key; a request whose answer was lost finds by it what it began.
  package let requestKey: String?
  /// How often the provider was asked how it stands.
  package var looks: Int64
  package var nextLookAt: Instant
  /// When the provider's page closes by itself.
  package let endsAt: Instant
  package let createdAt: Instant

  package init(
    paymentID: ID<Payment>, orderID: ID<Order>, revision: Int64, contentHash: String, amount: Money, paidBefore: Int64,
    account: ProviderAccount, way: Way, origin: Origin, state: State, session: String?, providerPayment: String?, pageURL: String?,
    requestKey: String?, looks: Int64, nextLookAt: Instant, endsAt: Instant, createdAt: Instant
  ) {
    self.paymentID = paymentID
    self.orderID = orderID
    self.revision = revision
    self.contentHash = contentHash
    self.amount = amount
    self.paidBefore = paidBefore
    self.account = account
    self.way = way
    self.origin = origin
    self.state = state
    self.session = session
    self.providerPayment = providerPayment
    self.pageURL = pageURL
    self.requestKey = requestKey
    self.looks = looks
    self.nextLookAt = nextLookAt
    self.endsAt = endsAt
    self.createdAt = createdAt
  }
}
