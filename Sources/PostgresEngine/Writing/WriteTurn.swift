import SQLEngine

/// The turn of a writing transaction among all transactions of the server, by which the next one knows whether anybody wrote in between.
///
/// Whatever writes takes a number, and numbers have no gaps. So where the number after ours is ours again, and nobody with a lower one was
/// still at work when we began, nobody can have written: no other process, no person at a prompt.
struct WriteTurn {
  /// The transaction's own number, of 64 bits.
  let number: Int64
  /// The lowest number of those that were at work when it had begun.
  let oldest: Int64

  /// What a transaction that has written asks, once it holds the writers' lock.
  static let question: SQL =
    """
    SELECT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT) AS number,
      CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT) AS oldest
    """

  init(_ answer: PostgresAnswer) throws(EngineError) {
    do {
      guard let row = try answer.rows(answer.columns).first else {
        throw EngineError.unavailable("PostgreSQL did not say whose turn it is.")
      }
      number = try row.integer("number")
      oldest = try row.integer("oldest")
    } catch {
      throw error as? EngineError ?? .unavailable("\(error)")
    }
  }

  /// Whether nobody wrote between this turn and `next`, nor during this one.
  func isFollowed(by next: WriteTurn) -> Bool { oldest == number && next.number == number + 1 }
}
