package import Domain
import SQLEngine
import Secrets
package import Stores

/// A stretch of the journal: what a reader may see of it, and how far it reaches.
package struct Happenings: Sendable {
  package let events: [Event]
  /// The journal was looked through up to here, seen or not.
  package let reach: Int64
}

extension UnitOfWork {
  /// What happened after an event, oldest first, as far as the principal may see it.
  ///
  /// - Throws: 422 for an event that does not exist.
  package func readEvents(after id: ID<Event>?, limit: Int) throws -> Page<Event> {
    try principal.require(.readEvents)
    let start = try id.map { id in
      guard let sequence = try tx.events.sequence(of: id) else { throw Refusal.invalid("after", "unknown", "There is no such event.") }
      return sequence
    }
    let events = try tx.events.list(after: start ?? 0, limit: limit + 1, scope: principal.locationID)
    let page = Array(events.prefix(limit))
    return Page(elements: page, next: events.count > limit ? page.last?.id.text : nil)
  }

  /// Where a listener takes up: behind the event it saw last, or at the end of the journal.
  package func placeInEvents(after id: ID<Event>?) throws -> Int64 {
    try principal.require(.readEvents)
    if let id, let sequence = try tx.events.sequence(of: id) { return sequence }
    return try tx.events.lastSequence()
  }
}

extension Shop {
  /// The next stretch of the journal for everybody who listens; each gets what is in its scope.
  package func happenings(after sequence: Int64, limit: Int) async throws -> Happenings {
    try await database.read { tx in
      let events = try tx.events.list(after: sequence, limit: limit, scope: nil)
      return Happenings(events: events, reach: events.last?.sequence ?? sequence)
    }
  }

  /// Whether a session still stands, without counting as somebody's presence: a page that only listens must not keep a till open.
  package func stands(session secret: String) async throws -> Bool {
    let hash = SecretText.hash(secret)
    let now = clock()
    return try await database.read { tx in
      guard let session = try tx.webSessions.find(secretHash: hash, at: now) else { return false }
      return !session.isIdle(at: now)
    }
  }
}
