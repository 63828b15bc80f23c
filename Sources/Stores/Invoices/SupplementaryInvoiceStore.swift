package import Domain
package import SQLEngine

/// Invoices that add to the first one of an order: written once, never changed, numbered within the invoices' own series.
package struct SupplementaryInvoiceStore {
  let tx: Transaction

  /// Writes the next one of the invoices' series.
  ///
  /// - Parameter snapshot: what it says, by its number.
  package func add(
    _ id: ID<SupplementaryInvoice>, of order: ID<Order>, prefix: String, at now: Instant, _ snapshot: (_ number: String) -> InvoiceSnapshot
  ) throws -> SupplementaryInvoice {
    let series = "invoice:\(OrderNumber.key(prefix))"
    let ordinal = try tx.counters.next(series)
    let number = "\(prefix)\(ordinal)"
    let invoice = SupplementaryInvoice(id: id, orderID: order, number: number, snapshot: snapshot(number), createdAt: now)
    try tx.execute(
      """
      INSERT INTO supplementary_invoices (id, order_id, number, number_key, series, ordinal, currency, amount, snapshot, created_at)
      VALUES (\(id), \(order), \(number), \(OrderNumber.key(number)), \(series), \(ordinal), \(invoice.snapshot.currency.code),
        \(invoice.amount), \(InvoiceSnapshotText.write(invoice.snapshot)), \(now))
      """)
    return invoice
  }

  /// Those of an order, the first first.
  package func list(_ order: ID<Order>) throws -> [SupplementaryInvoice] {
    try tx.rows("SELECT * FROM supplementary_invoices WHERE order_id = \(order) ORDER BY created_at, id").map(SupplementaryInvoice.init)
  }
}

extension SupplementaryInvoice {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), orderID: try row.id("order_id"), number: try row.text("number"),
      snapshot: try InvoiceSnapshotReader.read(try row.text("snapshot")), createdAt: try row.instant("created_at"))
  }
}

extension Transaction {
  package var supplementaryInvoices: SupplementaryInvoiceStore { SupplementaryInvoiceStore(tx: self) }
}
