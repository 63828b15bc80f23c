package import Domain
package import SQLEngine

/// Notices of transfers with their slips. What is decided once is one conditional write (P9).
package struct TransferNoticeStore {
  let tx: Transaction

  /// Keeps a notice and its slip; both or neither, because it is one transaction (UPL-07).
  package func add(_ notice: TransferNotice, slip: Slip?) throws {
    try tx.execute(
      """
      INSERT INTO transfer_notices (id, order_id, payment_id, revision, amount, currency, paid_at, bank, reference, reference_key, note,
        slip_kind, slip_octets, slip_source_hash, slip_content_hash, seen_before, origin, staff_id, status, reason, created_at,
        decided_at, decided_by)
      VALUES (\(notice.id), \(notice.orderID), \(notice.paymentID), \(notice.revision), \(notice.amount.minorUnits),
        \(notice.amount.currency.code), \(notice.paidAt), \(notice.bank), \(notice.reference),
        \(notice.reference.flatMap(TransferNotice.referenceKey)), \(notice.note), \(notice.slip?.kind.rawValue), \(notice.slip?.octets),
        \(slip?.sourceHash), \(slip?.contentHash), \(notice.wasSeenBefore), \(notice.origin.rawValue), \(notice.staffID),
        \(notice.status.rawValue), \(notice.reason), \(notice.createdAt), \(notice.decidedAt), \(notice.decidedBy))
      """)
    guard let slip else { return }
    try tx.execute("INSERT INTO transfer_slips (notice_id, content) VALUES (\(notice.id), \(Base64.text(slip.bytes)))")
  }

  /// Decides what is still open.
  ///
  /// - Throws: ``RefusalCode/conflict`` where somebody else was quicker.
  package func decide(_ notice: TransferNotice) throws {
    let changed = try tx.changes(
      """
      UPDATE transfer_notices SET status = \(notice.status.rawValue), reason = \(notice.reason), decided_at = \(notice.decidedAt),
        decided_by = \(notice.decidedBy)
      WHERE id = \(notice.id) AND status = 'claimed'
      """)
    guard changed == 1 else { throw Refusal(.conflict, "This transfer was decided on meanwhile. Look at the order again.") }
  }

  /// Whether the same file, the same picture or the bank's same number came with any notice before (PAY-23).
  package func wasSeen(_ slip: Slip?, reference: String?) throws -> Bool {
    if let slip {
      let known = try tx.row(
        """
        SELECT 1 AS one FROM transfer_notices
        WHERE slip_source_hash = \(slip.sourceHash) OR slip_content_hash = \(slip.contentHash) LIMIT 1
        """)
      if known != nil { return true }
    }
    guard let key = reference.flatMap(TransferNotice.referenceKey) else { return false }
    return try tx.row("SELECT 1 AS one FROM transfer_notices WHERE reference_key = \(key) LIMIT 1") != nil
  }

  /// The octets of a slip; nil where the notice came without one, or its payer was erased.
  package func slip(of notice: ID<TransferNotice>) throws -> (kind: SlipSight.Kind, bytes: [UInt8])? {
    let row = try tx.row(
      """
      SELECT transfer_notices.slip_kind, transfer_slips.content FROM transfer_slips
      JOIN transfer_notices ON transfer_notices.id = transfer_slips.notice_id WHERE notice_id = \(notice)
      """)
    guard let row else { return nil }
    guard let bytes = Base64.bytes(try row.text("content")) else { throw EngineError.statement("A slip is damaged.") }
    return (try row.choice("slip_kind"), bytes)
  }

  /// How many notices customers gave of an order since a moment.
  package func count(byCustomersOf order: ID<Order>, since moment: Instant) throws -> Int64 {
    try tx.row(
      """
      SELECT COUNT(*) AS count FROM transfer_notices
      WHERE order_id = \(order) AND origin = 'customer' AND created_at > \(moment)
      """)?.integer("count") ?? 0
  }

  /// Notices of the orders that exist for somebody, newest first.
  package func list(_ status: TransferNotice.Status?, in scope: OrderScope, page: PageRequest) throws -> Page<TransferNotice> {
    var conditions: [SQL] = []
    if let status { conditions.append("notice.status = \(status.rawValue)") }
    if let location = scope.location { conditions.append("orders.location_id = \(location)") }
    if let place = try page.cursor.map({ try Keyset(cursor: $0) }) {
      conditions.append("(notice.created_at, notice.id) < (\(place.value), \(place.id))")
    }
    let condition: SQL = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
    let rows = try tx.rows(
      """
      SELECT notice.* FROM transfer_notices AS notice JOIN orders ON orders.id = notice.order_id \(condition)
      ORDER BY notice.created_at DESC, notice.id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(TransferNotice.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  /// Empties what was said of a person's transfers, slips first; amounts and days stay with the payments.
  func erase(ordersWhere theirs: SQL) throws {
    try tx.execute("DELETE FROM transfer_slips WHERE notice_id IN (SELECT id FROM transfer_notices WHERE order_id \(theirs))")
    try tx.execute(
      """
      UPDATE transfer_notices SET bank = NULL, reference = NULL, reference_key = NULL, note = NULL, slip_kind = NULL, slip_octets = NULL,
        slip_source_hash = NULL, slip_content_hash = NULL, reason = CASE WHEN reason IS NULL THEN NULL ELSE 'erased' END
      WHERE order_id \(theirs)
      """)
  }
}

extension TransferNotice {
  /// What two spellings of the bank's number of a transfer have in common: letters and digits, in one case. Nil for what is too short to
  /// be anybody's own.
  static func referenceKey(_ reference: String) -> String? {
    let key = reference.identityKey.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    return key.count >= 4 ? String(String.UnicodeScalarView(key)) : nil
  }

  init(row: Row) throws {
    let slip: SlipSight? =
      try row.textOrNil("slip_kind") == nil ? nil : SlipSight(kind: try row.choice("slip_kind"), octets: try row.integer("slip_octets"))
    self.init(
      id: try row.id("id"), orderID: try row.id("order_id"), paymentID: try row.id("payment_id"), revision: try row.integer("revision"),
      amount: Money(minorUnits: try row.integer("amount"), currency: try row.currency("currency")), paidAt: try row.instant("paid_at"),
      bank: try row.textOrNil("bank"), reference: try row.textOrNil("reference"), note: try row.textOrNil("note"), slip: slip,
      wasSeenBefore: try row.flag("seen_before"), origin: try row.choice("origin"), staffID: try row.textOrNil("staff_id"),
      status: try row.choice("status"), reason: try row.textOrNil("reason"), createdAt: try row.instant("created_at"),
      decidedAt: try row.instantOrNil("decided_at"), decidedBy: try row.textOrNil("decided_by"))
  }
}

extension Transaction {
  package var transferNotices: TransferNoticeStore { TransferNoticeStore(tx: self) }
}
