package import Domain
package import SQLEngine

/// Credit notes: written once, never changed, numbered without gaps in a series of their own.
package struct CreditNoteStore {
  let tx: Transaction

  /// Writes the next one of a series.
  ///
  /// - Parameter snapshot: what it says, by its number.
  package func add(
    _ id: ID<CreditNote>, of order: ID<Order>, because cause: CreditNote.Cause, prefix: String, at now: Instant,
    _ snapshot: (_ number: String) -> InvoiceSnapshot
  ) throws -> CreditNote {
    let series = "credit_note:\(OrderNumber.key(prefix))"
    let ordinal = try tx.counters.next(series)
    let number = "\(prefix)\(ordinal)"
    let note = CreditNote(id: id, orderID: order, number: number, snapshot: snapshot(number), createdAt: now)
    try tx.execute(
      """
      INSERT INTO credit_notes (id, order_id, number, number_key, series, ordinal, currency, amount, snapshot, cause, created_at)
      VALUES (\(id), \(order), \(number), \(OrderNumber.key(number)), \(series), \(ordinal), \(note.snapshot.currency.code),
        \(note.amount), \(InvoiceSnapshotText.write(note.snapshot)), \(cause.rawValue), \(now))
      """)
    return note
  }

  /// Minor units that credit notes took back of what the order is now: those of an edit have lowered that already.
  package func credited(_ order: ID<Order>) throws -> Int64 {
    try tx.row("SELECT COALESCE(SUM(amount), 0) AS credited FROM credit_notes WHERE order_id = \(order) AND cause = 'refund'")?
      .integer("credited") ?? 0
  }

  /// The credit notes of an order, the first first.
  package func list(_ order: ID<Order>) throws -> [CreditNote] {
    try tx.rows("SELECT * FROM credit_notes WHERE order_id = \(order) ORDER BY created_at, id").map(CreditNote.init)
  }
}

extension CreditNote {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), orderID: try row.id("order_id"), number: try row.text("number"),
      snapshot: try InvoiceSnapshotReader.read(try row.text("snapshot")), createdAt: try row.instant("created_at"))
  }
}

extension Transaction {
  package var creditNotes: CreditNoteStore { CreditNoteStore(tx: self) }
}
