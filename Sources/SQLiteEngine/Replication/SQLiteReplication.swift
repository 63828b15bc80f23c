private import Dispatch
import GRDB
private import GRDBSQLite
private import Glibc
import SQLEngine

/// The continuous copy of a database, as its owner asks for it.
extension SQLiteDatabase {
  /// How far the continuous copy is.
  package struct ReplicaState: Sendable {
    /// Whether it is whole and has no gap; otherwise it has to begin anew.
    package let isFollowed: Bool
    /// Octets of log that a restore would have to apply.
    package let logOctets: Int
    /// Octets of the database itself.
    package let databaseOctets: Int
  }

  /// Attaches a copy below `parent`, a folder that exists. Nothing is copied before ``beginReplica(at:with:)``.
  package func attachReplica(in parent: String) async throws {
    let (path, worker) = (path, writerWorker)
    let made = try await onWriter { database in
      let frames = try GRDB.Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(PASSIVE)").map { row in max(0, row[1] as Int) } ?? 0
      let pageOctets = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 4096
      let replica = try SQLiteReplica(database: path, pageOctets: pageOctets, frames: frames, parent: parent)
      worker.paceLog(nil)
      // In place of the writer's own pace. The replica lives for as long as the connection: `release` is called after it.
      sqlite3_wal_hook(
        database.sqliteConnection,
        { context, connection, _, frames in
          guard let context else { return SQLITE_OK }
          let replica = Unmanaged<SQLiteReplica>.fromOpaque(context).takeUnretainedValue()
          if replica.noteCommit(frames: Int(frames)) { sqlite3_wal_checkpoint_v2(connection, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil) }
          return SQLITE_OK
        }, Unmanaged.passUnretained(replica).toOpaque())
      return replica
    }
    attachedReplica = made
  }

  /// Copies everything anew, while the shop sells, and follows from then on. Where a copy was followed before, it is followed until this one
  /// is whole.
  ///
  /// - Parameters:
  ///   - moment: the time as a number of always as many digits, such as `20261122094500123`, by which copies are told apart; where a clock
  ///     that was ahead has named one, the new one sorts after it all the same.
  ///   - files: what lies beside the database, by name.
  package func beginReplica(at moment: Int64, with files: [(name: String, bytes: [UInt8])]) async throws {
    guard let replica = attachedReplica else { return }
    let line = try await onWriter { _ in try replica.beginLine(at: moment) }
    try await Self.aside { try replica.finish(line, with: files) }
  }

  /// Brings the copy up to what was committed so far, then moves the log into the database where it has grown.
  package func shipReplica() async throws {
    guard let replica = attachedReplica else { return }
    try await Self.aside { try replica.ship() }
    guard replica.wantsCheckpoint(after: SQLiteOptions().checkpointPages) else { return }
    try await onWriter { database in
      if replica.prepareCheckpoint() { try database.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)") }
    }
  }

  /// Nil where nothing is attached.
  package var replicaState: ReplicaState? {
    attachedReplica.map { ReplicaState(isFollowed: $0.isFollowed, logOctets: $0.followedOctets, databaseOctets: $0.databaseOctets) }
  }

  /// Makes a database file of a copy: the file as it was, and everything that was committed since, up to the last whole commit.
  ///
  /// Throws ``SQLiteOpenError/unreachable(path:reason:)``, or ``EngineError`` when a log in the midst of others is not whole.
  package static func restore(_ line: ReplicaLine, to target: String) async throws {
    guard access(target, F_OK) != 0 else { throw SQLiteOpenError.unreachable(path: target, reason: "it exists already") }
    do {
      try await aside { try copyFile(line.basePath, to: target) }
      let logs = line.logs()
      for (index, log) in logs.enumerated() {
        try await aside { try copyFile(log, to: target + "-wal") }
        let whole = try await apply(to: target)
        // The last one may be cut off anywhere; one before it was copied to its end before the next one began.
        guard whole || index == logs.count - 1 else { throw EngineError.unavailable("\(log) is damaged.") }
      }
    } catch {
      for path in [target, target + "-wal", target + "-shm"] { unlink(path) }
      throw error
    }
  }

  /// Moves the log beside a file into it. Returns whether every octet of the log was of use.
  private static func apply(to target: String) async throws -> Bool {
    let octets = octets(of: target + "-wal")
    return try await translating {
      var configuration = Configuration()
      configuration.journalMode = .wal
      let queue = try DatabaseQueue(path: target, configuration: configuration)
      let whole = try await queue.writeWithoutTransaction { database in
        let pageOctets = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 4096
        let frames = try GRDB.Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(FULL)").map { row in max(0, row[1] as Int) } ?? 0
        return WriteAheadLog(of: target, pageOctets: pageOctets).octets(frames: frames) == octets
      }
      // Closing the only connection takes the log away, so that the next one finds nothing of it.
      try queue.close()
      return whole
    }
  }

  private static func copyFile(_ source: String, to target: String) throws {
    let descriptor = open(source, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SQLiteOpenError.unreachable(path: source, reason: String(cString: strerror(errno))) }
    defer { Glibc.close(descriptor) }
    let copy = try ReplicaFile(target)
    try WriteAheadLog.copy(descriptor, from: 0, to: octets(of: source)) { piece, offset in try copy.write(piece, at: offset) }
    try copy.flush()
  }

  private static func octets(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Runs what blocks on a thread that nobody else needs.
  private static func aside<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "counterfoil.replica").async { continuation.resume(with: Swift.Result { try body() }) }
    }
  }
}
