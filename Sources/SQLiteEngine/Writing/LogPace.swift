import GRDBSQLite

/// When the pages of the write-ahead log are moved into the database file: while nobody waits for the writer, and under a load that never ends
/// once the log has grown far. To move it takes some milliseconds, in which no commit is possible.
///
/// Used on the writer's own thread only.
final class LogPace {
  private let handle: OpaquePointer
  private let restingPages: Int
  private let mostPages: Int
  /// Pages in the log after the last commit; 0 once they were moved.
  private var pages = 0

  /// - Parameters:
  ///   - restingPages: so many are moved when nobody waits.
  ///   - mostPages: so many are moved at once, by the commit that makes them as many.
  init(of handle: OpaquePointer, restingPages: Int, mostPages: Int) {
    self.handle = handle
    self.restingPages = restingPages
    self.mostPages = mostPages
    sqlite3_wal_hook(
      handle,
      { context, _, _, pages in
        guard let context else { return SQLITE_OK }
        Unmanaged<LogPace>.fromOpaque(context).takeUnretainedValue().noteCommit(pages: Int(pages))
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Moves nothing any more, whoever asks.
  func stop() {
    sqlite3_wal_hook(handle, nil, nil)
    pages = 0
  }

  /// Nobody waits at the moment.
  func rest() {
    if pages > 0, pages >= restingPages { move() }
  }

  private func noteCommit(pages: Int) {
    self.pages = pages
    if pages >= mostPages { move() }
  }

  /// What cannot be moved, because somebody still reads it or the disk says no, stays in the log, and the next commit asks again.
  private func move() {
    sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    pages = 0
  }
}
