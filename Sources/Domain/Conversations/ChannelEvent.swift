/// One thing that a chat service told us, kept as it came until it was worked off (WHI-08, WHI-09).
package struct ChannelEvent: Identified, Sendable, Hashable {
  package static let idPrefix = "cev"

  /// Who speaks to us; the raw value is the last part of the webhook's address.
  package enum Source: String, Sendable, CaseIterable {
    case line
    /// Messenger and Instagram.
    case meta
  }

  package enum State: String, Sendable, CaseIterable {
    /// To be worked off, for the first time or again.
    case waiting
    case done
    /// About nothing that makes a difference to a shop.
    case ignored
    /// Tried in vain; a person has to look, and may have it tried again.
    case dead
  }

  package let id: ID<ChannelEvent>
  package let source: Source
  /// The service's name for the event, or one made of its content; the same event may come any number of times.
  package let eventID: String
  /// As the service calls it, such as `message`.
  package let type: String
  /// Which account of ours it was told to: LINE's `destination`, a page's id.
  package let account: String
  /// Whose doing it is, in the service's own terms; nil where it names nobody.
  package let contact: String?
  /// The event as JSON, to the letter as it was signed; emptied once it is done.
  package let body: String
  package var state: State
  /// How often it was tried.
  package var attempts: Int64
  package var nextAttemptAt: Instant
  package var lastError: String?
  package let receivedAt: Instant

  package init(
    id: ID<ChannelEvent>, source: Source, eventID: String, type: String, account: String, contact: String?, body: String,
    state: State = .waiting,
    attempts: Int64 = 0, nextAttemptAt: Instant, lastError: String? = nil, receivedAt: Instant
  ) {
    self.id = id
    self.source = source
    self.eventID = eventID
    self.type = type
    self.account = account
    self.contact = contact
    self.body = body
    self.state = state
    self.attempts = attempts
    self.nextAttemptAt = nextAttemptAt
    self.lastError = lastError
    self.receivedAt = receivedAt
  }

  /// How often it is tried before a person has to look: for about three quarters of an hour.
  package static let mostAttempts: Int64 = 10

  /// When it is tried again after trouble: 5 seconds, doubling. Nil once it was tried often enough.
  package func nextTry(at now: Instant) -> Instant? {
    guard attempts < Self.mostAttempts else { return nil }
    return now.adding(seconds: 5 << min(max(attempts - 1, 0), 9))
  }
}
