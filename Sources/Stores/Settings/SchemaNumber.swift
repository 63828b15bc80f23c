import SQLEngine

extension Transaction {
  /// The number of the newest migration that was applied.
  package func schemaNumber() throws -> Int64 {
    try row("SELECT COALESCE(MAX(number), 0) AS last FROM schema_migrations")?.integer("last") ?? 0
  }
}
