import Domain

/// What somebody must be allowed to do for a route to let them in: the rows of ``Policy`` beside the lines of ``Routes``.
///
/// The use cases ask again, with the object at hand; this is the outer gate, the same for pages and API. A route that is not listed
/// lets nobody in.
enum RouteRights {
  enum Right: Sendable, Equatable {
    /// Being signed in is enough: what is there is the caller's own.
    case signedIn
    case action(Action)
  }

  /// - Throws: 403 where the policy denies the route's action to the caller's role, or no rule speaks of the route. What needs an approval
  ///   passes: only the use case knows for which object it was given.
  static func check(_ route: Route, _ caller: Call.Caller) throws(Refusal) {
    guard route.access == .signedIn else { return }
    switch (right(of: route), caller) {
    case (_, .nobody), (.signedIn, _): return
    case (.action(let action), .token(let principal, _)), (.action(let action), .session(let principal, _)):
      guard principal.decision(on: action) == .deny else { return }
      try principal.require(action)
    case (nil, _): throw Refusal(.forbidden, "No rule lets anybody in here.")
    }
  }

  /// Nil for a route that nobody thought of.
  static func right(of route: Route) -> Right? {
    if let right = table[route.name] { return right }
    guard route.surface == .page, let entry = OfficeNavigation.entry(of: route.pattern) else { return nil }
    return .action(entry.needs)
  }

  private static let table: [String: Right] = Dictionary(
    uniqueKeysWithValues: (pages + orders + goods + shop + outside).map { ($0.0, $0.1) })

  private typealias Line = (String, Right)

  private static func line(_ method: String, _ path: String, _ action: Action) -> Line { ("\(method) /api/v1\(path)", .action(action)) }

  /// List and one to read; create, change and remove to manage.
  private static func resource(_ path: String, read: Action, manage: Action) -> [Line] {
    [
      line("GET", path, read), line("GET", path + "/{id}", read), line("POST", path, manage), line("PATCH", path + "/{id}", manage),
      line("DELETE", path + "/{id}", manage),
    ]
  }

  private static let pages: [Line] = [
    ("GET /admin", .action(.readOrders)), ("GET /register/receipts/{id}", .action(.readOrders)), ("GET /metrics", .action(.readMetrics)),
  ]

  private static let orders: [Line] =
    [
      line("GET", "/orders", .readOrders), line("POST", "/orders", .editOrders), line("POST", "/orders/calculate", .editOrders),
      line("GET", "/orders/counts", .readOrders), line("GET", "/orders/export", .exportOrders), line("GET", "/payments", .readOrders),
      line("GET", "/payments/counts", .readOrders),
    ]
    + [
      ("GET", "", .readOrders), ("PATCH", "", .editOrders), ("DELETE", "", .discardOrder), ("POST", "/restore", .discardOrder),
      ("POST", "/lines", .editOrders), ("PATCH", "/lines/{line_id}", .editOrders), ("DELETE", "/lines/{line_id}", .editOrders),
      ("POST", "/lines/{line_id}/price", .editOrders), ("POST", "/adjustments", .editOrders),
      ("PATCH", "/adjustments/{adjustment_id}", .editOrders), ("DELETE", "/adjustments/{adjustment_id}", .editOrders),
      ("PUT", "/shipping_line", .editOrders), ("DELETE", "/shipping_line", .editOrders), ("POST", "/shipments", .pack),
      ("PATCH", "/shipments/{shipment_id}", .pack), ("DELETE", "/shipments/{shipment_id}", .pack),
      ("POST", "/shipments/{shipment_id}/undo", .fulfil), ("GET", "/fulfillment", .readOrders), ("POST", "/fulfillment", .fulfil),
      ("POST", "/fulfillment/undo", .fulfil), ("POST", "/hold", .hold),
      ("POST", "/retrieve", .retrieve), ("POST", "/duplicate", .editOrders), ("POST", "/split", .splitMerge),
      ("POST", "/merge", .splitMerge), ("POST", "/complete", .complete), ("POST", "/cancel", .editOrders), ("POST", "/edits", .editOrders),
      ("POST", "/close", .closeOrder),
      ("POST", "/reopen", .closeOrder), ("POST", "/payments", .takePayment),
      ("POST", "/payments/{payment_id}/check", .takePayment), ("POST", "/payments/{payment_id}/cancel", .takePayment),
      ("POST", "/refunds", .refund), ("POST", "/returns", .takeReturns), ("PATCH", "/returns/{return_id}", .takeReturns),
      ("POST", "/returns/{return_id}/exchange", .takeReturns), ("GET", "/transactions", .readOrders),
      ("POST", "/presence", .readOrders), ("GET", "/requirements", .readOrders), ("GET", "/explanation", .readOrders),
      ("GET", "/events", .readEvents), ("GET", "/inventory_movements", .readStock), ("GET", "/invoice", .readOrders),
      ("GET", "/invoice_revisions", .readOrders), ("GET", "/credit_notes", .readOrders),
      ("GET", "/supplementary_invoices", .readOrders), ("GET", "/supplementary_invoices/{supplementary_invoice_id}", .readOrders),
      ("GET", "/credit_notes/{credit_note_id}", .readOrders), ("POST", "/send_invoice", .sendInvoice),
      ("POST", "/revert_to_draft", .sendInvoice), ("POST", "/reminders", .sendMessages), ("POST", "/receipts", .sendMessages),
    ].map { (method: String, path: String, action: Action) in line(method, "/orders/{id}" + path, action) }
    + [
      line("GET", "/transfer_notices", .readOrders), line("POST", "/orders/{id}/transfer_notices", .takePayment),
      line("POST", "/orders/{id}/transfer_notices/{notice_id}/confirm", .confirmTransfer),
      line("POST", "/orders/{id}/transfer_notices/{notice_id}/reject", .confirmTransfer),
      line("GET", "/orders/{id}/transfer_notices/{notice_id}/slip", .readOrders),
    ]
    + resource("/saved_views", read: .readOrders, manage: .readOrders)
    + [line("GET", "/payment_tasks", .readPaymentTasks), line("POST", "/payment_tasks/{id}/resolve", .resolvePaymentTask)]
    + [
      line("GET", "/reports/sales", .readReports), line("GET", "/reports/sales.csv", .readReports),
      line("GET", "/reports/taxes", .readReports),
      line("GET", "/sweep", .readOrders), line("POST", "/sweep/send_links", .sendInvoice), line("POST", "/tracking_lists", .fulfil),
    ]

