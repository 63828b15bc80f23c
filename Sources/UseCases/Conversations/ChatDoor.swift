package import Domain

/// The services that chats go through, as they stand; looked up anew each time, because keys change while the server runs.
package typealias ChatDoorSource = @Sendable (Shop) async throws -> [any ChatDoor]

/// A service that chats go through, behind one seam: what is said leaves by it, and what it keeps of a contact is fetched from it.
///
/// Nothing here is called inside a transaction, and nothing here throws away what was said: a message lives in the outbox until its door
/// took it.
package protocol ChatDoor: Sendable {
  /// The channels whose contacts it reaches.
  var channels: Set<ConversationChannel> { get }

  /// Hands one message over. The same message may be handed over again when it is not known what became of it.
  func send(_ chat: OutgoingChat) async -> ChatDelivery
  /// What the service says of a contact.
  func profile(of contact: ChatContact) async throws(ChatFailure) -> ChatProfile
  /// The octets of something that a contact sent; untrusted, and at most ``ChatContent/limit`` of them.
  ///
  /// - Parameter name: as the service told it: LINE's id of the message, an address at Meta.
  func content(_ name: String, from contact: ChatContact) async throws(ChatFailure) -> [UInt8]
  /// The account that the shop's key opens; shows whether the shop is connected.
  func account() async throws(ChatFailure) -> ChatAccount
}

/// What is said to a contact, ready to leave.
package struct OutgoingChat: Sendable {
  /// A picture or file, and where a service that fetches it by itself finds it.
  package struct File: Sendable {
    package let name: String?
    package let mediaType: ChatAttachment.MediaType
    package let bytes: [UInt8]
    /// An address of this shop that opens this file and nothing else.
    package let url: String

    package init(name: String?, mediaType: ChatAttachment.MediaType, bytes: [UInt8], url: String) {
      self.name = name
      self.mediaType = mediaType
      self.bytes = bytes
      self.url = url
    }
  }

  /// The message in the outbox: the same however often it is tried, so that a service that remembers it sends it once.
  package let messageID: ID<Message>
  /// The message in the thread, by which a service's echo of it is known; nil for one that stands in no thread.
  package let threadMessageID: ID<ThreadMessage>?
  package let contact: ChatContact
  package let text: String?
  package let files: [File]
  /// Whether a person wrote it; false for what the shop says by itself.
  package let isByPerson: Bool
  /// When the contact last said something, for services that let one answer only so long.
  package let lastInboundAt: Instant?
  /// Whether the service told of it already, though the answer to an earlier try was lost.
  package let isHeard: Bool

  package init(
    messageID: ID<Message>, threadMessageID: ID<ThreadMessage>?, contact: ChatContact, text: String?, files: [File] = [],
    isByPerson: Bool, lastInboundAt: Instant?, isHeard: Bool = false
  ) {
    self.messageID = messageID
    self.threadMessageID = threadMessageID
    self.contact = contact
    self.text = text
    self.files = files
    self.isByPerson = isByPerson
    self.lastInboundAt = lastInboundAt
    self.isHeard = isHeard
  }
}

/// What became of a message that was handed over.
package struct ChatDelivery: Sendable, Equatable {
  package let outcome: DeliveryOutcome
  /// The service's names for what it took, in their order; empty where it took nothing, or said no name.
  package let names: [String]

  package init(_ outcome: DeliveryOutcome, names: [String] = []) {
    self.outcome = outcome
    self.names = names
  }
}

/// An account of the shop at a service.
package struct ChatAccount: Sendable, Equatable {
  /// By which the service says whom it speaks to.
  package let key: String
  package let name: String

  package init(key: String, name: String) {
    self.key = key
    self.name = name
  }
}

/// Bounds of what is fetched.
package enum ChatContent {
  /// Most octets of one picture or file.
  package static let limit = 10 * 1024 * 1024
}

/// Why a service did not answer as asked; in words for staff, free of anything secret.
package enum ChatFailure: Error, Sendable, Equatable {
  /// It said no, and will say no again: there is no such thing, or it is gone.
  case refused(String)
  /// It may be otherwise in a while: not reached, too much at once, not ready yet.
  case trouble(String)

  package var reason: String {
    switch self {
    case .refused(let reason), .trouble(let reason): reason
    }
  }
}

extension Shop {
  /// The door by which contacts of a channel are reached; nil where it is not set up, or needs none.
  package func chatDoor(of channel: ConversationChannel) async throws -> (any ChatDoor)? {
    try await chatDoors(self).first { $0.channels.contains(channel) }
  }
}
