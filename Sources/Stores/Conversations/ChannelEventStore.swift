package import Domain
package import SQLEngine

extension Transaction {
  package var channelEvents: ChannelEventStore { ChannelEventStore(tx: self) }
}

/// What chat services told us, each event once, until it was worked off.
package struct ChannelEventStore {
  let tx: Transaction

  /// Keeps an event; false where it is here already (WHI-03).
  package func add(_ event: ChannelEvent) throws -> Bool {
    try tx.changes(
      """
      INSERT INTO channel_events (id, source, event_id, type, account, contact, body, state, attempts, next_attempt_at, last_error, received_at)
      VALUES (\(event.id), \(event.source.rawValue), \(event.eventID), \(event.type), \(event.account), \(event.contact), \(event.body),
        \(event.state.rawValue), \(event.attempts), \(event.nextAttemptAt), \(event.lastError), \(event.receivedAt))
      ON CONFLICT (source, event_id) DO NOTHING
      """) == 1
  }

  package func find(_ id: ID<ChannelEvent>) throws -> ChannelEvent? {
    try tx.row("SELECT * FROM channel_events WHERE id = \(id)").map(ChannelEvent.init(row:))
  }

  /// When the next event is due; nil when none waits.
  package func nextDue() throws -> Instant? {
    try tx.row("SELECT MIN(next_attempt_at) AS due FROM channel_events WHERE state = 'waiting'")?.instantOrNil("due")
  }

  /// Takes the event that is due longest and keeps others from it until `until`. Of two who try one gets it.
  package func takeDue(until: Instant, at now: Instant) throws -> ChannelEvent? {
    let row = try tx.row(
      """
      UPDATE channel_events SET attempts = attempts + 1, next_attempt_at = \(until)
      WHERE state = 'waiting' AND next_attempt_at <= \(now) AND id = (
        SELECT id FROM channel_events WHERE state = 'waiting' AND next_attempt_at <= \(now)
        ORDER BY next_attempt_at, received_at, id LIMIT 1)
      RETURNING *
      """)
    return try row.map(ChannelEvent.init(row:))
  }

  /// Writes down what became of an event. What it said is kept only for as long as somebody may have to look at it again.
  package func settle(_ event: ChannelEvent, as state: ChannelEvent.State, next: Instant, error: String?) throws {
    let body = state == .done || state == .ignored ? "" : event.body
    try tx.execute(
      """
      UPDATE channel_events SET state = \(state.rawValue), body = \(body), next_attempt_at = \(next), last_error = \(error)
      WHERE id = \(event.id) AND state = 'waiting'
      """)
  }

  /// Puts one that was given up back in line, with all its tries before it. False for any other.
  package func retry(_ id: ID<ChannelEvent>, at now: Instant) throws -> Bool {
    try tx.changes(
      "UPDATE channel_events SET state = 'waiting', attempts = 0, next_attempt_at = \(now) WHERE id = \(id) AND state = 'dead'") == 1
  }

  /// What a server that is gone was working on is free again: for the start of a turn at it.
  package func releaseTaken(at now: Instant) throws {
    try tx.execute(
      "UPDATE channel_events SET next_attempt_at = \(now) WHERE state = 'waiting' AND attempts > 0 AND next_attempt_at > \(now)")
  }

  /// Newest first.
  package func list(_ source: ChannelEvent.Source?, _ states: [ChannelEvent.State], page: PageRequest) throws -> Page<ChannelEvent> {
    var conditions: [SQL] = []
    if let source { conditions.append("source = \(source.rawValue)") }
    if !states.isEmpty { conditions.append("state IN \(SQL.list(states.map(\.rawValue)))") }
    if let place = try page.cursor.map({ try Keyset(cursor: $0) }) {
      conditions.append("(received_at, id) < (\(place.value), \(place.id))")
    }
    let condition: SQL = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
    let rows = try tx.rows("SELECT * FROM channel_events \(condition) ORDER BY received_at DESC, id DESC LIMIT \(page.limit + 1)")
    return Page(rows: try rows.map(ChannelEvent.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.receivedAt.milliseconds), id: $0.id.text)
    }
  }

  /// What is known of a service by its events: when the last one came, how many wait, how many somebody has to look at.
  package struct Tally: Sendable, Equatable {
    package var lastAt: Instant?
    package var waiting: Int64
    package var dead: Int64
  }

  package func tally(_ source: ChannelEvent.Source) throws -> Tally {
    let row = try tx.row(
      """
      SELECT (SELECT MAX(received_at) FROM channel_events WHERE source = \(source.rawValue)) AS last_at,
        (SELECT COUNT(*) FROM channel_events WHERE source = \(source.rawValue) AND state = 'waiting') AS waiting,
        (SELECT COUNT(*) FROM channel_events WHERE source = \(source.rawValue) AND state = 'dead') AS dead
      """)
    guard let row else { return Tally(lastAt: nil, waiting: 0, dead: 0) }
    return Tally(lastAt: try row.instantOrNil("last_at"), waiting: try row.integer("waiting"), dead: try row.integer("dead"))
  }

  /// Empties what chat services told of somebody whose conversations are erased; before those are.
  package func erase(of customer: ID<Customer>) throws {
    try tx.execute(
      """
      UPDATE channel_events SET contact = NULL, body = '', last_error = NULL,
        state = CASE WHEN state IN ('waiting', 'dead') THEN 'ignored' ELSE state END
      WHERE EXISTS (SELECT 1 FROM conversations
        WHERE customer_id = \(customer) AND conversations.account = channel_events.account
          AND conversations.contact_key = channel_events.contact)
      """)
  }

  /// Forgets what was worked off long ago.
  package func forgetSettled(before: Instant) throws {
    try tx.execute("DELETE FROM channel_events WHERE state IN ('done', 'ignored') AND received_at < \(before)")
  }
}

extension ChannelEvent {
  init(row: Row) throws {
    self.init(
      id: try row.id("id"), source: try row.choice("source"), eventID: try row.text("event_id"), type: try row.text("type"),
      account: try row.text("account"), contact: try row.textOrNil("contact"), body: try row.text("body"), state: try row.choice("state"),
      attempts: try row.integer("attempts"), nextAttemptAt: try row.instant("next_attempt_at"), lastError: try row.textOrNil("last_error"),
      receivedAt: try row.instant("received_at"))
  }
}