  private static let goods: [Line] =
    resource("/products", read: .readCatalog, manage: .manageCatalog) + resource("/variants", read: .readCatalog, manage: .manageCatalog)
    + resource("/price_rules", read: .readPricing, manage: .managePricing)
    + resource("/promotions", read: .readPricing, manage: .managePricing)
    + resource("/gift_cards", read: .readGiftCards, manage: .manageGiftCards)
    + resource("/customers", read: .readCustomers, manage: .manageCustomers)
    + [
      line("GET", "/catalog", .readCatalog), line("GET", "/customers/{id}/export", .exportCustomer),
      line("POST", "/customers/{id}/erase", .eraseCustomer), line("GET", "/customers/{id}/store_credit", .readCustomers),
      line("GET", "/customers/{id}/points", .readCustomers), line("GET", "/customers/{id}/payment_methods", .readCustomers),
      line("POST", "/customers/{id}/payment_methods", .manageCustomers),
      line("POST", "/customers/{id}/payment_methods/page", .manageCustomers),
      line("DELETE", "/customers/{id}/payment_methods/{method_id}", .manageCustomers),
      line("POST", "/customers/{id}/store_credit", .giveCredit), line("GET", "/inventory_levels", .readStock),
      line("GET", "/stock_takes", .readStock), line("POST", "/stock_takes", .adjustStock), line("GET", "/stock_takes/{id}", .readStock),
      line("GET", "/stock_takes/{id}/lines", .readStock), line("POST", "/stock_takes/{id}/counts", .countStock),
      line("DELETE", "/stock_takes/{id}/counts/{variant_id}", .countStock), line("POST", "/stock_takes/{id}/finish", .adjustStock),
      line("POST", "/stock_takes/{id}/cancel", .adjustStock), line("GET", "/stock_transfers", .readStock),
      line("POST", "/stock_transfers", .adjustStock), line("GET", "/stock_transfers/{id}", .readStock),
      line("PATCH", "/stock_transfers/{id}", .adjustStock), line("POST", "/stock_transfers/{id}/send", .adjustStock),
      line("POST", "/stock_transfers/{id}/receive", .countStock), line("POST", "/stock_transfers/{id}/cancel", .adjustStock),
      line("GET", "/low_stock", .readStock), line("PUT", "/variants/{id}/low_stock_level", .adjustStock),
      line("GET", "/reservations", .readStock), line("DELETE", "/reservations/{line_id}", .adjustStock),
      line("POST", "/inventory_levels/adjust", .adjustStock), line("GET", "/inventory_movements", .readStock),
      line("POST", "/imports", .importData),
    ]

