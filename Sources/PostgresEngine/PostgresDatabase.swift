package import SQLEngine

/// A shop's database on a PostgreSQL server, which several processes may share: in each of them one writer that commits in groups, several
/// readers, and a listener that hears of everybody's commits.
///
/// A connection that is lost is opened again when it is next needed; until the server is back, requests hear ``EngineError/unavailable(_:)``.
package final class PostgresDatabase: SQLEngine.Database {
  /// Host, port and database, without user and password.
  package let place: String
  let address: PostgresAddress
  let writerThread: PostgresThread
  private let writer: GroupCommitWriter<PostgresThread>
  private let readers: ReaderPool<PostgresThread>
  private let listener: CommitListener
  private let ticks = CommitTicks()
  private let counters = WriteCounters()

  /// Connects to the server at `address`, a `postgres://` URL, and looks whether its settings are safe.
  ///
  /// Throws ``PostgresOpenError``, or ``EngineError`` when the server fails meanwhile.
  package init(address text: String, options: PostgresOptions = PostgresOptions()) async throws {
    address = try PostgresAddress(text)
    place = address.place
    writerThread = PostgresThread(
      "writer", address,
      settings: [
        ("idle_in_transaction_session_timeout", "\(options.maximumIdleMilliseconds)"), ("lock_timeout", "0"),
        // With the session its claim would end; and what waits for the writers' lock, or changes the schema, may take long.
        ("idle_session_timeout", "0"), ("statement_timeout", "0"),
        // A plan is made once, by what is known of a table then; in a young shop that is that it has no rows, and reading all of them looks cheap.
        ("enable_seqscan", "off"),
      ])
    let reading = [("statement_timeout", "\(options.maximumReadMilliseconds)")]
    let address = address
    readers = ReaderPool(
      threads: (0..<max(1, options.readers)).map { PostgresThread("reader-\($0)", address, settings: reading) },
      maximumWaiting: options.maximumWaitingReads, maximumMilliseconds: options.maximumReadMilliseconds)
    writer = GroupCommitWriter(
      thread: writerThread, maximumBatch: options.maximumBatch, maximumWaiting: options.maximumWaitingWrites,
      afterCommit: options.pauseAfterCommit, ticks: ticks, counters: counters)
    let (doubtMilliseconds, claim) = (options.doubtMilliseconds, options.isExclusive ? DataClaim.exclusive : .shared)
    do {
      try await writerThread.run { connection in
        connection.doubtMilliseconds = doubtMilliseconds
        connection.claim = claim
        try connection.open()
      }
    } catch {
      await writerThread.close()
      throw error
    }
    listener = try CommitListener(address, ticks: ticks)
  }

  package var dialect: Dialect { .postgres }

  package func write<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
    try await writer.write(body)
  }

  package func write<Hint, Made, Kept>(_ staged: StagedWrite<Hint, Made, Kept>) async throws -> Kept {
    try await writer.write(staged)
  }

  package func read<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
    try await readers.read(body)
  }

  package func admitWriters(_ look: @escaping @Sendable (Transaction) throws -> Void) async throws {
    try await writerThread.run { connection in connection.admission = look }
  }

  package func commits() -> AsyncStream<Void> { ticks.listen() }

  /// Answers what was accepted, accepts nothing more and closes all connections.
  package func close() async {
    await writer.close()
    await readers.close()
    await writerThread.close()
    await listener.close()
    ticks.finish()
  }

  /// What this process's writer has done so far.
  package var writeFigures: WriteFigures { counters.figures }

  /// Writes that are waiting at the moment.
  package var waitingWrites: Int { writer.waiting }

  /// Reads that are waiting at the moment because all readers are busy.
  package var waitingReads: Int { readers.waiting }
}
