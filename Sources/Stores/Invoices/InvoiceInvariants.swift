import Domain
import SQLEngine

/// What must be true of invoices whatever happened to them (`docs/proofs.md`, I1 and I12).
struct InvoiceInvariants {
  let tx: Transaction

  /// Everything that is not as it must be, in words, each with the first things concerned.
  func findings() throws -> [String] {
    try [
      check(
        "I1: the invoice that counts is over another sum than its sent order:",
        """
        SELECT orders.id AS id FROM orders LEFT JOIN invoice_revisions AS sent ON sent.order_id = orders.id AND sent.superseded_at IS NULL
        WHERE orders.status = 'invoice_sent' AND (sent.order_id IS NULL OR sent.total <> orders.total OR sent.currency <> orders.currency)
        ORDER BY orders.id LIMIT 11
        """),
      check(
        "P8: an invoice counts of an order that is a draft again:",
        """
        SELECT orders.id AS id FROM orders JOIN invoice_revisions AS sent ON sent.order_id = orders.id AND sent.superseded_at IS NULL
        WHERE orders.status = 'draft' ORDER BY orders.id LIMIT 11
        """),
      check(
        "I1: the papers of an order name another revision than the newest:",
        """
        SELECT papers.order_id AS id FROM order_papers AS papers WHERE COALESCE(papers.invoice_revision, 0) <>
          (SELECT COALESCE(MAX(revision), 0) FROM invoice_revisions WHERE order_id = papers.order_id)
        ORDER BY papers.order_id LIMIT 11
        """),
      check("I12: a number is missing in the series of invoices", Self.gaps(Self.allInvoices)),
      check("I12: a number is missing in the series of credit notes", Self.gaps("credit_notes")),
    ].compactMap(\.self) + unreadable()
  }

  /// Invoices and what adds to them share their series.
  private static let allInvoices: SQL = """
    (SELECT series, ordinal FROM invoices UNION ALL SELECT series, ordinal FROM supplementary_invoices) AS issued
    """

  /// Series whose numbers are not 1, 2, 3 … up to what their counter says.
  private static func gaps(_ table: SQL) -> SQL {
    """
    SELECT series AS id FROM \(table) GROUP BY series HAVING COUNT(*) <> MAX(ordinal)
      OR MAX(ordinal) <> (SELECT value FROM counters WHERE name = series) ORDER BY series LIMIT 11
    """
  }

  /// What was sent must be readable for ever, and say the sum that it is kept under.
  private func unreadable() throws -> [String] {
    var wrong: [String] = []
    var last = ("", Int64(0))
    while true {
      let rows = try tx.rows(
        """
        SELECT order_id, revision, total, snapshot FROM invoice_revisions WHERE (order_id, revision) > (\(last.0), \(last.1))
        ORDER BY order_id, revision LIMIT 100
        """)
      guard let end = rows.last else { break }
      for row in rows {
        let snapshot = try? InvoiceSnapshotReader.read(try row.text("snapshot"))
        if try snapshot?.total != row.integer("total") || snapshot?.sumOfParts != snapshot?.total { wrong.append(try row.text("order_id")) }
      }
      last = (try end.text("order_id"), try end.integer("revision"))
    }
    return wrong.isEmpty ? [] : ["I1: an invoice cannot be read or does not add up of \(Self.some(wrong))."]
  }

  private func check(_ what: String, _ sql: SQL) throws -> String? {
    let found = try tx.rows(sql).map { try $0.text("id") }
    return found.isEmpty ? nil : "\(what) \(Self.some(found))."
  }

  private static func some(_ ids: [String]) -> String {
    ids.prefix(10).joined(separator: ", ") + (ids.count > 10 ? " and others" : "")
  }
}

extension Transaction {
  var invoiceInvariants: InvoiceInvariants { InvoiceInvariants(tx: self) }
}
