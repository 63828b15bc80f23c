/// A page of the test gateway as its own books have it: what a provider would keep about a payment, or about a card that is left.
package struct TestPage: Hashable, Sendable, Identified {
  package static let idPrefix = "tgp"

  package enum State: String, Sendable, CaseIterable {
    case open
    /// Paid, or the card was left.
    case done
    case declined, canceled
  }

  /// The gateway's name for the payment.
  package let id: ID<TestPage>
  /// What the shop named it with: the payment's id, or the wish for a card.
  package let requestKey: String
  /// The gateway's name for the page; whoever knows it may pay.
  package let secret: String
  package let title: String
  /// Nil on a page where a card is only left.
  package let amount: Money?
  /// Whose card may be kept; nil where nobody said so.
  package let customer: String?
  package let keepsCard: Bool
  /// Sealed.
  package let returnURL: String
  package let state: State
  package let card: CardSight?
  /// Minor units given back.
  package let refunded: Int64
  package let endsAt: Instant
  package let createdAt: Instant

  package init(
    id: ID<TestPage>, requestKey: String, secret: String, title: String, amount: Money?, customer: String?, keepsCard: Bool,
    returnURL: String, state: State, card: CardSight?, refunded: Int64, endsAt: Instant, createdAt: Instant
  ) {
    self.id = id
    self.requestKey = requestKey
    self.secret = secret
    self.title = title
    self.amount = amount
    self.customer = customer
    self.keepsCard = keepsCard
    self.returnURL = returnURL
    self.state = state
    self.card = card
    self.refunded = refunded
    self.endsAt = endsAt
    self.createdAt = createdAt
  }
}

/// A card that the test gateway keeps; there is one kind, and it always has money.
package struct TestCard: Hashable, Sendable, Identified {
  package static let idPrefix = "tgc"
  /// Of every card that the test gateway gives out.
  package static let last4 = "4242"

  package let id: ID<TestCard>
  package let customer: String
  package let card: CardSight

  package init(id: ID<TestCard>, customer: String, card: CardSight) {
    self.id = id
    self.customer = customer
    self.card = card
  }

  /// What may be shown of a test card.
  package static func sight(last4: String) -> CardSight {
    CardSight(brand: "test", last4: last4, expiresMonth: 12, expiresYear: 2099)
  }
}

/// Money that the test gateway gave back.
package struct TestRefund: Hashable, Sendable, Identified {
  package static let idPrefix = "tgr"

  package let id: ID<TestRefund>
  package let page: ID<TestPage>
  /// What the shop named it with: the refund's id.
  package let requestKey: String
  package let amount: Money

  package init(id: ID<TestRefund>, page: ID<TestPage>, requestKey: String, amount: Money) {
    self.id = id
    self.page = page
    self.requestKey = requestKey
    self.amount = amount
  }
}