  private static let shop: [Line] =
    resource("/tax_classes", read: .readTax, manage: .manageTax) + resource("/tax_rates", read: .readTax, manage: .manageTax)
    + resource("/locations", read: .readRegisters, manage: .manageRegisters)
    + resource("/registers", read: .readRegisters, manage: .manageRegisters)
    + resource("/staff", read: .readStaff, manage: .manageStaff) + resource("/tokens", read: .manageTokens, manage: .manageTokens)
    + resource("/note_templates", read: .readTemplates, manage: .manageTemplates)
    + resource("/terms_templates", read: .readTemplates, manage: .manageTemplates)
    + resource("/payment_terms", read: .readTemplates, manage: .manageTemplates)
    + resource("/shipping_zones", read: .readShipping, manage: .manageShipping)
    + resource("/shipping_rates", read: .readShipping, manage: .manageShipping)
    + resource("/couriers", read: .readShipping, manage: .manageShipping)
    + [
      line("POST", "/shipping_rates/find", .readShipping), line("GET", "/registers/{id}/tiles", .readRegisters),
      line("PUT", "/registers/{id}/tiles", .editTiles), line("GET", "/registers/{id}/sessions", .readRegisters),
      line("POST", "/registers/{id}/sessions", .openSession), line("GET", "/registers/{id}/sessions/{session_id}", .readRegisters),
      line("POST", "/registers/{id}/sessions/{session_id}/cash_movements", .moveCash),
      line("POST", "/registers/{id}/sessions/{session_id}/close", .closeSession), line("GET", "/devices", .enrolDevice),
      line("DELETE", "/devices/{id}", .enrolDevice), line("POST", "/staff/{id}/reset_link", .manageStaff),
      line("GET", "/settings", .readSettings), line("PATCH", "/settings", .manageSettings),
      ("POST /api/v1/approvals", .signedIn),
    ]

  private static let outside: [Line] =
    resource("/webhook_endpoints", read: .manageWebhooks, manage: .manageWebhooks)
    + [
      line("GET", "/payment_providers", .readOrders), line("GET", "/provider_events", .readPaymentTasks),
      line("POST", "/provider_events/{id}/retry", .resolvePaymentTask),
      line("GET", "/conversations", .readConversations), line("POST", "/conversations", .reply),
      line("GET", "/conversations/counts", .readConversations), line("GET", "/conversations/{id}", .readConversations),
      line("PATCH", "/conversations/{id}", .reply), line("DELETE", "/conversations/{id}", .mergeContacts),
      line("POST", "/conversations/{id}/replying", .reply), line("POST", "/conversations/{id}/merge", .mergeContacts),
      line("GET", "/conversations/{id}/messages", .readConversations), line("POST", "/conversations/{id}/messages", .reply),
      line("POST", "/conversations/{id}/messages/{message_id}/retry", .reply),
      line("POST", "/conversations/{id}/attachments", .reply),
      line("GET", "/conversations/{id}/attachments/{attachment_id}", .readConversations),
      line("POST", "/customers/{id}/merge", .mergeContacts),
      line("POST", "/conversations/{id}/suggestions", .readConversations), line("POST", "/conversations/{id}/orders", .editOrders),
      line("GET", "/channels", .manageSettings), line("POST", "/channels/{id}/check", .manageSettings),
      line("GET", "/channel_events", .manageSettings), line("POST", "/channel_events/{id}/retry", .manageSettings),
      line("GET", "/webhook_endpoints/{id}/deliveries", .manageWebhooks),
      line("POST", "/webhook_endpoints/{id}/deliveries/{delivery_id}/replay", .manageWebhooks),
      line("GET", "/messages", .readMessages), line("GET", "/messages/status", .readMessages), line("GET", "/messages/{id}", .readMessages),
      line("POST", "/messages/{id}/resend", .sendMessages), line("POST", "/messages/{id}/cancel", .sendMessages),
      line("POST", "/settings/test_message", .manageSettings), line("GET", "/events", .readEvents),
      line("GET", "/events/stream", .readEvents), line("GET", "/alerts", .readOrders), line("GET", "/alerts/bell", .readOrders),
      line("POST", "/alerts/acknowledge", .acknowledgeAlerts), line("POST", "/alerts/{id}/acknowledge", .acknowledgeAlerts),
    ]
}
