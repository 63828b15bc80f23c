/// What customers are told of their money and their goods by itself, unless the shop decides otherwise.
package enum NoticeKind: String, Sendable, CaseIterable {
  /// Money came in.
  case receipt
  /// Money went back.
  case refund
  /// A transfer that they announced was not found.
  case transferRejected = "transfer_rejected"
  /// Their order was changed after it was placed.
  case orderChanged = "order_changed"
  /// A package is with a courier.
  case shipped
  /// A package waits to be fetched.
  case readyForPickup = "ready_for_pickup"

  /// What the message is about.
  package var message: Message.Kind {
    switch self {
    case .receipt: .receipt
    case .refund: .refund
    case .transferRejected: .transferRejected
    case .orderChanged: .orderChanged
    case .shipped: .shipped
    case .readyForPickup: .readyForPickup
    }
  }
}

extension ShopSettings {
  /// Whether customers are told of this by itself.
  package subscript(tells kind: NoticeKind) -> Bool {
    get { !silentNotices.contains(kind) }
    set { if newValue { silentNotices.remove(kind) } else { silentNotices.insert(kind) } }
  }
}
