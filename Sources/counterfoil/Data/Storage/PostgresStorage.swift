import PostgresEngine
import SQLEngine

/// A shop in a database on a PostgreSQL server, which several processes may use at once.
struct PostgresStorage: ShopStorage {
  /// With user and password: never shown.
  let address: String
  let name: String

  /// - Throws: ``PostgresOpenError`` for an address that cannot be read.
  init(address: String) throws {
    self.address = address
    name = try PostgresDatabase.place(of: address)
  }

  var isOwnFile: Bool { false }
  /// Only the server knows.
  var isMissing: Bool { false }
  /// A machine that has just been switched on starts both, and another server may be taking the place of one that failed.
  var patience: Duration { .seconds(30) }

  func open(_ tuning: EngineTuning) async throws -> any ManagedDatabase {
    var options = PostgresOptions()
    if let batch = tuning.maximumBatch { options.maximumBatch = batch }
    options.flushDelayMilliseconds = tuning.flushDelayMilliseconds
    options.isExclusive = tuning.isAlone
    if tuning.allowsLongReads { options.maximumReadMilliseconds = Self.dayMilliseconds }
    return try await PostgresDatabase(address: address, options: options)
  }

  func passes(_ error: any Error) -> Bool { (error as? PostgresOpenError)?.passes ?? false }
}
