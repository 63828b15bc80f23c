/// Something the shop tells one person by e-mail, SMS or in a conversation. It is written down in the transaction of the change it speaks of and leaves
/// afterwards, at least once (P15).
package struct Message: Sendable, Equatable, Identified {
  package static let idPrefix = "msg"

  package let id: ID<Message>
  package let kind: Kind
  package let channel: Channel
  /// By which service the conversation runs that it is written into; nil for mails and SMS.
  package let service: ConversationChannel?
  /// The one address or number it goes to, in its stored form; or the conversation it is written into.
  package let recipient: String
  /// Only an e-mail has one.
  package let subject: String?
  package var text: String
  /// The same as `text`, for those who see HTML; only an e-mail has it.
  package var html: String?
  package let attachments: [Attachment]
  package let orderID: ID<Order>?
  package let locationID: ID<Location>?
  package let status: Status
  /// How often it was tried since it was written or last sent again.
  package let attempts: Int64
  package let nextAttemptAt: Instant
  /// What the last try that failed ran into, in words for staff.
  package let lastError: String?
  package let createdAt: Instant
  package let sentAt: Instant?

  package init(
    id: ID<Message>, kind: Kind, channel: Channel, recipient: String, subject: String?, text: String, html: String?,
    attachments: [Attachment], orderID: ID<Order>?, locationID: ID<Location>?, status: Status, attempts: Int64, nextAttemptAt: Instant,
    lastError: String?, createdAt: Instant, sentAt: Instant?, service: ConversationChannel? = nil
  ) {
    self.id = id
    self.kind = kind
    self.channel = channel
    self.recipient = recipient
    self.subject = subject
    self.text = text
    self.html = html
    self.attachments = attachments
    self.orderID = orderID
    self.locationID = locationID
    self.status = status
    self.attempts = attempts
    self.nextAttemptAt = nextAttemptAt
    self.lastError = lastError
    self.createdAt = createdAt
    self.sentAt = sentAt
    self.service = service
  }

  /// What it is about.
  package enum Kind: String, Sendable, CaseIterable {
    case invoice, reminder, sweep, test, receipt, refund
    case creditNote = "credit_note"
    case transferRejected = "transfer_rejected"
    case orderChanged = "order_changed"
    case shipped
    case readyForPickup = "ready_for_pickup"
    /// What a person wrote in a conversation.
    case chat
  }

  /// By what it travels.
  package enum Channel: String, Sendable, CaseIterable {
    case email, sms, conversation
  }

  package enum Status: String, Sendable, CaseIterable {
    /// Not sent yet, or to be tried again.
    case waiting
    /// Taken by the worker.
    case sending
    /// The mail server or SMS gateway took it.
    case sent
    /// Given up; it can be sent again.
    case notDelivered = "not_delivered"
    case canceled
  }

  /// A file that is made when the message leaves, from what was frozen before.
  package enum Attachment: Sendable, Equatable {
    /// The invoice of an order as it was in a revision.
    case invoice(ID<Order>, revision: Int64)
  }
}
