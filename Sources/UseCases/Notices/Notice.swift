package import Domain
import Synchronization

/// Something that a customer is told of their money, before it has words: everything a letter may say.
package struct Notice: Sendable {
  package enum About: Sendable {
    /// Money came in.
    case payment(Payment)
    /// Money went back, perhaps in several ways at once.
    case refunds([Refund])
    /// A transfer of so many minor units was not found.
    case rejectedTransfer(amount: Int64, reason: String?)
    /// Something is to be paid, or should have been.
    case reminder(OpenInstallment, message: String?)
    /// What was changed about a placed order.
    case change(OrderChange)
    /// A package left, or waits to be fetched.
    case shipment(ShipmentFacts)
    /// Somebody asked for the receipt of a sale.
    case sale(ReceiptFacts)
  }

  package let about: About
  /// As it is after what it is told of.
  package let order: Order
  package let settings: ShopSettings
  /// IANA name: on whose clock days are written.
  package let timeZone: String
  /// BCP 47: the customer's, else the shop's.
  package let language: String
  /// Whether ``CheckoutLink/placeholder`` leads somewhere.
  package let hasLink: Bool
}

/// What a customer is told of a package.
package struct ShipmentFacts: Sendable {
  /// It waits to be fetched; else it is with a courier.
  package let isPickup: Bool
  package let courier: String?
  package let trackingNumber: String?
  package let trackingURL: String?
  /// Where it is fetched.
  package let place: String?
  package let address: Address?
  /// When and where to come.
  package let pickupNote: String?
  /// More is to come.
  package let isPartial: Bool
}

/// A notice in words.
package struct NoticeWords: Sendable {
  /// One line; only an e-mail has it.
  package let subject: String
  package let text: String

  package init(subject: String, text: String) {
    self.subject = subject
    self.text = text
  }
}

/// Puts a notice into words; given by the floor that knows words.
package typealias NoticeLetter = @Sendable (_ notice: Notice, _ channel: Message.Channel) -> NoticeWords

/// Whoever writes the shop's letters, once the floor that knows words is there; until then nothing is written by itself.
package final class NoticeLetters: Sendable {
  private let letter = Mutex<NoticeLetter?>(nil)
  /// The doors that the environment opens.
  private let doors: Set<DoorOut>

  package init(outside: Outside = Outside()) {
    doors = Set(outside.doors.keys)
  }

  package func learn(_ letter: @escaping NoticeLetter) {
    self.letter.withLock { $0 = letter }
  }

  func words(of notice: Notice, for channel: Message.Channel) -> NoticeWords? {
    letter.withLock { $0 }?(notice, channel)
  }

  /// Whether messages of a channel can leave at all.
  ///
  /// - Parameter settings: the doors that the shop's settings name.
  func canLeave(by channel: Message.Channel, settings: Set<DoorOut>) -> Bool {
    switch channel {
    case .email: doors.union(settings).contains(.mailServer)
    case .sms: doors.union(settings).contains(.smsGateway)
    case .conversation: true
    }
  }

  /// The same for a conversation that runs by a service.
  func canLeave(into service: ConversationChannel, settings: Set<DoorOut>) -> Bool {
    switch service {
    case .line: doors.union(settings).contains(.lineToken)
    case .facebook, .instagram: doors.union(settings).contains(.metaPageToken)
    case .webChat, .api: true
    }
  }
}
