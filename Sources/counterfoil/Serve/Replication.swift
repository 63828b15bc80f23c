import Domain
import Foundation
import Logging
import SQLEngine
import SQLiteEngine
import ServiceLifecycle

/// Keeps a copy of the shop in another folder, on another disk or machine, that is less than a second behind (P22).
///
/// What is acknowledged is on this machine's disk before it is copied; a copy that cannot be written never keeps the shop from selling.
struct Replication: Service {
  let database: SQLiteDatabase
  /// The folder that holds the copy: a disk of its own, or another machine's.
  let folder: String
  let place: ShopPlace
  let logger: Logger

  private static let pause = Duration.milliseconds(250)
  /// A line is begun anew after a day, or when more log has gathered than there is database, and enough to matter: a restore would take its
  /// time, and the room.
  private static let longestLine = Duration.seconds(86_400)
  private static let leastLog = 512 * 1024 * 1024

  /// Copies the shop before it is served, so that from the first answer on the copy is never more than a moment behind.
  ///
  /// - Throws: ``CommandFailure`` where there is no such file to follow. A folder that cannot be written is tried again while the shop sells.
  static func start(_ opened: OpenData, to folder: String?, logger: Logger) async throws -> Replication? {
    guard let folder else { return nil }
    guard let database = opened.database as? SQLiteDatabase else {
      throw CommandFailure("--replicate-to copies a SQLite file. PostgreSQL archives its own log: see docs/operations.md, Backups.")
    }
    let replication = Replication(database: database, folder: ShopPlace.trimmed(folder), place: opened.place, logger: logger)
    try await database.attachReplica(in: replication.folder)
    await replication.beginWithWords()
    return replication
  }

  func run() async throws {
    // The end of the sleep by cancellation is how this service is asked to stop.
    try? await cancelWhenGracefulShutdown {
      var state = State()
      while !Task.isCancelled {
        try await Task.sleep(for: Self.pause)
        await step(&state)
      }
    }
  }

  private struct State {
    var begunAt = ContinuousClock.now
    var triedAt = ContinuousClock.now
    var warnedAt: ContinuousClock.Instant?
  }

  private func step(_ state: inout State) async {
    let now = ContinuousClock.now
    do {
      let copy = database.replicaState
      let mostLog = max(Self.leastLog, copy?.databaseOctets ?? 0)
      let isDue = now - state.begunAt > Self.longestLine || (copy?.logOctets ?? 0) > mostLog
      if copy?.isFollowed != true || isDue {
        // The old copy is followed until the new one is whole.
        guard now - state.triedAt > .seconds(10) else { return try await database.shipReplica() }
        state.triedAt = now
        try await begin()
        state.begunAt = .now
        logger.info("The copy of the shop begins anew.", metadata: ["folder": "\(folder)"])
      }
      try await database.shipReplica()
      state.warnedAt = nil
    } catch {
      if let last = state.warnedAt, now - last < .seconds(60) { return }
      state.warnedAt = now
      logger.error("The copy of the shop is behind.", metadata: ["folder": "\(folder)", "reason": "\(Explanation.of(error))"])
    }
  }

  private func beginWithWords() async {
    do {
      try await begin()
      logger.info("A copy of the shop follows it.", metadata: ["folder": "\(folder)"])
    } catch {
      logger.error(
        "The shop cannot be copied and is tried again.", metadata: ["folder": "\(folder)", "reason": "\(Explanation.of(error))"])
    }
  }

  private func begin() async throws {
    let secret = FileManager.default.contents(atPath: place.folder.secretPath).map { [(name: Backup.secretName, bytes: [UInt8]($0))] }
    // From the year to the millisecond.
    let moment = Int64(Clock.now().text.filter(\.isNumber)) ?? 0
    try await database.beginReplica(at: moment, with: secret ?? [])
  }
}
