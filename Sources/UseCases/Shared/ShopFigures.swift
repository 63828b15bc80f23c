package import Domain
package import SQLEngine
package import Stores

/// What monitors ask of a shop beside its requests: how the ways out, the journal and the writer stand. Nothing of it is about anybody.
package struct ShopFigures: Sendable {
  /// The ways out, those in which nothing waits too.
  package let lanes: [LaneFigures]
  /// The number of the newest event.
  package let lastEvent: Int64
  /// The number of the newest migration.
  package let schema: Int64
  /// What the engine of this process does.
  package let engine: EngineFigures
  /// When they were taken.
  package let at: Instant

  /// The writer and the readers of this process.
  package struct EngineFigures: Sendable {
    package let version: EngineVersion
    package let writes: WriteFigures
    package let waitingWrites: Int
    package let waitingReads: Int
    /// Whether it can still be written to.
    package let isWorking: Bool
  }
}

extension Shop {
  /// How the shop stands at this moment.
  ///
  /// - Parameter database: the one the shop works on, as its operator sees it.
  package func figures(of database: any ManagedDatabase) async throws -> ShopFigures {
    let now = clock()
    let (known, lastEvent, schema) = try await database.read { tx in
      (try tx.messages.laneFigures(), try tx.events.lastSequence(), try tx.schemaNumber())
    }
    let names = Message.Lane.all.map(\.name) + [LaneFigures.webhooks]
    let lanes = names.map { name in
      known.first { $0.lane == name } ?? LaneFigures(lane: name)
    }
    return ShopFigures(
      lanes: lanes, lastEvent: lastEvent, schema: schema,
      engine: ShopFigures.EngineFigures(
        version: try await database.version(), writes: database.writeFigures, waitingWrites: database.waitingWrites,
        waitingReads: database.waitingReads, isWorking: database.failure == nil),
      at: now)
  }
}
