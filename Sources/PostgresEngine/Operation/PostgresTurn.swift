import SQLEngine

extension PostgresDatabase {
  /// The number of the advisory lock under which one process at a time works on the schema; the writers' own, and one more.
  private static let turn = PostgresConnection.lock + 1

  /// Holds a lock of the server as long as `body` runs; the server lets go of it when the process or its connection ends.
  package func exclusively<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
    let thread = PostgresThread("turn", address, settings: Self.unlimited)
    do {
      try await thread.run { connection in
        try connection.connect()
        connection.runSoon("SELECT pg_advisory_lock(\(String(Self.turn)))")
        _ = try connection.settle()
      }
      let result = try await body()
      await thread.close()
      return result
    } catch {
      await thread.close()
      throw error
    }
  }
}
