/// A transaction under way. It lives only inside the closure that receives it, and everything in it is synchronous:
/// no suspension point can slip between a check and a write.
package struct Transaction {
  let connection: any Connection

  package init(connection: any Connection) {
    self.connection = connection
  }

  /// For the differences that are more than a ``Phrase``: full-text search, and ``Dialect/rowsOfInsertion``.
  package var dialect: Dialect { connection.dialect }

  /// All rows that a statement answers; also for `INSERT … RETURNING`.
  package func rows(_ sql: SQL) throws -> [Row] {
    try connection.rows(sql)
  }

  /// The first row, or nil for none.
  package func row(_ sql: SQL) throws -> Row? {
    try rows(sql).first
  }

  package func execute(_ sql: SQL) throws {
    _ = try changes(sql)
  }

  /// Like ``execute(_:)`` without waiting for the statement: where the database is another machine, a dozen of these cost one journey.
  ///
  /// A constraint that says no ends the request, at this statement or a later one; so use it only where no refusal depends on it.
  package func enqueue(_ sql: SQL) throws {
    try connection.enqueue(sql)
  }

  /// The number of rows inserted, updated or deleted: how a conditional write learns whether its condition held.
  package func changes(_ sql: SQL) throws -> Int {
    try connection.changes(sql)
  }
}
