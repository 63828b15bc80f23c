/// A notice for staff: something came in that somebody has to see, and it rings until one of them says so (A12).
package struct Alert: Hashable, Sendable, Identified {
  package static let idPrefix = "alt"

  /// What came in.
  package enum Kind: String, Sendable, CaseIterable {
    /// An order was placed in the online store, or by being paid on its link.
    case onlineOrder = "online_order"
    /// Money came in over a link, for an order that stood already.
    case payment
    /// A customer says that they made a transfer.
    case transferNotice = "transfer_notice"
    /// Somebody wrote in a conversation.
    case chatMessage = "chat_message"
  }

  /// Who said that they have seen it.
  package struct Acknowledgement: Hashable, Sendable {
    package let at: Instant
    /// `staff`, `token` or `system`, as in events.
    package let actorKind: String
    package let actorID: String?

    package init(at: Instant, actorKind: String, actorID: String?) {
      self.at = at
      self.actorKind = actorKind
      self.actorID = actorID
    }
  }

  package let id: ID<Alert>
  package let kind: Kind
  /// Nil for a message of a conversation.
  package let orderID: ID<Order>?
  /// Where somebody wrote; nil for everything else.
  package let conversationID: ID<Conversation>?
  /// Where the order or the conversation belongs; nil for one that no location has yet, which everybody is told of.
  package let locationID: ID<Location>?
  /// What came in: the total of an order, the amount of a payment or of a transfer; nil for a message.
  package let amount: Money?
  package let createdAt: Instant
  /// Nil while nobody has seen it.
  package let acknowledgement: Acknowledgement?

  package init(
    id: ID<Alert>, kind: Kind, orderID: ID<Order>, locationID: ID<Location>?, amount: Money, createdAt: Instant,
    acknowledgement: Acknowledgement? = nil
  ) {
    self.id = id
    self.kind = kind
    self.orderID = orderID
    conversationID = nil
    self.locationID = locationID
    self.amount = amount
    self.createdAt = createdAt
    self.acknowledgement = acknowledgement
  }

  /// A notice of something that was said in a conversation.
  package init(
    id: ID<Alert>, kind: Kind, conversationID: ID<Conversation>, locationID: ID<Location>?, createdAt: Instant,
    acknowledgement: Acknowledgement? = nil
  ) {
    self.id = id
    self.kind = kind
    orderID = nil
    self.conversationID = conversationID
    self.locationID = locationID
    amount = nil
    self.createdAt = createdAt
    self.acknowledgement = acknowledgement
  }
}

/// Which notices are asked for.
package struct AlertFilter: Sendable {
  /// True for those that nobody has seen, false for the others, nil for both.
  package var isOpen: Bool?
  package var kinds: [Alert.Kind] = []

  package init() {}
}

/// What a notice is shown with: its order or conversation as it is now, and who has seen it.
package struct AlertSight: Sendable, Equatable {
  /// Nil for a message of a conversation.
  package let orderNumber: String?
  package let channel: Channel
  package let customerName: String?
  package let displayStatus: DisplayStatus?
  /// What was said last in the conversation; nil for orders, and for pictures.
  package let text: String?
  /// Whether whoever looks may open the order: somebody bound to a location may not, before the order belongs to it.
  package let isOpenable: Bool
  /// Nil where nobody has seen it, or where it was settled by itself.
  package let acknowledgedBy: String?

  package init(
    orderNumber: String?, channel: Channel, customerName: String?, displayStatus: DisplayStatus?, text: String? = nil, isOpenable: Bool,
    acknowledgedBy: String?
  ) {
    self.orderNumber = orderNumber
    self.channel = channel
    self.customerName = customerName
    self.displayStatus = displayStatus
    self.text = text
    self.isOpenable = isOpenable
    self.acknowledgedBy = acknowledgedBy
  }
}
