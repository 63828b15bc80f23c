package import SQLEngine

/// Numbers that go up by one in the transaction that uses them, so that none is given twice and none is lost (P16).
package struct CounterStore {
  let tx: Transaction

  /// The next number of a series, starting at `first`.
  package func next(_ name: String, first: Int64 = 1) throws -> Int64 {
    // Two statements: for RETURNING, SQLite would make a table of its own each time, which costs more than looking.
    try tx.enqueue(
      "INSERT INTO counters (name, value) VALUES (\(name), \(first)) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1")
    let row = try tx.row("SELECT value FROM counters WHERE name = \(name)")
    guard let row else { throw EngineError.statement("The counter gave no number.") }
    return try row.integer("value")
  }
}

extension Transaction {
  package var counters: CounterStore { CounterStore(tx: self) }
}
