package import PostgresEngine
package import SQLEngine

/// A PostgreSQL database of its own for one test. It goes away with this, so whoever works on it holds this.
package final class PostgresPlace: ManagedDatabase {
  package let engine: PostgresDatabase
  /// Where a second process would find it.
  package let address: String
  private let name: String

  /// Opens a database with the shop's schema, or an empty one.
  package init(migrated: Bool = false, options: PostgresOptions = .forTests) async throws {
    let name = try await PostgresServer.borrow(migrated: migrated)
    self.name = name
    address = PostgresServer.address(of: name)
    do {
      engine = try await PostgresDatabase(address: address, options: options)
    } catch {
      await PostgresServer.giveBack(name)
      throw error
    }
  }

  deinit {
    let (engine, name) = (engine, name)
    Task {
      await engine.close()
      await PostgresServer.giveBack(name)
    }
  }

  package var dialect: Dialect { .postgres }
  package var failure: EngineError? { engine.failure }
  package var writeFigures: WriteFigures { engine.writeFigures }
  package var waitingWrites: Int { engine.waitingWrites }
  package var waitingReads: Int { engine.waitingReads }

  package func write<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
    try await engine.write(body)
  }

  package func write<Hint, Made, Kept>(_ staged: StagedWrite<Hint, Made, Kept>) async throws -> Kept {
    try await engine.write(staged)
  }

  package func read<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
    try await engine.read(body)
  }

  package func exclusively<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
    try await engine.exclusively(body)
  }

  package func commits() -> AsyncStream<Void> { engine.commits() }
  package func version() async throws -> EngineVersion { try await engine.version() }
  package func settingsReadBack() async throws -> [EngineSetting] { try await engine.settingsReadBack() }
  package func replicationState() async throws -> [String] { try await engine.replicationState() }
  package func integrityCheck() async throws -> [String] { try await engine.integrityCheck() }
  package func isBlank() async throws -> Bool { try await engine.isBlank() }
  package func admitWriters(_ look: @escaping @Sendable (Transaction) throws -> Void) async throws { try await engine.admitWriters(look) }
  package func purge(_ tables: [String]) async throws -> Bool { try await engine.purge(tables) }
  package func close() async { await engine.close() }
}

extension PostgresOptions {
  /// Two readers are enough for a test, and many tests run at once.
  package static var forTests: PostgresOptions { PostgresOptions(EngineLimits()) }

  package init(_ limits: EngineLimits) {
    self.init()
    readers = limits.readers
    if let most = limits.maximumBatch { maximumBatch = most }
    if let most = limits.maximumWaitingWrites { maximumWaitingWrites = most }
    if let most = limits.maximumWaitingReads { maximumWaitingReads = most }
    if let most = limits.maximumReadMilliseconds { maximumReadMilliseconds = most }
  }
}
