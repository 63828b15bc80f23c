import Domain
import Stores

/// A notice that a chat service refused for good reaches its customer all the same, where there is another way.
extension UnitOfWork {
  /// With what the key of a message begins that goes instead of another one.
  static let insteadKey = "instead:"

  /// Writes what a conversation did not take as a mail or an SMS, and says so in the thread; nothing for what a person wrote and for an
  /// invoice, which are looked after by who sent them.
  func tellAnotherWay(_ message: Message) throws {
    guard message.channel == .conversation, message.kind.isNotice,
      let order = try message.orderID.flatMap({ try tx.orders.find($0, in: .everything) }), order.status != .canceled
    else { return }
    let recipient = try recipientOutside(of: order)
    try tellOfClosedThread(message.kind, of: order, instead: recipient, key: message.id.text, isRefused: true)
    guard let recipient else { return }
    var words = NewMessage(
      kind: message.kind, channel: recipient.channel, recipient: recipient.address,
      subject: "\(try tx.settings.current().shopName), \(order.shownNumber)", text: message.text)
    words.orderID = order.id
    words.locationID = order.locationID
    words.dedupKey = Self.insteadKey + message.id.text
    do { _ = try addMessage(words) } catch let refusal as Refusal { try withhold(message.kind, recipient.channel, of: order, refusal) }
  }
}

extension Message.Kind {
  /// Whether the shop says it by itself.
  fileprivate var isNotice: Bool {
    switch self {
    case .receipt, .refund, .transferRejected, .orderChanged, .shipped, .readyForPickup, .reminder: true
    case .invoice, .sweep, .test, .creditNote, .chat: false
    }
  }
}
