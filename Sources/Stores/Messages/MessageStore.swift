package import Domain
package import SQLEngine

extension Transaction {
  package var messages: MessageStore { MessageStore(tx: self) }
}

/// The outbox: every message that is to leave, was sent or was given up.
package struct MessageStore {
  let tx: Transaction

  /// Which messages a list shows.
  package struct Filter: Sendable {
    package var statuses: [Message.Status] = []
    package var channel: Message.Channel?
    package var kind: Message.Kind?
    package var orderID: ID<Order>?
    /// Only of this location; nil for all.
    package var scope: ID<Location>?

    package init() {}
  }

  package func find(_ id: ID<Message>) throws -> Message? {
    try tx.row("SELECT * FROM messages WHERE id = \(id)").map(Message.init(row:))
  }

  package func take(_ id: ID<Message>) throws -> Message {
    guard let message = try find(id) else { throw Refusal.notFound("message") }
    return message
  }

  /// The message that was written under this key before.
  package func find(dedupKey: String) throws -> Message? {
    try tx.row("SELECT * FROM messages WHERE dedup_key = \(dedupKey)").map(Message.init(row:))
  }

  /// Under which key a message was written; its own identity once it was taken back.
  package func dedupKey(of id: ID<Message>) throws -> String? {
    try tx.row("SELECT dedup_key FROM messages WHERE id = \(id)")?.text("dedup_key")
  }

  /// What was written of an order since a moment under keys that begin so, oldest first.
  package func list(of order: ID<Order>, keysFrom prefix: String, since: Instant) throws -> [Message] {
    try tx.rows(
      """
      SELECT * FROM messages WHERE order_id = \(order) AND created_at >= \(since)
        AND SUBSTR(dedup_key, 1, LENGTH(\(prefix))) = \(prefix) ORDER BY created_at, id
      """
    ).map(Message.init(row:))
  }

  package func add(_ message: Message, dedupKey: String) throws {
    try tx.execute(
      """
      INSERT INTO messages (id, kind, channel, lane, recipient, subject, body_text, body_html, attachments, order_id, location_id, status,
        attempts, next_attempt_at, dedup_key, created_at, sent_at)
      VALUES (\(message.id), \(message.kind.rawValue), \(message.channel.rawValue), \(message.lane.name), \(message.recipient), \(message.subject),
        \(message.text), \(message.html), \(StoredAttachments.text(message.attachments)), \(message.orderID), \(message.locationID),
        \(message.status.rawValue), \(message.attempts), \(message.nextAttemptAt), \(dedupKey), \(message.createdAt),
        \(message.sentAt))
      """)
  }

  /// Newest first.
  package func list(_ filter: Filter, page: PageRequest) throws -> Page<Message> {
    var conditions: [SQL] = []
    if !filter.statuses.isEmpty { conditions.append("status IN \(SQL.list(filter.statuses.map(\.rawValue)))") }
    if let channel = filter.channel { conditions.append("channel = \(channel.rawValue)") }
    if let kind = filter.kind { conditions.append("kind = \(kind.rawValue)") }
    if let order = filter.orderID { conditions.append("order_id = \(order)") }
    if let scope = filter.scope { conditions.append("location_id = \(scope)") }
    if let place = try page.cursor.map({ try Keyset(cursor: $0) }) {
      conditions.append("(created_at, id) < (\(place.value), \(place.id))")
    }
    let condition: SQL = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
    let rows = try tx.rows("SELECT * FROM messages \(condition) ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)")
    return Page(rows: try rows.map(Message.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  /// Takes a message back before it leaves, or gives it up for good. False when the worker has it or it has left.
  package func cancel(_ id: ID<Message>) throws -> Bool {
    try tx.changes("UPDATE messages SET status = 'canceled' WHERE id = \(id) AND status IN ('waiting', 'not_delivered')") == 1
  }

  /// Takes a message back before it leaves, so that another one may be written under its key. False when the worker has it or it has left.
  package func withdraw(_ id: ID<Message>) throws -> Bool {
    try tx.changes(
      "UPDATE messages SET status = 'canceled', dedup_key = id WHERE id = \(id) AND status IN ('waiting', 'not_delivered')") == 1
  }

  /// Takes back everything about an order's invoice that has not left or was given up.
  package func cancelInvoices(of order: ID<Order>) throws -> [Message] {
    try tx.rows(
      """
      UPDATE messages SET status = 'canceled'
      WHERE order_id = \(order) AND kind IN ('invoice', 'reminder') AND status IN ('waiting', 'not_delivered') RETURNING *
      """
    ).map(Message.init(row:))
  }

  /// Takes back reminders that have not left or were given up.
  package func cancelReminders(of order: ID<Order>) throws -> [Message] {
    try tx.rows(
      """
      UPDATE messages SET status = 'canceled'
      WHERE order_id = \(order) AND kind = 'reminder' AND status IN ('waiting', 'not_delivered') RETURNING *
      """
    ).map(Message.init(row:))
  }

  /// Puts a message back in line, with all its tries before it. False when it waits already or the worker has it.
  package func resend(_ id: ID<Message>, at now: Instant) throws -> Bool {
    try tx.changes(
      """
      UPDATE messages SET status = 'waiting', attempts = 0, first_attempt_at = NULL, next_attempt_at = \(now), sent_at = NULL
      WHERE id = \(id) AND status IN ('not_delivered', 'canceled', 'sent')
      """) == 1
  }

  /// How many there are of what has not arrived.
  package func counts(scope: ID<Location>?) throws -> [Message.Status: Int64] {
    let located: SQL = scope.map { "AND location_id = \($0)" } ?? ""
    var counts: [Message.Status: Int64] = [:]
    for row in try tx.rows(
      """
      SELECT status, COUNT(*) AS count FROM messages WHERE status IN ('waiting', 'sending', 'not_delivered') \(located) GROUP BY status
      """)
    {
      counts[try row.choice("status")] = try row.integer("count")
    }
    return counts
  }

  /// Pays for one message; false when the subject's day is used up.
  package func pay(_ budget: MessageBudget, day: Int64) throws -> Bool {
    try tx.changes(
      """
      INSERT INTO message_budgets (subject, day, used) VALUES (\(budget.subject), \(day), 1)
      ON CONFLICT (subject, day) DO UPDATE SET used = message_budgets.used + 1 WHERE message_budgets.used < \(budget.most)
      """) == 1
  }

  /// Forgets what was used on days gone by.
  package func forgetBudgets(before day: Int64) throws {
    try tx.execute("DELETE FROM message_budgets WHERE day < \(day)")
  }
}

extension Message {
  init(row: Row) throws {
    self.init(
      id: try row.id("id"), kind: try row.choice("kind"), channel: try row.choice("channel"), recipient: try row.text("recipient"),
      subject: try row.textOrNil("subject"), text: try row.text("body_text"), html: try row.textOrNil("body_html"),
      attachments: try StoredAttachments.read(try row.text("attachments")), orderID: try row.idOrNil("order_id"),
      locationID: try row.idOrNil("location_id"), status: try row.choice("status"), attempts: try row.integer("attempts"),
      nextAttemptAt: try row.instant("next_attempt_at"), lastError: try row.textOrNil("last_error"),
      createdAt: try row.instant("created_at"), sentAt: try row.instantOrNil("sent_at"),
      service: ConversationChannel(rawValue: try row.text("lane")))
  }
}
