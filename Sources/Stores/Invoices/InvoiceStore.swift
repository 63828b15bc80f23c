package import Domain
package import SQLEngine

/// Invoice numbers and what each revision said. Nothing here is changed once it is written, but when it was
/// seen and superseded; ``InvoiceErasure`` takes words off, never figures.
package struct InvoiceStore {
  let tx: Transaction

  /// The invoice number of an order, nil before its first sending.
  package func number(of order: ID<Order>) throws -> String? {
    try tx.row("SELECT number FROM invoices WHERE order_id = \(order)")?.text("number")
  }

  /// Gives an order its invoice number, the next of its series; in the transaction that issues it, so that no number is ever missing.
  package func issueNumber(for order: ID<Order>, prefix: String, at now: Instant) throws -> String {
    let series = "invoice:\(OrderNumber.key(prefix))"
    let ordinal = try tx.counters.next(series)
    let number = "\(prefix)\(ordinal)"
    try tx.execute(
      """
      INSERT INTO invoices (order_id, number, number_key, series, ordinal, created_at)
      VALUES (\(order), \(number), \(OrderNumber.key(number)), \(series), \(ordinal), \(now))
      """)
    return number
  }

  /// Keeps what is sent from now on; what was sent before stops counting.
  package func add(_ revision: InvoiceRevision) throws {
    try supersede(revision.orderID, at: revision.sentAt)
    try tx.execute(
      """
      INSERT INTO invoice_revisions (order_id, revision, currency, total, content_hash, snapshot, maker, sent_at)
      VALUES (\(revision.orderID), \(revision.revision), \(revision.snapshot.currency.code), \(revision.snapshot.total),
        \(revision.contentHash), \(InvoiceSnapshotText.write(revision.snapshot)), \(revision.maker.rawValue), \(revision.sentAt))
      """)
  }

  /// Ends the revision that counts, if there is one.
  package func supersede(_ order: ID<Order>, at now: Instant) throws {
    try tx.execute("UPDATE invoice_revisions SET superseded_at = \(now) WHERE order_id = \(order) AND superseded_at IS NULL")
  }

  /// One revision, or without a number the newest.
  package func find(_ order: ID<Order>, revision: Int64? = nil) throws -> InvoiceRevision? {
    let which: SQL = revision.map { "AND revision = \($0)" } ?? ""
    return try tx.row("SELECT * FROM invoice_revisions WHERE order_id = \(order) \(which) ORDER BY revision DESC LIMIT 1")
      .map(InvoiceRevision.init)
  }

  /// All revisions of an order, the first first.
  package func list(_ order: ID<Order>) throws -> [InvoiceRevision] {
    try tx.rows("SELECT * FROM invoice_revisions WHERE order_id = \(order) ORDER BY revision").map(InvoiceRevision.init)
  }

  /// Notes that somebody looked at the revision that counts; true the first time. It is a view, so no version changes.
  package func view(_ order: ID<Order>, at now: Instant) throws -> Bool {
    let seen = try tx.changes(
      """
      UPDATE invoice_revisions SET viewed_at = \(now) WHERE order_id = \(order) AND superseded_at IS NULL AND viewed_at IS NULL
        AND sent_at <= \(now)
      """)
    guard seen == 1 else { return false }
    try tx.execute("UPDATE order_papers SET invoice_viewed_at = \(now) WHERE order_id = \(order)")
    return true
  }
}

extension InvoiceRevision {
  fileprivate init(row: Row) throws {
    guard let maker = Maker(rawValue: try row.text("maker")) else { throw StoredList.damaged }
    self.init(
      orderID: try row.id("order_id"), revision: try row.integer("revision"),
      snapshot: try InvoiceSnapshotReader.read(try row.text("snapshot")), contentHash: try row.text("content_hash"), maker: maker,
      sentAt: try row.instant("sent_at"), viewedAt: try row.instantOrNil("viewed_at"),
      supersededAt: try row.instantOrNil("superseded_at"))
  }
}

extension Transaction {
  package var invoices: InvoiceStore { InvoiceStore(tx: self) }
}
