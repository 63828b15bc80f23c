import Domain
package import SQLEngine

/// Reads every table row by row in a stable order, without the secrets that prove who somebody is.
package struct TableExport {
  let tx: Transaction

  /// One kind of row: its name in the export, where it is, and the columns that put it in order.
  private struct Source {
    let kind: String
    let table: SQL
    let key: [(column: String, sql: SQL)]
    var hidden: Set<String> = []
    /// Rows that are read at once.
    var page = 500

    /// What a row says of itself. A column that is called `kind` as the row itself has is named after what it is the kind of, so that no
    /// two members have one name.
    func members(of row: Row) -> [(name: String, value: SQLValue)] {
      row.named.filter { !hidden.contains($0.name) }.map { (name: $0.name == "kind" ? "\(kind)_kind" : $0.name, value: $0.value) }
    }
  }

  /// What is exported, the things before what refers to them. Sessions, links, approvals and search words are nobody's history.
  private static let sources: [Source] = [
    Source(kind: "settings", table: "settings", key: [("id", "id")]),
    Source(kind: "location", table: "locations", key: [("id", "id")]),
    Source(kind: "register", table: "registers", key: [("id", "id")]),
    Source(kind: "tax_class", table: "tax_classes", key: [("id", "id")]),
    Source(kind: "tax_rate", table: "tax_rates", key: [("id", "id")]),
    Source(kind: "shipping_zone", table: "shipping_zones", key: [("id", "id")]),
    Source(kind: "shipping_rate", table: "shipping_rates", key: [("id", "id")]),
    Source(kind: "courier", table: "couriers", key: [("id", "id")], hidden: ["name_key"]),
    Source(kind: "staff", table: "staff", key: [("id", "id")], hidden: ["password_hash", "pin_hash"]),
    Source(kind: "token", table: "api_tokens", key: [("id", "id")], hidden: ["secret_hash"]),
    Source(kind: "product", table: "products", key: [("id", "id")], hidden: ["changed", "handle_key"]),
    Source(kind: "variant", table: "variants", key: [("id", "id")], hidden: ["sku_key", "barcode_key"]),
    Source(kind: "price_rule", table: "price_rules", key: [("id", "id")]),
    Source(
      kind: "price_rule_price", table: "price_rule_prices",
      key: [("rule_id", "rule_id"), ("target", "target"), ("min_quantity", "min_quantity")]),
    Source(kind: "promotion", table: "promotions", key: [("id", "id")], hidden: ["code_key"]),
    Source(kind: "promotion_target", table: "promotion_targets", key: [("promotion_id", "promotion_id"), ("target", "target")]),
    Source(
      kind: "stock_level", table: "stock_levels", key: [("variant_id", "variant_id"), ("location_id", "location_id")], hidden: ["changed"]),
    Source(kind: "stock_movement", table: "stock_movements", key: [("id", "id")]),
    Source(kind: "stock_threshold", table: "stock_thresholds", key: [("id", "id")]),
    Source(kind: "stock_take", table: "stock_takes", key: [("id", "id")]),
    Source(
      kind: "stock_take_count", table: "stock_take_counts", key: [("stock_take_id", "stock_take_id"), ("variant_id", "variant_id")]),
    Source(kind: "stock_transfer", table: "stock_transfers", key: [("id", "id")]),
    Source(
      kind: "stock_transfer_line", table: "stock_transfer_lines", key: [("transfer_id", "transfer_id"), ("variant_id", "variant_id")]),
    Source(kind: "stock_commitment", table: "stock_commitments", key: [("line_id", "line_id")]),
    Source(kind: "stock_reservation", table: "stock_reservations", key: [("line_id", "line_id")]),
    Source(kind: "customer", table: "customers", key: [("id", "id")]),
    Source(kind: "store_credit_entry", table: "store_credit_entries", key: [("id", "id")]),
    Source(kind: "points_entry", table: "points_entries", key: [("id", "id")]),
    Source(kind: "points_reservation", table: "points_reservations", key: [("order_id", "order_id")]),
    Source(kind: "gift_card", table: "gift_cards", key: [("id", "id")], hidden: ["code_key"]),
    Source(kind: "gift_card_entry", table: "gift_card_entries", key: [("id", "id")]),
    Source(kind: "register_session", table: "register_sessions", key: [("id", "id")]),
    Source(kind: "cash_movement", table: "cash_movements", key: [("id", "id")]),
    Source(kind: "order", table: "orders", key: [("id", "id")], hidden: ["number_key", "number_sort", "content_hash", "has_papers"]),
    Source(kind: "order_papers", table: "order_papers", key: [("order_id", "order_id")]),
    Source(kind: "order_line", table: "order_lines", key: [("id", "id")], hidden: ["content_hash"]),
    Source(kind: "order_adjustment", table: "order_adjustments", key: [("id", "id")]),
    Source(kind: "text_template", table: "text_templates", key: [("id", "id")]),
    Source(kind: "payment_terms", table: "payment_terms", key: [("id", "id")]),
    Source(kind: "shipment", table: "shipments", key: [("id", "id")]),
    Source(
      kind: "promotion_redemption", table: "promotion_redemptions", key: [("promotion_id", "promotion_id"), ("order_id", "order_id")]),
    Source(kind: "payment", table: "payments", key: [("id", "id")]),
    Source(
      kind: "transfer_notice", table: "transfer_notices", key: [("id", "id")],
      hidden: ["reference_key", "slip_source_hash", "slip_content_hash"]),
    // A slip may have megabytes.
    Source(kind: "transfer_slip", table: "transfer_slips", key: [("notice_id", "notice_id")], page: 2),
    Source(kind: "conversation", table: "conversations", key: [("id", "id")], hidden: ["replying_staff_id", "replying_until"]),
    Source(kind: "thread_message", table: "thread_messages", key: [("id", "id")], hidden: ["place", "dedup_key"]),
    Source(kind: "chat_attachment", table: "chat_attachments", key: [("id", "id")]),
    // A picture may have megabytes.
    Source(kind: "chat_attachment_file", table: "chat_attachment_files", key: [("attachment_id", "attachment_id")], page: 2),
    Source(kind: "return", table: "order_returns", key: [("id", "id")]),
    Source(kind: "return_part", table: "order_return_parts", key: [("id", "id")]),
    Source(kind: "refund", table: "refunds", key: [("id", "id")]),
    Source(kind: "sales_entry", table: "sales_entries", key: [("order_id", "order_id"), ("number", "number")]),
    Source(kind: "checkout_link", table: "checkout_links", key: [("order_id", "order_id")], hidden: ["token_hash"]),
    Source(kind: "invoice", table: "invoices", key: [("order_id", "order_id")], hidden: ["number_key"]),
    Source(kind: "invoice_revision", table: "invoice_revisions", key: [("order_id", "order_id"), ("revision", "revision")]),
    Source(kind: "supplementary_invoice", table: "supplementary_invoices", key: [("id", "id")], hidden: ["number_key"]),
    Source(kind: "credit_note", table: "credit_notes", key: [("id", "id")], hidden: ["number_key"]),
    Source(kind: "message", table: "messages", key: [("id", "id")], hidden: ["lease", "lease_until", "dedup_key"]),
    Source(kind: "reminder", table: "reminders", key: [("order_id", "order_id"), ("due_on", "due_on"), ("step", "step")]),
    Source(kind: "webhook_endpoint", table: "webhook_endpoints", key: [("id", "id")], hidden: ["sealed_secret", "reach"]),
    Source(kind: "erasure", table: "erasures", key: [("customer_id", "customer_id")]),
    Source(kind: "event", table: "events", key: [("sequence", "sequence")]),
    // The chain is the database's own; `doctor` looks at it there.
    Source(kind: "audit", table: "audit", key: [("sequence", "sequence")], hidden: ["words_salt", "words_hash", "chain_hash"]),
    Source(kind: "counter", table: "counters", key: [("name", "name")]),
  ]

  /// Rows that there are, to tell how far an export is.
  package func count() throws -> Int64 {
    try Self.sources.reduce(0) { sum, source in
      sum &+ (try tx.row("SELECT COUNT(*) AS count FROM \(source.table)")?.integer("count") ?? 0)
    }
  }

  /// Hands every row to `take`, a bounded number in memory at a time.
  package func each(_ take: (String, [(name: String, value: SQLValue)]) throws -> Void) throws {
    for source in Self.sources {
      var last: [SQLValue] = []
      while true {
        let rows = try tx.rows(page(of: source, after: last))
        for row in rows { try take(source.kind, source.members(of: row)) }
        guard rows.count == source.page, let end = rows.last else { break }
        last = try source.key.map { try end.value($0.column) }
      }
    }
  }

  private func page(of source: Source, after last: [SQLValue]) -> SQL {
    let order = source.key.map(\.sql).joined(separator: ", ")
    guard !last.isEmpty else { return "SELECT * FROM \(source.table) ORDER BY \(order) LIMIT \(source.page)" }
    let after = last.map { SQL.value($0) }.joined(separator: ", ")
    return "SELECT * FROM \(source.table) WHERE (\(order)) > (\(after)) ORDER BY \(order) LIMIT \(source.page)"
  }
}

extension SQL {
  fileprivate static func value(_ value: SQLValue) -> SQL {
    switch value {
    case .integer(let number): "\(number)"
    case .text(let text): "\(text)"
    case .null: "NULL"
    }
  }
}

extension Transaction {
  package var tableExport: TableExport { TableExport(tx: self) }
}
