/// A database as the use cases see it: writes one after another, reads beside them.
package protocol Database: Sendable {
  var dialect: Dialect { get }

  /// Runs `body` in a transaction and answers only after the commit returned. What `body` throws undoes its own changes, and no
  /// other request's. `body` may be run together with others in one commit, each within a savepoint.
  ///
  /// Throws what `body` throws, or an ``EngineError``; then nothing of it was kept.
  func write<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result

  /// Like ``write(_:)``, for work of which parts need not wait their turn.
  func write<Hint, Made, Kept>(_ staged: StagedWrite<Hint, Made, Kept>) async throws -> Kept

  /// Runs `body` on a snapshot: it sees every write that was answered before, and no change while it runs. It cannot write.
  func read<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result

  /// Ticks after commits; several commits may share a tick. Ends when the reader stops listening or the database is closed.
  func commits() -> AsyncStream<Void>
}
