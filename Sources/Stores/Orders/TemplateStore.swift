package import Domain
package import SQLEngine

/// Texts and terms of payment that orders take copies of.
package struct TemplateStore {
  let tx: Transaction

  /// - Throws: ``RefusalCode/notFound``, also for a template of the other kind.
  package func take(_ id: ID<TextTemplate>, _ kind: TextTemplate.Kind) throws -> TextTemplate {
    let row = try tx.row("SELECT * FROM text_templates WHERE id = \(id) AND kind = \(kind.rawValue)")
    guard let row else { throw Refusal.notFound("template") }
    return try TextTemplate(row: row)
  }

  /// One page, newest first; `search` is how some word of the title begins.
  package func list(_ kind: TextTemplate.Kind, search: String?, page: PageRequest) throws -> Page<TextTemplate> {
    let rows = try tx.rows(
      """
      SELECT * FROM text_templates WHERE kind = \(kind.rawValue) AND \(try conditions(search, page))
      ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(TextTemplate.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  package func add(_ template: TextTemplate) throws {
    try tx.execute(
      """
      INSERT INTO text_templates (id, kind, title, body, created_at, updated_at)
      VALUES (\(template.id), \(template.kind.rawValue), \(template.title), \(template.body), \(template.createdAt), \(template.updatedAt))
      """)
  }

  package func save(_ template: TextTemplate) throws {
    try tx.execute(
      """
      UPDATE text_templates SET title = \(template.title), body = \(template.body), updated_at = \(template.updatedAt)
      WHERE id = \(template.id)
      """)
  }

  package func remove(_ id: ID<TextTemplate>) throws {
    try tx.execute("DELETE FROM text_templates WHERE id = \(id)")
  }

  /// - Throws: ``RefusalCode/notFound``.
  package func take(_ id: ID<PaymentTermsTemplate>) throws -> PaymentTermsTemplate {
    guard let row = try tx.row("SELECT * FROM payment_terms WHERE id = \(id)") else { throw Refusal.notFound("payment terms") }
    return try PaymentTermsTemplate(row: row)
  }

  package func listPaymentTerms(search: String?, page: PageRequest) throws -> Page<PaymentTermsTemplate> {
    let rows = try tx.rows(
      """
      SELECT * FROM payment_terms WHERE \(try conditions(search, page)) ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(PaymentTermsTemplate.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  package func add(_ template: PaymentTermsTemplate) throws {
    try tx.execute(
      """
      INSERT INTO payment_terms (id, title, terms, created_at, updated_at)
      VALUES (\(template.id), \(template.terms.title ?? ""), \(PaperColumns.text(template.terms)), \(template.createdAt),
        \(template.updatedAt))
      """)
  }

  package func save(_ template: PaymentTermsTemplate) throws {
    try tx.execute(
      """
      UPDATE payment_terms SET title = \(template.terms.title ?? ""), terms = \(PaperColumns.text(template.terms)),
        updated_at = \(template.updatedAt)
      WHERE id = \(template.id)
      """)
  }

  package func remove(_ id: ID<PaymentTermsTemplate>) throws {
    try tx.execute("DELETE FROM payment_terms WHERE id = \(id)")
  }

  private func conditions(_ search: String?, _ page: PageRequest) throws -> SQL {
    var conditions: [SQL] = ["1 = 1"]
    if let search { conditions.append(NamePrefix.condition("title", search)) }
    if let cursor = page.cursor {
      let place = try Keyset(cursor: cursor)
      conditions.append("(created_at, id) < (\(place.value), \(place.id))")
    }
    return conditions.joined(separator: " AND ")
  }
}

extension TextTemplate {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), kind: try row.choice("kind"), title: try row.text("title"), body: try row.text("body"),
      createdAt: try row.instant("created_at"), updatedAt: try row.instant("updated_at"))
  }
}

extension PaymentTermsTemplate {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), terms: try PaperColumns.paymentTerms(try row.text("terms")), createdAt: try row.instant("created_at"),
      updatedAt: try row.instant("updated_at"))
  }
}

extension Transaction {
  package var templates: TemplateStore { TemplateStore(tx: self) }
}
