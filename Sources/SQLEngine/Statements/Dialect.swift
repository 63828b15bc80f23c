/// Which engine a statement is rendered for.
package enum Dialect: String, Sendable, CaseIterable {
  case sqlite
  case postgres

  /// How many rows one `INSERT` should bring at most; each number is a statement of its own to prepare.
  ///
  /// PostgreSQL reads a table's checks anew for each statement. SQLite may have to take back the first of several rows when a later
  /// one fails, so it keeps a copy of every page that they touch; a single row needs none.
  package var rowsOfInsertion: Int {
    switch self {
    case .sqlite: 1
    case .postgres: 8
    }
  }
}

/// The few words that the engines say differently; closed, so that no other difference creeps into the stores.
package enum Phrase: Sendable, CaseIterable {
  /// Locks the selected rows until the transaction ends. SQLite has one writer, so it says nothing there.
  case forUpdate
  /// Like ``forUpdate``, but passes over rows that another worker has locked.
  case forUpdateSkippingLocked

  /// The words for `dialect`; empty where the engine needs none.
  package func text(for dialect: Dialect) -> String {
    switch (self, dialect) {
    case (_, .sqlite): ""
    case (.forUpdate, .postgres): "FOR UPDATE"
    case (.forUpdateSkippingLocked, .postgres): "FOR UPDATE SKIP LOCKED"
    }
  }
}
