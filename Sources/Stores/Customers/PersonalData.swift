/// What each column of text has to do with a person who asks to be forgotten (P25): a test fails for a column that nobody thought of.
/// ``ErasureStore`` empties those that are `erased`; ids, here and there, name rows and nobody.
package enum PersonalData {
  package enum Keeping: Sendable, Equatable {
    /// Emptied when a person is erased.
    case erased
    /// Stays, and why.
    case kept(String)
  }

  /// The columns of text of every table that speaks of customers.
  package static let columns: [String: [String: Keeping]] = [
    "customers": all(
      ["name", "company", "email", "phone", "language", "tax_id", "addresses", "group_names", "tags", "consents", "note", "payment_terms"],
      .erased),
    "orders": all(
      ["billing_address", "shipping_address", "note", "customer_note", "tags", "hold_label", "discarded_hold", "cancel_reason"], .erased
    )
    .merging(
      all(
        [
          "content_hash", "number", "number_key", "status", "payment_status", "fulfillment_status", "return_status", "display_status",
          "channel", "currency", "tax_rounding", "rounding", "shipping_line",
        ], .kept(books))
    ) { $1 },
    "order_lines": all(["note", "price_reason", "properties"], .erased).merging(
      all(
        [
          "content_hash", "title", "sku", "unit", "price_source", "discounts", "tax_rates", "promotions", "billing_cycle",
          "price_rule_title", "price_rule_choice",
        ], .kept(books))
    ) { $1 },
    "order_papers": all(
      ["details_type", "details_body", "details_problem", "purchase_order_number", "consent", "language"], .erased
    ).merging(all(["payment_terms", "terms", "invoice_number"], .kept(books))) { $1 },
    "order_adjustments": all(["reason"], .erased).merging(all(["kind", "title", "code", "value_type", "tax_rates"], .kept(books))) { $1 },
    "order_returns": all(["refusal"], .erased),
    "order_return_parts": all(["reason"], .erased).merging(all(["outcome"], .kept(books))) { $1 },
    "order_tags": all(["tag"], .erased),
    "refunds": all(["reason", "reference"], .erased).merging(
      all(["method", "lines", "origin", "status", "provider_refund", "failure", "request_key", "request_fingerprint"], .kept(books))
    ) { $1 },
    "sales_entries": all(["cause", "kind", "name", "title", "product_key", "channel", "currency", "tax_title"], .kept(books)),
    "payments": all(["reference"], .erased).merging(all(["method", "status"], .kept(books))) { $1 },
    "payment_attempts": all(["card", "page_url"], .erased).merging(
      all(
        [
          "content_hash", "currency", "provider", "account", "way", "origin", "state", "provider_session", "provider_payment", "failure",
          "request_key", "request_fingerprint",
        ], .kept(books))
    ) { $1 },
    "payment_tasks": all(["kind", "currency", "detail", "dedup_key", "resolved_by", "resolution"], .kept(books)),
    "provider_customers": all(["provider", "account", "provider_customer"], .erased),
    "saved_methods": all(["provider", "account", "provider_method", "brand", "last4"], .erased),
    "transfer_notices": all(
      ["bank", "reference", "reference_key", "note", "slip_kind", "slip_source_hash", "slip_content_hash", "reason"], .erased
    ).merging(all(["currency", "origin", "status", "decided_by"], .kept(books))) { $1 },
    "alerts": all(
      ["kind", "cause", "currency", "acknowledged_kind", "acknowledged_by"], .kept("what came in and who of staff saw it, not from whom")),
    "transfer_slips": all(["content"], .erased),
    "conversations": all(
      ["contact_key", "contact_name", "contact_picture_url", "name", "last_message_text"], .erased
    ).merging(
      all(["channel", "account", "last_message_direction", "merged_into"], .kept("says that somebody wrote, not who"))
    ) { $1 },
    "thread_messages": all(["text", "place", "dedup_key", "facts"], .erased).merging(
      all(["direction", "kind", "channel", "account", "word"], .kept("says that something was said, not what"))
    ) { $1 },
    "chat_attachments": all(["name", "sticker_package", "sticker"], .erased).merging(
      all(["kind", "media_type"], .kept("says what kind of thing was sent"))
    ) { $1 },
    "chat_attachment_files": all(["content"], .erased),
    "channel_events": all(["contact", "body", "last_error"], .erased).merging(
      all(["source", "type", "account", "state"], .kept("says that a service told something, not of whom"))
    ) { $1 },
    "shipments": all(
      ["status", "lines", "courier", "tracking_number", "tracking_url", "taken", "last_step"],
      .kept("the carrier's own names for a parcel")),
    "checkout_contacts": all(["email"], .erased),
    "invoices": all(["number", "number_key", "series"], .kept(books)),
    // Snapshots of sales keep name, address and tax number, as the law asks, and lose their notes; those of what was never sold lose both.
    "invoice_revisions": all(["snapshot"], .erased).merging(all(["currency", "content_hash", "maker"], .kept(law))) { $1 },
    "credit_notes": all(["snapshot"], .erased).merging(all(["number", "number_key", "series", "currency", "cause"], .kept(law))) { $1 },
    "supplementary_invoices": all(["snapshot"], .erased).merging(
      all(["number", "number_key", "series", "currency"], .kept(law))
    ) { $1 },
    "store_credit_entries": all(["reason"], .erased).merging(all(["actor"], .kept(staff))) { $1 },
    "points_entries": all(["reason"], .erased).merging(all(["actor"], .kept(staff))) { $1 },
    "messages": all(["recipient", "subject", "body_text", "body_html", "attachments", "last_error", "dedup_key"], .erased).merging(
      all(["kind", "channel", "lane", "status", "lease"], .kept("says that something was sent, not to whom"))
    ) { $1 },
    "message_budgets": all(["subject"], .erased),
    "events": all(["data"], .erased).merging(all(["type", "actor_kind", "object_type"], .kept("what happened, not to whom"))) { $1 },
    "audit": all(["reason", "detail", "words_salt"], .erased)
      .merging(all(["actor_kind", "actor_name", "action", "object_type"], .kept(staff))) { $1 }
      .merging(all(["words_hash", "chain_hash"], .kept("tells nothing without its salt"))) { $1 },
    "idempotency": all(["headers", "body"], .erased).merging(
      all(["principal", "route", "key", "fingerprint"], .kept("names a request; gone after a week"))
    ) { $1 },
    "search_words": all(["word"], .erased).merging(all(["kind"], .kept("what kind of thing it is"))) { $1 },
    "search_documents": all(["words"], .erased).merging(all(["kind"], .kept("what kind of thing it is"))) { $1 },
  ]

  /// Tables whose text is the shop's own, its staff's or its machines', and never about a customer.
  package static let others: Set<String> = [
    "api_tokens", "approvals", "audit_seals", "cart_lines", "carts", "cash_movements", "checkout_links", "checkout_requests", "counters",
    "couriers", "declined_promotions",
    "devices", "doors",
    "erasures", "gift_card_entries", "gift_cards", "leases", "locations", "one_time_links", "order_presence", "payment_terms",
    "points_reservations",
    "price_rule_groups", "price_rule_prices", "price_rules", "products", "promotion_redemptions", "promotion_targets", "promotions",
    "provider_events",
    "register_sessions", "registers", "reminders", "retired_line_ids", "saved_views", "schema_migrations", "server_secret", "settings",
    "shipping_rates",
    "shipping_zones", "shop_moves", "sign_in_budgets", "staff", "stock_commitments", "stock_levels", "stock_movements",
    "stock_reservations",
    "stock_take_counts", "stock_takes", "stock_thresholds", "stock_transfer_lines", "stock_transfers",
    "tax_classes", "tax_rates", "test_gateway_cards", "test_gateway_pages", "test_gateway_refunds", "text_templates", "unrecorded_sales",
    "variants",
    "web_sessions", "webhook_deliveries", "webhook_endpoints",
  ]

  private static let books = "the books need it: what was sold, when, for how much"
  private static let law = "a tax document is kept as it was issued, for as long as the law asks"
  private static let staff = "names staff"

  private static func all(_ names: [String], _ keeping: Keeping) -> [String: Keeping] {
    Dictionary(names.map { ($0, keeping) }, uniquingKeysWith: { first, _ in first })
  }
}
