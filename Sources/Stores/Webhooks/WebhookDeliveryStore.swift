package import Domain
package import SQLEngine

extension Transaction {
  package var webhookDeliveries: WebhookDeliveryStore { WebhookDeliveryStore(tx: self) }
}

/// A delivery in the worker's hands: only who holds the lease may say what became of it.
package struct TakenDelivery: Sendable {
  package let delivery: WebhookDelivery
  package let lease: String
  /// When it was first tried since it was put in line.
  package let firstAttemptAt: Instant
}

/// Which event is on its way to whom.
package struct WebhookDeliveryStore {
  let tx: Transaction

  package func find(_ id: ID<WebhookDelivery>, to endpoint: ID<WebhookEndpoint>) throws -> WebhookDelivery? {
    try tx.row("SELECT * FROM webhook_deliveries WHERE id = \(id) AND endpoint_id = \(endpoint)").map(WebhookDelivery.init(row:))
  }

  /// Newest first.
  package func list(
    to endpoint: ID<WebhookEndpoint>, statuses: [WebhookDelivery.Status], page: PageRequest
  ) throws -> Page<WebhookDelivery> {
    let chosen: SQL = statuses.isEmpty ? "" : "AND status IN \(SQL.list(statuses.map(\.rawValue)))"
    let after: SQL = try page.cursor.map { try Keyset(cursor: $0) }.map { "AND (created_at, id) < (\($0.value), \($0.id))" } ?? ""
    let rows = try tx.rows(
      """
      SELECT * FROM webhook_deliveries WHERE endpoint_id = \(endpoint) \(chosen) \(after)
      ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(WebhookDelivery.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  package func add(_ event: Event, to endpoint: ID<WebhookEndpoint>, id: ID<WebhookDelivery>, at now: Instant) throws {
    try tx.execute(
      """
      INSERT INTO webhook_deliveries (id, endpoint_id, sequence, event_id, event_type, object_id, status, attempts, next_attempt_at,
        created_at)
      VALUES (\(id), \(endpoint), \(event.sequence), \(event.id), \(event.type), \(event.objectID), 'waiting', 0, \(now), \(now))
      """)
  }

  /// Receivers that something is due for and that are not at rest.
  package func dueReceivers(at now: Instant) throws -> [ID<WebhookEndpoint>] {
    try tx.rows(
      """
      SELECT id FROM webhook_endpoints AS receiver
      WHERE active = 1 AND (resting_until IS NULL OR resting_until <= \(now))
        AND (EXISTS (SELECT 1 FROM webhook_deliveries WHERE endpoint_id = receiver.id AND status = 'waiting' AND next_attempt_at <= \(now))
          OR EXISTS (SELECT 1 FROM webhook_deliveries WHERE endpoint_id = receiver.id AND status = 'sending' AND lease_until <= \(now)))
      ORDER BY id
      """
    ).map { try $0.id("id") }
  }

  /// Takes the next delivery to a receiver. What concerns one thing goes in the order in which it happened: nothing is taken while
  /// something older about the same thing is open.
  package func takeDue(
    to endpoint: ID<WebhookEndpoint>, lease: String, until: Instant, at now: Instant
  ) throws -> TakenDelivery? {
    let candidate = try tx.row(
      """
      SELECT id FROM webhook_deliveries AS delivery
      WHERE endpoint_id = \(endpoint) AND status = 'waiting' AND next_attempt_at <= \(now)
        AND NOT EXISTS (SELECT 1 FROM webhook_deliveries AS older WHERE older.endpoint_id = \(endpoint)
          AND older.object_id = delivery.object_id AND older.sequence < delivery.sequence AND older.status IN ('waiting', 'sending'))
      ORDER BY next_attempt_at, sequence LIMIT 1 \(Phrase.forUpdateSkippingLocked)
      """)
    guard let candidate else { return nil }
    let id: ID<WebhookDelivery> = try candidate.id("id")
    let row = try tx.row(
      """
      UPDATE webhook_deliveries SET status = 'sending', lease = \(lease), lease_until = \(until), attempts = attempts + 1,
        first_attempt_at = COALESCE(first_attempt_at, \(now))
      WHERE id = \(id) AND status = 'waiting' RETURNING *
      """)
    return try row.map {
      TakenDelivery(delivery: try WebhookDelivery(row: $0), lease: lease, firstAttemptAt: try $0.instant("first_attempt_at"))
    }
  }

  /// The receiver took it. False when the lease was lost meanwhile.
  package func settle(delivered taken: TakenDelivery, status: Int64?, at now: Instant) throws -> Bool {
    try tx.changes(
      """
      UPDATE webhook_deliveries SET status = 'delivered', delivered_at = \(now), response_status = \(status), last_error = NULL,
        lease = NULL, lease_until = NULL
      WHERE id = \(taken.delivery.id) AND status = 'sending' AND lease = \(taken.lease)
      """) == 1
  }

  /// The receiver did not take it: tried again at `next`, or given up where that is nil.
  package func settle(failed taken: TakenDelivery, error: String, status: Int64?, next: Instant?, at now: Instant) throws -> Bool {
    let becomes = next == nil ? WebhookDelivery.Status.failed : .waiting
    return try tx.changes(
      """
      UPDATE webhook_deliveries SET status = \(becomes.rawValue), next_attempt_at = \(next ?? now), last_error = \(error),
        response_status = \(status), lease = NULL, lease_until = NULL
      WHERE id = \(taken.delivery.id) AND status = 'sending' AND lease = \(taken.lease)
      """) == 1
  }

  /// Lets everything that waits for a receiver go at once: it answers again.
  package func hasten(to endpoint: ID<WebhookEndpoint>, at now: Instant) throws {
    try tx.execute(
      """
      UPDATE webhook_deliveries SET next_attempt_at = \(now)
      WHERE endpoint_id = \(endpoint) AND status = 'waiting' AND next_attempt_at > \(now)
      """)
  }

  /// Puts a delivery in line again, whatever became of it. False while the worker has it.
  package func replay(_ id: ID<WebhookDelivery>, at now: Instant) throws -> Bool {
    try tx.changes(
      """
      UPDATE webhook_deliveries SET status = 'waiting', attempts = 0, first_attempt_at = NULL, next_attempt_at = \(now),
        delivered_at = NULL
      WHERE id = \(id) AND status <> 'sending'
      """) == 1
  }

  /// Puts back what a worker that is gone had taken, or what of it is overdue.
  package func releaseTaken(before: Instant?, at now: Instant) throws {
    let overdue: SQL = before.map { "AND lease_until <= \($0)" } ?? ""
    try tx.execute(
      """
      UPDATE webhook_deliveries SET status = 'waiting', next_attempt_at = \(now), lease = NULL, lease_until = NULL
      WHERE status = 'sending' \(overdue)
      """)
  }

  /// Forgets what was delivered before `moment`, a bounded number at a time.
  package func forgetDelivered(before moment: Instant) throws {
    try tx.execute(
      """
      DELETE FROM webhook_deliveries WHERE id IN
        (SELECT id FROM webhook_deliveries WHERE status = 'delivered' AND created_at < \(moment) LIMIT 500)
      """)
  }
}

extension WebhookDelivery {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), endpointID: try row.id("endpoint_id"), sequence: try row.integer("sequence"),
      eventID: try row.text("event_id"), eventType: try row.text("event_type"), objectID: try row.text("object_id"),
      status: try row.choice("status"), attempts: try row.integer("attempts"), nextAttemptAt: try row.instant("next_attempt_at"),
      responseStatus: try row.integerOrNil("response_status"), lastError: try row.textOrNil("last_error"),
      createdAt: try row.instant("created_at"), deliveredAt: try row.instantOrNil("delivered_at"))
  }
}
