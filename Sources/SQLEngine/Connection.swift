/// What an engine must be able to do inside a transaction. Stores use ``Transaction`` instead.
package protocol Connection {
  var dialect: Dialect { get }

  /// Runs a statement and returns all rows it answers.
  func rows(_ statement: SQL) throws -> [Row]

  /// Runs a statement and returns how many rows it inserted, updated or deleted.
  func changes(_ statement: SQL) throws -> Int

  /// Runs a statement whose result nobody reads, at the latest before the request ends. Where it fails, the request does, at that statement
  /// or a later one.
  func enqueue(_ statement: SQL) throws

  /// Whether a transaction that failed so may be run once more from its beginning: the engine asks for it, and nothing of it was kept.
  func isWorthAnotherTry(_ accident: EngineError) -> Bool

  /// What was read before and holds still; nil on a connection that does not hear of every change that could matter.
  var record: (any Remembering)? { get }

  /// Runs one statement of a migration, which is the only text that does not come from ``SQL``.
  func executeSchema(_ statement: String) throws
}
