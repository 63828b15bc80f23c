/// What was sent at one moment, for ever as it was; the next sending after a change makes the next (U36, U38).
package struct InvoiceRevision: Sendable, Equatable {
  /// Whose change made it.
  package enum Maker: String, Sendable, CaseIterable {
    case staff
    /// Its customer completed it on the link.
    case customer
  }

  package let orderID: ID<Order>
  /// Counts from 1.
  package let revision: Int64
  package let snapshot: InvoiceSnapshot
  /// A hash over everything that money depends on: lines, prices, taxes, delivery, currency (P8).
  package let contentHash: String
  package let maker: Maker
  package let sentAt: Instant
  /// When a customer first looked at it.
  package var viewedAt: Instant?
  /// When it stopped counting: changed to a draft, or sent anew.
  package var supersededAt: Instant?

  package init(
    orderID: ID<Order>, revision: Int64, snapshot: InvoiceSnapshot, contentHash: String, maker: Maker = .staff, sentAt: Instant,
    viewedAt: Instant? = nil, supersededAt: Instant? = nil
  ) {
    self.orderID = orderID
    self.revision = revision
    self.snapshot = snapshot
    self.contentHash = contentHash
    self.maker = maker
    self.sentAt = sentAt
    self.viewedAt = viewedAt
    self.supersededAt = supersededAt
  }
}

/// The way an invoice goes to its customer.
package enum InvoiceWay: String, Sendable, CaseIterable {
  case email, sms, conversation
  /// Somebody copied the link or the text, which is live from that moment.
  case link

  /// By what the shop sends it; nil where somebody takes it along.
  package var channel: Message.Channel? {
    switch self {
    case .email: .email
    case .sms: .sms
    case .conversation: .conversation
    case .link: nil
    }
  }
}

/// The one link of an order: stable over all revisions until it is rotated.
package struct CheckoutLink: Sendable, Equatable {
  package let orderID: ID<Order>
  /// What proves the token; the token itself is made of the shop's secret and never kept.
  package let tokenHash: String
  package let rotation: Int64

  /// Stands for the link in a message that waits: the link itself is put in when it leaves, so that it lies in no table.
  package static let placeholder = "{checkout_link}"

  package init(orderID: ID<Order>, tokenHash: String, rotation: Int64) {
    self.orderID = orderID
    self.tokenHash = tokenHash
    self.rotation = rotation
  }
}
