package import Domain
package import SQLEngine

/// Zones, their rates, and what goods weigh.
package struct ShippingStore {
  let tx: Transaction

  package func takeZone(_ id: ID<ShippingZone>) throws -> ShippingZone {
    guard let row = try tx.row("SELECT * FROM shipping_zones WHERE id = \(id)") else { throw Refusal.notFound("shipping zone") }
    return try ShippingZone(row: row)
  }

  package func listZones(search: String?, page: PageRequest) throws -> Page<ShippingZone> {
    let place = try page.cursor.map { try Keyset(cursor: $0) }
    let named: SQL = search.map { "AND \(NamePrefix.condition("name", $0))" } ?? ""
    let after: SQL = place.map { "AND (created_at, id) < (\($0.value), \($0.id))" } ?? ""
    let rows = try tx.rows(
      "SELECT * FROM shipping_zones WHERE 1 = 1 \(named) \(after) ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)")
    return Page(rows: try rows.map(ShippingZone.init), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  package func add(_ zone: ShippingZone) throws {
    try tx.execute(
      """
      INSERT INTO shipping_zones (id, name, areas, created_at)
      VALUES (\(zone.id), \(zone.name), \(ShippingColumns.text(zone.areas)), \(zone.createdAt))
      """)
  }

  package func save(_ zone: ShippingZone) throws {
    try tx.execute(
      "UPDATE shipping_zones SET name = \(zone.name), areas = \(ShippingColumns.text(zone.areas)) WHERE id = \(zone.id)")
  }

  /// Removes a zone with its rates; orders keep what they were quoted.
  package func removeZone(_ id: ID<ShippingZone>) throws {
    try tx.execute("DELETE FROM shipping_rates WHERE zone_id = \(id)")
    try tx.execute("DELETE FROM shipping_zones WHERE id = \(id)")
  }

  package func takeRate(_ id: ID<ShippingRate>) throws -> ShippingRate {
    guard let row = try tx.row("SELECT * FROM shipping_rates WHERE id = \(id)") else { throw Refusal.notFound("shipping rate") }
    return try ShippingRate(row: row)
  }

  package func listRates(search: String?, of zone: ID<ShippingZone>?, page: PageRequest) throws -> Page<ShippingRate> {
    let place = try page.cursor.map { try Keyset(cursor: $0) }
    let named: SQL = search.map { "AND \(NamePrefix.condition("title", $0))" } ?? ""
    let zoned: SQL = zone.map { "AND zone_id = \($0)" } ?? ""
    let after: SQL = place.map { "AND (created_at, id) < (\($0.value), \($0.id))" } ?? ""
    let rows = try tx.rows(
      "SELECT * FROM shipping_rates WHERE 1 = 1 \(named) \(zoned) \(after) ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)")
    return Page(rows: try rows.map(ShippingRate.init), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  /// Everything a consignment may be held against.
  package func everything() throws -> (zones: [ShippingZone], rates: [ShippingRate]) {
    (
      try tx.rows("SELECT * FROM shipping_zones ORDER BY created_at, id").map(ShippingZone.init),
      try tx.rows("SELECT * FROM shipping_rates ORDER BY created_at, id").map(ShippingRate.init)
    )
  }

  package func add(_ rate: ShippingRate) throws {
    try tx.execute(
      """
      INSERT INTO shipping_rates (id, currency, created_at, zone_id, title, basis, bands, volumetric_divisor, max_weight_g, max_length_mm,
        max_width_mm, max_height_mm, min_subtotal, max_subtotal, tax_class_id, tax_rates, price_includes_tax)
      VALUES (\(rate.id), \(rate.currency.code), \(rate.createdAt), \(values(rate)))
      """)
  }

  package func save(_ rate: ShippingRate) throws {
    try tx.execute(
      """
      UPDATE shipping_rates SET (zone_id, title, basis, bands, volumetric_divisor, max_weight_g, max_length_mm, max_width_mm,
        max_height_mm, min_subtotal, max_subtotal, tax_class_id, tax_rates, price_includes_tax) = (\(values(rate)))
      WHERE id = \(rate.id)
      """)
  }

  package func removeRate(_ id: ID<ShippingRate>) throws {
    try tx.execute("DELETE FROM shipping_rates WHERE id = \(id)")
  }

  /// What one unit of each variant weighs, in grams; a variant sold by weight weighs what is sold of it. Unknown ones are missing.
  package func unitWeights(of ids: Set<ID<Variant>>) throws -> [ID<Variant>: Int64] {
    guard !ids.isEmpty else { return [:] }
    var weights: [ID<Variant>: Int64] = [:]
    for row in try tx.rows("SELECT id, weight_g, unit FROM variants WHERE id IN \(SQL.list(ids.sorted()))") {
      let unit: SalesUnit = try row.choice("unit")
      weights[try row.id("id")] = try row.integerOrNil("weight_g") ?? (unit == .kg ? 1000 : unit == .g ? 1 : nil)
    }
    return weights
  }

  private func values(_ rate: ShippingRate) -> SQL {
    """
    \(rate.zoneID), \(rate.title), \(rate.basis.rawValue), \(ShippingColumns.text(rate.bands)), \(rate.volumetricDivisor),
    \(rate.largest.weight), \(rate.largest.length), \(rate.largest.width), \(rate.largest.height), \(rate.minimumSubtotal),
    \(rate.maximumSubtotal), \(rate.taxClassID), \(OrderColumns.text(rate.taxRates)), \(rate.priceIncludesTax)
    """
  }
}

extension ShippingZone {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), name: try row.text("name"), areas: try ShippingColumns.areas(try row.text("areas")),
      createdAt: try row.instant("created_at"))
  }
}

extension ShippingRate {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), zoneID: try row.id("zone_id"), currency: try row.currency("currency"),
      priceIncludesTax: try row.flag("price_includes_tax"), createdAt: try row.instant("created_at"))
    title = try row.text("title")
    basis = try row.choice("basis")
    bands = try ShippingColumns.bands(try row.text("bands"))
    volumetricDivisor = try row.integerOrNil("volumetric_divisor")
    largest = Parcel(
      weight: try row.integerOrNil("max_weight_g"), length: try row.integerOrNil("max_length_mm"),
      width: try row.integerOrNil("max_width_mm"), height: try row.integerOrNil("max_height_mm"))
    minimumSubtotal = try row.integerOrNil("min_subtotal")
    maximumSubtotal = try row.integerOrNil("max_subtotal")
    taxClassID = try row.idOrNil("tax_class_id")
    taxRates = try OrderColumns.taxRates(try row.text("tax_rates"))
  }
}

extension Transaction {
  package var shipping: ShippingStore { ShippingStore(tx: self) }
}
