package import Domain
package import SQLEngine

/// Classes of goods and the taxes they bear.
package struct TaxStore {
  let tx: Transaction

  package func takeClass(_ id: ID<TaxClass>) throws -> TaxClass {
    guard let row = try tx.row("SELECT * FROM tax_classes WHERE id = \(id)") else { throw Refusal.notFound("tax class") }
    return try TaxClass(row: row)
  }

  package func listClasses(search: String?, page: PageRequest) throws -> Page<TaxClass> {
    let place = try page.cursor.map { try Keyset(cursor: $0) }
    let named: SQL = search.map { "AND \(NamePrefix.condition("name", $0))" } ?? ""
    let after: SQL = place.map { "AND (created_at, id) < (\($0.value), \($0.id))" } ?? ""
    let rows = try tx.rows(
      "SELECT * FROM tax_classes WHERE 1 = 1 \(named) \(after) ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)")
    return Page(rows: try rows.map(TaxClass.init), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  package func add(_ taxClass: TaxClass) throws {
    try tx.execute(
      """
      INSERT INTO tax_classes (id, name, is_default, created_at)
      VALUES (\(taxClass.id), \(taxClass.name), \(taxClass.isDefault), \(taxClass.createdAt))
      """)
  }

  package func save(_ taxClass: TaxClass) throws {
    try tx.execute(
      "UPDATE tax_classes SET name = \(taxClass.name), is_default = \(taxClass.isDefault) WHERE id = \(taxClass.id)")
  }

  /// Leaves no class the default, so that another one may be it.
  package func clearDefault() throws {
    try tx.execute("UPDATE tax_classes SET is_default = 0 WHERE is_default = 1")
  }

  /// Whether products, taxes or shipping rates still name the class.
  package func isUsed(_ id: ID<TaxClass>) throws -> Bool {
    try tx.row(
      """
      SELECT 1 AS used FROM products WHERE tax_class_id = \(id) AND removed_at IS NULL
      UNION ALL SELECT 1 FROM tax_rates WHERE tax_class_id = \(id)
      UNION ALL SELECT 1 FROM shipping_rates WHERE tax_class_id = \(id) LIMIT 1
      """) != nil
  }

  package func removeClass(_ id: ID<TaxClass>) throws {
    // Products that were removed keep their rows for the books, not their class.
    try tx.execute("UPDATE products SET tax_class_id = NULL WHERE tax_class_id = \(id) AND removed_at IS NOT NULL")
    try tx.execute("DELETE FROM tax_classes WHERE id = \(id)")
  }

  package func takeRate(_ id: ID<TaxRateRow>, in scope: ID<Location>?) throws -> TaxRateRow {
    guard let row = try tx.row("SELECT * FROM tax_rates WHERE id = \(id)") else { throw Refusal.notFound("tax rate") }
    let rate = try TaxRateRow(row: row)
    guard scope == nil || rate.locationID == nil || rate.locationID == scope else { throw Refusal.notFound("tax rate") }
    return rate
  }

  package func listRates(
    search: String?, of taxClass: ID<TaxClass>?, in scope: ID<Location>?, page: PageRequest
  ) throws -> Page<TaxRateRow> {
    let place = try page.cursor.map { try Keyset(cursor: $0) }
    let named: SQL = search.map { "AND \(NamePrefix.condition("title", $0))" } ?? ""
    let located: SQL = scope.map { "AND (location_id IS NULL OR location_id = \($0))" } ?? ""
    let after: SQL = place.map { "AND (created_at, id) < (\($0.value), \($0.id))" } ?? ""
    let classed: SQL = taxClass.map { "AND tax_class_id = \($0)" } ?? ""
    let rows = try tx.rows(
      """
      SELECT * FROM tax_rates WHERE 1 = 1 \(named) \(classed) \(located) \(after)
      ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(TaxRateRow.init), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  package func add(_ rate: TaxRateRow) throws {
    try tx.execute(
      """
      INSERT INTO tax_rates (id, tax_class_id, location_id, title, rate, created_at)
      VALUES (\(rate.id), \(rate.taxClassID), \(rate.locationID), \(rate.title), \(rate.rate.partsPerMillion), \(rate.createdAt))
      """)
  }

  package func save(_ rate: TaxRateRow) throws {
    try tx.execute(
      """
      UPDATE tax_rates SET tax_class_id = \(rate.taxClassID), location_id = \(rate.locationID), title = \(rate.title),
        rate = \(rate.rate.partsPerMillion) WHERE id = \(rate.id)
      """)
  }

  package func removeRate(_ id: ID<TaxRateRow>) throws {
    try tx.execute("DELETE FROM tax_rates WHERE id = \(id)")
  }
}

extension TaxClass {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), name: try row.text("name"), isDefault: try row.flag("is_default"), createdAt: try row.instant("created_at"))
  }
}

extension TaxRateRow {
  init(row: Row) throws {
    guard let rate = Rate(partsPerMillion: try row.integer("rate")) else { throw EngineError.statement("A tax rate is out of range.") }
    self.init(
      id: try row.id("id"), taxClassID: try row.id("tax_class_id"), locationID: try row.idOrNil("location_id"),
      title: try row.text("title"), rate: rate, createdAt: try row.instant("created_at"))
  }
}

extension Transaction {
  package var tax: TaxStore { TaxStore(tx: self) }
}
