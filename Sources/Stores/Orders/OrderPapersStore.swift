import Domain
import SQLEngine

/// The papers of orders: one row for each order that has any, found by `orders.has_papers`.
extension OrderStore {
  /// Writes the papers where they differ from those that are stored; an order that never had any costs nothing.
  func savePapers(of order: Order, since before: OrderPapers) throws {
    let papers = order.papers
    guard papers != before else { return }
    let (details, invoice) = (papers.details, papers.invoice)
    let values: SQL = """
      \(details?.contentType), \(details?.body), \(details?.problem?.line), \(details?.problem?.column), \(details?.problem?.message),
      \(papers.purchaseOrderNumber), \(papers.consent.map(PaperColumns.text)), \(papers.paymentTerms.map(PaperColumns.text)),
      \(papers.terms), \(papers.language), \(invoice?.revision), \(invoice?.number), \(invoice?.sentAt), \(invoice?.viewedAt),
      \(papers.dueFrom?.dayNumber)
      """
    guard before.isEmpty else {
      return try tx.enqueue(
        """
        UPDATE order_papers SET (details_type, details_body, details_line, details_column, details_problem, purchase_order_number, consent,
          payment_terms, terms, language, invoice_revision, invoice_number, invoice_sent_at, invoice_viewed_at,
          due_from) = (\(values))
        WHERE order_id = \(order.id)
        """)
    }
    // Papers that were emptied once have left their row behind.
    try tx.enqueue("DELETE FROM order_papers WHERE order_id = \(order.id)")
    try tx.enqueue(
      """
      INSERT INTO order_papers (order_id, details_type, details_body, details_line, details_column, details_problem,
        purchase_order_number, consent, payment_terms, terms, language, invoice_revision, invoice_number, invoice_sent_at,
        invoice_viewed_at, due_from)
      VALUES (\(order.id), \(values))
      """)
    try tx.enqueue("UPDATE orders SET has_papers = 1 WHERE id = \(order.id)")
  }

  /// The papers of those of several orders that have any.
  func papers(of orders: [ID<Order>]) throws -> [String: OrderPapers] {
    guard !orders.isEmpty else { return [:] }
    let rows = try tx.rows("SELECT * FROM order_papers WHERE order_id IN \(SQL.list(orders))")
    return Dictionary(
      try rows.map { (try $0.text("order_id"), try OrderPapers(row: $0)) }, uniquingKeysWith: { first, _ in first })
  }
}

extension OrderPapers {
  fileprivate init(row: Row) throws {
    self.init()
    if let type = try row.textOrNil("details_type") {
      guard var stored = OrderDetails(contentType: type, body: try row.text("details_body")) else { throw StoredList.damaged }
      if let message = try row.textOrNil("details_problem") {
        stored.problem = OrderDetails.Problem(
          line: try row.integer("details_line"), column: try row.integer("details_column"), message: message)
      }
      details = stored
    }
    purchaseOrderNumber = try row.textOrNil("purchase_order_number")
    consent = try row.textOrNil("consent").map(PaperColumns.consent)
    paymentTerms = try row.textOrNil("payment_terms").map(PaperColumns.paymentTerms)
    terms = try row.textOrNil("terms")
    dueFrom = try row.integerOrNil("due_from").flatMap(CalendarDate.init(dayNumber:))
    language = try row.textOrNil("language")
    if let revision = try row.integerOrNil("invoice_revision") {
      invoice = InvoiceState(
        revision: revision, number: try row.textOrNil("invoice_number"), sentAt: try row.instantOrNil("invoice_sent_at"),
        viewedAt: try row.instantOrNil("invoice_viewed_at"))
    }
  }
}
