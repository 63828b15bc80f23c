package import Domain
package import SQLEngine

/// Transfers between places. Every step is one conditional write, and a CHECK stands behind what may arrive, go back or be missing.
package struct StockTransferStore {
  let tx: Transaction

  package func add(_ transfer: StockTransfer) throws {
    try tx.execute(
      """
      INSERT INTO stock_transfers (id, number, from_location_id, to_location_id, status, note, created_by, created_at)
      VALUES (\(transfer.id), \(transfer.number), \(transfer.from), \(transfer.to), \(transfer.status.rawValue), \(transfer.note),
        \(transfer.createdBy), \(transfer.createdAt))
      """)
    try addLines(of: transfer)
  }

  /// Writes a draft's note and lines anew.
  ///
  /// - Throws: ``RefusalCode/conflict`` once it was sent.
  package func save(_ transfer: StockTransfer) throws {
    try step("UPDATE stock_transfers SET note = \(transfer.note) WHERE id = \(transfer.id) AND status = 'draft'")
    try tx.execute("DELETE FROM stock_transfer_lines WHERE transfer_id = \(transfer.id)")
    try addLines(of: transfer)
  }

  /// A transfer that starts or ends at the place, or nothing; nil is every place.
  package func find(_ id: ID<StockTransfer>, in scope: ID<Location>?) throws -> StockTransfer? {
    guard let row = try tx.row("SELECT * FROM stock_transfers WHERE id = \(id)") else { return nil }
    let lines = try lines(of: [id])[id.text] ?? []
    let transfer = try StockTransfer(row: row, lines: lines)
    return scope == nil || transfer.from == scope || transfer.to == scope ? transfer : nil
  }

  /// One page, newest first.
  package func list(
    statuses: [StockTransfer.Status], locations: [ID<Location>], in scope: ID<Location>?, page: PageRequest
  ) throws -> Page<StockTransfer> {
    var conditions: [SQL] = ["1 = 1"]
    if !statuses.isEmpty { conditions.append("status IN \(SQL.list(statuses.map(\.rawValue)))") }
    for places in [locations, [scope].compactMap(\.self)] where !places.isEmpty {
      conditions.append("(from_location_id IN \(SQL.list(places)) OR to_location_id IN \(SQL.list(places)))")
    }
    if let cursor = page.cursor {
      let place = try Keyset(cursor: cursor)
      conditions.append("(created_at, id) < (\(place.value), \(place.id))")
    }
    let rows = try tx.rows(
      """
      SELECT * FROM stock_transfers WHERE \(conditions.joined(separator: " AND ")) ORDER BY created_at DESC, id DESC
      LIMIT \(page.limit + 1)
      """)
    let lines = try lines(of: try rows.map { try $0.id("id", StockTransfer.self) })
    let transfers = try rows.map { try StockTransfer(row: $0, lines: lines[try $0.text("id")] ?? []) }
    return Page(rows: transfers, limit: page.limit) { Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text) }
  }

  /// - Throws: ``RefusalCode/conflict`` where it is no draft any more.
  package func send(_ transfer: StockTransfer, by name: String, at now: Instant) throws {
    try step(
      "UPDATE stock_transfers SET status = 'sent', sent_by = \(name), sent_at = \(now) WHERE id = \(transfer.id) AND status = 'draft'")
  }

  /// Ends a transfer that stands in one of these states.
  package func end(
    _ transfer: StockTransfer, as status: StockTransfer.Status, from: [StockTransfer.Status], by name: String, at now: Instant
  ) throws {
    try step(
      """
      UPDATE stock_transfers SET status = \(status.rawValue), ended_by = \(name), ended_at = \(now)
      WHERE id = \(transfer.id) AND status IN \(SQL.list(from.map(\.rawValue)))
      """)
  }

  /// Writes down what became of some of a line while the transfer is on its way.
  ///
  /// - Throws: ``RefusalCode/conflict`` for more than is on its way.
  package func settle(
    _ variant: ID<Variant>, of transfer: StockTransfer, received: Int64 = 0, returned: Int64 = 0, missing: Int64 = 0
  ) throws {
    try step(
      """
      UPDATE stock_transfer_lines SET received = received + \(received), returned = returned + \(returned), missing = missing + \(missing)
      WHERE transfer_id = \(transfer.id) AND variant_id = \(variant)
        AND received + returned + missing + \(received) + \(returned) + \(missing) <= quantity
        AND EXISTS (SELECT 1 FROM stock_transfers WHERE id = \(transfer.id) AND status = 'sent')
      """)
  }

  /// How much of each variant is on its way to each place, in thousandths.
  package func inTransit(variants: [ID<Variant>]) throws -> [(variant: ID<Variant>, location: ID<Location>, quantity: Int64)] {
    guard !variants.isEmpty else { return [] }
    return try tx.rows(
      """
      SELECT line.variant_id, transfer.to_location_id AS location_id,
        SUM(line.quantity - line.received - line.returned - line.missing) AS quantity
      FROM stock_transfer_lines AS line JOIN stock_transfers AS transfer ON transfer.id = line.transfer_id
      WHERE transfer.status = 'sent' AND line.variant_id IN \(SQL.list(variants))
      GROUP BY line.variant_id, transfer.to_location_id ORDER BY line.variant_id, transfer.to_location_id
      """
    ).map { (try $0.id("variant_id"), try $0.id("location_id"), try $0.integer("quantity")) }
  }

  private func step(_ sql: SQL) throws {
    guard try tx.changes(sql) == 1 else {
      throw Refusal(.conflict, "Somebody else changed this transfer meanwhile. Look at it again.")
    }
  }

  private func addLines(of transfer: StockTransfer) throws {
    for (position, line) in transfer.lines.enumerated() {
      try tx.execute(
        """
        INSERT INTO stock_transfer_lines (transfer_id, variant_id, position, quantity, received, returned, missing)
        VALUES (\(transfer.id), \(line.variantID), \(position), \(line.quantity), 0, 0, 0)
        """)
    }
  }

  private func lines(of transfers: [ID<StockTransfer>]) throws -> [String: [StockTransferLine]] {
    guard !transfers.isEmpty else { return [:] }
    var found: [String: [StockTransferLine]] = [:]
    let rows = try tx.rows(
      "SELECT * FROM stock_transfer_lines WHERE transfer_id IN \(SQL.list(transfers)) ORDER BY transfer_id, position")
    for row in rows { found[try row.text("transfer_id"), default: []].append(try StockTransferLine(row: row)) }
    return found
  }
}

extension StockTransfer {
  fileprivate init(row: Row, lines: [StockTransferLine]) throws {
    self.init(
      id: try row.id("id"), number: try row.integer("number"), from: try row.id("from_location_id"), to: try row.id("to_location_id"),
      status: try row.choice("status"), note: try row.textOrNil("note"), createdBy: try row.text("created_by"),
      sentBy: try row.textOrNil("sent_by"), endedBy: try row.textOrNil("ended_by"), createdAt: try row.instant("created_at"),
      sentAt: try row.instantOrNil("sent_at"), endedAt: try row.instantOrNil("ended_at"), lines: lines)
  }
}

extension StockTransferLine {
  fileprivate init(row: Row) throws {
    self.init(
      variantID: try row.id("variant_id"), quantity: try row.integer("quantity"), received: try row.integer("received"),
      returned: try row.integer("returned"), missing: try row.integer("missing"))
  }
}

extension Transaction {
  package var stockTransfers: StockTransferStore { StockTransferStore(tx: self) }
}
