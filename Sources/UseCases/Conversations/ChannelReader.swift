package import Domain
package import JSON

/// Reads what one chat service tells the shop: whether it said so itself, which events there are, and what each of them means here.
package protocol ChannelReader: Sendable {
  /// Whether one of the secrets signed these very octets. Called before anything of the body is read (WHI-02).
  static func isSigned(_ signature: String, body: [UInt8], doors: OpenDoors) -> Bool

  /// The events of a body whose signature fits, each with a name that is the same when it is told again.
  ///
  /// - Throws: ``RefusalCode/malformed`` for what is nothing that the service tells.
  static func events(in body: JSON) throws(Refusal) -> [HeardEvent]

  /// Takes an event into the shop; may come more than once for the same event, and events come in any order (WHI-05).
  ///
  /// - Throws: ``UnreadableEvent`` for one that no further try will make sense of; anything else has it tried again.
  static func follow(_ event: ChannelEvent, _ json: JSON, in shop: Shop) async throws -> ChannelOutcome
}

/// An event as it was told, before it is kept.
package struct HeardEvent: Sendable {
  /// The service's name for it; where it has none, one that its content makes.
  package let eventID: String
  package let type: String
  /// The account of ours that it was told to.
  package let account: String
  /// Whose doing it is, in the service's own terms; nil where it names nobody.
  package let contact: String?
  package let json: JSON

  package init(eventID: String, type: String, account: String, contact: String?, json: JSON) {
    self.eventID = eventID
    self.type = type
    self.account = account
    self.contact = contact
    self.json = json
  }
}

/// What became of an event.
package enum ChannelOutcome: Sendable {
  case done
  /// It makes no difference to a shop.
  case ignored
}

/// An event that cannot be understood, however often it is tried.
package struct UnreadableEvent: Error {
  package let reason: String

  package init(_ reason: String) {
    self.reason = reason
  }
}

extension ChannelEvent {
  /// The latest moment at which what it tells may have been: a service's clock may be five minutes ahead, and what lay in the future
  /// would stand above everything that is said after it.
  var latestMoment: Instant { receivedAt.adding(seconds: 300) }
}

extension ChannelEvent.Source {
  /// Who reads what it tells.
  var reader: (any ChannelReader.Type)? { Self.readers[self] }

  private static let readers: [Self: any ChannelReader.Type] = [.line: LineReader.self, .meta: MetaReader.self]
}
