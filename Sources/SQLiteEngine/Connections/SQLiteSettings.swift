import GRDB

/// The settings of the connections, and the proof that those which durability rests on have taken.
struct SQLiteSettings {
  private let options: SQLiteOptions

  init(options: SQLiteOptions) {
    self.options = options
  }

  var writer: Configuration {
    var configuration = common(label: "writer")
    configuration.journalMode = .wal
    return configuration
  }

  var reader: Configuration {
    var configuration = common(label: "reader")
    configuration.readonly = true
    return configuration
  }

  /// Makes the writer durable and checks it. GRDB lowers `synchronous` to NORMAL while it opens a write-ahead log, after all hooks it
  /// offers; an acknowledged order would then not survive a power failure.
  func finish(_ worker: SQLiteWorker) throws {
    try worker.queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
      // What was deleted is overwritten with zeros, whatever the library was built with: an erased name is not left in a free page.
      try database.execute(sql: "PRAGMA secure_delete = ON")
      try database.execute(sql: "PRAGMA journal_size_limit = \(options.logSizeLimit)")
      if let maximumPages = options.maximumPages { try database.execute(sql: "PRAGMA max_page_count = \(maximumPages)") }
      for (setting, expected) in [("synchronous", "2"), ("journal_mode", "wal"), ("foreign_keys", "1")] {
        let value = try String.fetchOne(database, sql: "PRAGMA \(setting)") ?? "unknown"
        guard value == expected else { throw SQLiteOpenError.notDurable(setting: setting, value: value) }
      }
      worker.paceLog(options)
    }
  }

  private func common(label: String) -> Configuration {
    var configuration = Configuration()
    configuration.label = "counterfoil.\(label)"
    configuration.foreignKeysEnabled = true
    // Only another program that opens the file by hand can hold a lock that long.
    configuration.busyMode = .timeout(5)
    // Whether a transaction is over is checked by the engine itself, which must not trap when the disk fails.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA cell_size_check = ON;
          PRAGMA mmap_size = 0;
          PRAGMA temp_store = MEMORY;
          PRAGMA trusted_schema = OFF;
          PRAGMA cache_size = -16000;
          """)
    }
    return configuration
  }
}
