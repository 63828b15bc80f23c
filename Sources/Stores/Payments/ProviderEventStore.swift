package import Domain
package import SQLEngine

extension Transaction {
  package var providerEvents: ProviderEventStore { ProviderEventStore(tx: self) }
}

/// What providers told us, each event once, until it was looked into.
package struct ProviderEventStore {
  let tx: Transaction

  /// Keeps an event; false where it is here already (WHI-03).
  package func add(_ event: ProviderEvent) throws -> Bool {
    try tx.changes(
      """
      INSERT INTO provider_events (provider, event_id, type, object_id, payment_id, state, attempts, next_attempt_at, last_error,
        received_at)
      VALUES (\(event.provider.rawValue), \(event.eventID), \(event.type), \(event.objectID), \(event.paymentID), \(event.state.rawValue),
        \(event.attempts), \(event.nextAttemptAt), \(event.lastError), \(event.receivedAt))
      ON CONFLICT (provider, event_id) DO NOTHING
      """) == 1
  }

  package func find(_ provider: PaymentProvider, _ eventID: String) throws -> ProviderEvent? {
    try tx.row("SELECT * FROM provider_events WHERE provider = \(provider.rawValue) AND event_id = \(eventID)")
      .map(ProviderEvent.init(row:))
  }

  /// When the next event is due; nil when none waits.
  package func nextDue() throws -> Instant? {
    try tx.row("SELECT MIN(next_attempt_at) AS due FROM provider_events WHERE state = 'waiting'")?.instantOrNil("due")
  }

  /// Takes the event that is due longest and keeps others from it until `until`. Of two who try one gets it.
  package func takeDue(until: Instant, at now: Instant) throws -> ProviderEvent? {
    let row = try tx.row(
      """
      UPDATE provider_events SET attempts = attempts + 1, next_attempt_at = \(until)
      WHERE state = 'waiting' AND next_attempt_at <= \(now) AND (provider, event_id) = (
        SELECT provider, event_id FROM provider_events WHERE state = 'waiting' AND next_attempt_at <= \(now)
        ORDER BY next_attempt_at, received_at, event_id LIMIT 1)
      RETURNING *
      """)
    return try row.map(ProviderEvent.init(row:))
  }

  /// Writes down what became of an event.
  package func settle(_ event: ProviderEvent, as state: ProviderEvent.State, next: Instant, error: String?) throws {
    try tx.execute(
      """
      UPDATE provider_events SET state = \(state.rawValue), next_attempt_at = \(next), last_error = \(error)
      WHERE provider = \(event.provider.rawValue) AND event_id = \(event.eventID) AND state = 'waiting'
      """)
  }

  /// Puts one that was given up or ignored back in line, with all its tries before it. False where it waits or is done.
  package func retry(_ provider: PaymentProvider, _ eventID: String, at now: Instant) throws -> Bool {
    try tx.changes(
      """
      UPDATE provider_events SET state = 'waiting', attempts = 0, next_attempt_at = \(now), received_at = \(now)
      WHERE provider = \(provider.rawValue) AND event_id = \(eventID) AND state IN ('dead', 'ignored')
      """) == 1
  }

  /// Newest first.
  package func list(_ states: [ProviderEvent.State], page: PageRequest) throws -> Page<ProviderEvent> {
    var conditions: [SQL] = []
    if !states.isEmpty { conditions.append("state IN \(SQL.list(states.map(\.rawValue)))") }
    if let place = try page.cursor.map({ try Keyset(cursor: $0) }) {
      conditions.append("(received_at, event_id) < (\(place.value), \(place.id))")
    }
    let condition: SQL = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
    let rows = try tx.rows(
      "SELECT * FROM provider_events \(condition) ORDER BY received_at DESC, event_id DESC LIMIT \(page.limit + 1)")
    return Page(rows: try rows.map(ProviderEvent.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.receivedAt.milliseconds), id: $0.eventID)
    }
  }

  /// Forgets what was looked into long ago.
  package func forgetSettled(before: Instant) throws {
    try tx.execute("DELETE FROM provider_events WHERE state IN ('done', 'ignored') AND received_at < \(before)")
  }
}

extension ProviderEvent {
  init(row: Row) throws {
    self.init(
      provider: try row.choice("provider"), eventID: try row.text("event_id"), type: try row.text("type"),
      objectID: try row.text("object_id"), paymentID: try row.idOrNil("payment_id"), state: try row.choice("state"),
      attempts: try row.integer("attempts"), nextAttemptAt: try row.instant("next_attempt_at"), lastError: try row.textOrNil("last_error"),
      receivedAt: try row.instant("received_at"))
  }
}
