import GRDB
private import Glibc
package import SQLEngine
private import Synchronization

/// A shop's database in one SQLite file: one writer that commits in groups, several readers, and an exclusive claim on the file.
///
/// Why it is built this way stands in `docs/decisions/0002-one-writer-group-commit.md`.
package final class SQLiteDatabase: SQLEngine.Database {
  package let path: String
  let writerWorker: SQLiteWorker
  private let lock: DataLock
  private let writer: GroupCommitWriter<SQLiteWorker>
  private let readers: ReaderPool<SQLiteWorker>
  private let ticks: CommitTicks
  private let counters: WriteCounters
  private let replica = Mutex<SQLiteReplica?>(nil)

  /// Opens or creates the file at `path`; its folder must exist. Blocks for some milliseconds: for the start of the program.
  ///
  /// Throws ``SQLiteOpenError``, or ``EngineError`` when the file is not a database.
  package init(path: String, options: SQLiteOptions = SQLiteOptions()) throws {
    self.path = path
    lock = try DataLock(of: path)
    try Self.createPrivately(path)
    do {
      let settings = SQLiteSettings(options: options)
      let writerWorker = try SQLiteWorker(path: path, configuration: settings.writer, remembers: true)
      try settings.finish(writerWorker)
      self.writerWorker = writerWorker
      readers = ReaderPool(
        threads: try (0..<max(1, options.readers)).map { _ in try SQLiteWorker(path: path, configuration: settings.reader) },
        maximumWaiting: options.maximumWaitingReads, maximumMilliseconds: options.maximumReadMilliseconds)
    } catch let error as DatabaseError {
      throw SQLiteOpenError.unreachable(path: path, reason: error.message ?? "SQLite \(error.extendedResultCode.rawValue)")
    }
    ticks = CommitTicks()
    counters = WriteCounters()
    writer = GroupCommitWriter(
      thread: writerWorker, maximumBatch: options.maximumBatch, maximumWaiting: options.maximumWaitingWrites,
      afterCommit: options.pauseAfterCommit, ticks: ticks, counters: counters)
  }

  package var dialect: Dialect { .sqlite }

  package func write<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
    try await writer.write(body)
  }

  package func write<Hint, Made, Kept>(_ staged: StagedWrite<Hint, Made, Kept>) async throws -> Kept {
    try await writer.write(staged)
  }

  package func read<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
    try await readers.read(body)
  }

  package func commits() -> AsyncStream<Void> { ticks.listen() }

  /// Answers what was accepted, accepts nothing more, closes the file and gives up the claim on it.
  package func close() async {
    await writer.close()
    await readers.close()
    let replica = attachedReplica
    // What cannot be copied now is in the file all the same.
    try? await shipReplica()
    await writerWorker.close()
    replica?.release()
    ticks.finish()
    lock.release()
  }

  /// The continuous copy, where one is kept.
  var attachedReplica: SQLiteReplica? {
    get { replica.withLock { $0 } }
    set { replica.withLock { $0 = newValue } }
  }

  /// Why no write is acknowledged any more although the database is open: the disk failed or the file is damaged. The way out is to
  /// open it again, so a server should end and be started anew.
  package var failure: EngineError? { writer.stopped }

  /// What the writer has done so far.
  package var writeFigures: WriteFigures { counters.figures }

  /// Writes that are waiting at the moment.
  package var waitingWrites: Int { writer.waiting }

  /// Reads that are waiting at the moment because all readers are busy.
  package var waitingReads: Int { readers.waiting }

  /// Names and addresses are nobody's business on this machine but the shop's; SQLite's own files inherit the permission.
  static func createPrivately(_ path: String) throws(SQLiteOpenError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unreachable(path: path, reason: String(cString: strerror(errno))) }
    Glibc.close(descriptor)
  }
}
