package import Domain
import SQLEngine

/// A message in the worker's hands: only who holds the lease may say what became of it.
package struct TakenMessage: Sendable {
  package let message: Message
  package let lease: String
  /// When it was first tried since it was put in line.
  package let firstAttemptAt: Instant
}

/// The worker's side of the outbox: takes what is due and writes down what became of it.
extension MessageStore {
  /// When the next message of a lane is due; nil when none waits.
  package func nextDue(_ lane: Message.Lane) throws -> Instant? {
    let row = try tx.row(
      """
      SELECT MIN(due) AS due FROM (
        SELECT MIN(next_attempt_at) AS due FROM messages WHERE lane = \(lane.name) AND status = 'waiting'
        UNION ALL SELECT MIN(lease_until) FROM messages WHERE lane = \(lane.name) AND status = 'sending') AS dues
      """)
    return try row?.instantOrNil("due")
  }

  /// Takes the message that is due longest, also one whose worker was silent until its lease ran out. Of two workers one gets it.
  package func takeDue(_ lane: Message.Lane, lease: String, until: Instant, at now: Instant) throws -> TakenMessage? {
    let row = try tx.row(
      """
      SELECT id, status, next_attempt_at AS due FROM messages
      WHERE lane = \(lane.name) AND status = 'waiting' AND next_attempt_at <= \(now)
      UNION ALL
      SELECT id, status, lease_until AS due FROM messages
      WHERE lane = \(lane.name) AND status = 'sending' AND lease_until <= \(now)
      ORDER BY due, id LIMIT 1
      """)
    guard let row else { return nil }
    let id: ID<Message> = try row.id("id")
    let taken = try tx.row(
      """
      UPDATE messages SET status = 'sending', lease = \(lease), lease_until = \(until), attempts = attempts + 1,
        first_attempt_at = COALESCE(first_attempt_at, \(now))
      WHERE id = \(id) AND ((status = 'waiting' AND next_attempt_at <= \(now)) OR (status = 'sending' AND lease_until <= \(now)))
      RETURNING *
      """)
    return try taken.map { TakenMessage(message: try Message(row: $0), lease: lease, firstAttemptAt: try $0.instant("first_attempt_at")) }
  }

  /// It left. False when the lease was lost meanwhile.
  package func settle(sent taken: TakenMessage, at now: Instant) throws -> Bool {
    try tx.changes(
      """
      UPDATE messages SET status = 'sent', sent_at = \(now), last_error = NULL, lease = NULL, lease_until = NULL
      WHERE id = \(taken.message.id) AND status = 'sending' AND lease = \(taken.lease)
      """) == 1
  }

  /// It did not leave: tried again at `next`, or given up where that is nil. False when the lease was lost meanwhile.
  package func settle(failed taken: TakenMessage, error: String, next: Instant?, at now: Instant) throws -> Bool {
    let status = next == nil ? Message.Status.notDelivered : .waiting
    return try tx.changes(
      """
      UPDATE messages SET status = \(status.rawValue), next_attempt_at = \(next ?? now), last_error = \(error), lease = NULL,
        lease_until = NULL
      WHERE id = \(taken.message.id) AND status = 'sending' AND lease = \(taken.lease)
      """) == 1
  }

  /// When what was tried to get into a conversation is tried again: what is written into it after that leaves no sooner, so that a thread
  /// is not told in the wrong order. Nil where nothing stands in the way.
  package func retry(into conversation: ID<Conversation>) throws -> Instant? {
    try tx.row(
      """
      SELECT MAX(next_attempt_at) AS due FROM messages
      WHERE recipient = \(conversation) AND channel = 'conversation' AND status = 'waiting' AND first_attempt_at IS NOT NULL
      """)?.instantOrNil("due")
  }

  /// Lets what was written into the same conversation later wait for a message that is tried again.
  package func holdBack(after message: Message, until next: Instant) throws {
    try tx.execute(
      """
      UPDATE messages SET next_attempt_at = \(next)
      WHERE recipient = \(message.recipient) AND channel = 'conversation' AND status = 'waiting' AND next_attempt_at < \(next)
        AND (created_at, id) > (\(message.createdAt), \(message.id))
      """)
  }

  /// It is not to leave any more.
  package func cancel(_ taken: TakenMessage) throws {
    try tx.execute(
      """
      UPDATE messages SET status = 'canceled', lease = NULL, lease_until = NULL
      WHERE id = \(taken.message.id) AND status = 'sending' AND lease = \(taken.lease)
      """)
  }

  /// Puts back what a worker that is gone had taken. For the start of a turn at the outbox.
  package func releaseTaken(at now: Instant) throws {
    try tx.execute(
      "UPDATE messages SET status = 'waiting', next_attempt_at = \(now), lease = NULL, lease_until = NULL WHERE status = 'sending'")
  }

  /// Whether a worker that is gone had taken any.
  package func hasTaken() throws -> Bool {
    try tx.row("SELECT 1 AS one FROM messages WHERE status = 'sending' LIMIT 1") != nil
  }
}
