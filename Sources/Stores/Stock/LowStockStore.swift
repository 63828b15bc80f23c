package import Domain
package import SQLEngine

/// At which level a variant is low, and where it is: its own level at the place, its own anywhere, or the shop's.
package struct LowStockStore {
  let tx: Transaction

  /// Sets at which level a variant is low; nil takes the level away.
  ///
  /// - Parameter location: nil is every place that has no level of its own.
  package func set(_ level: Quantity?, of variant: ID<Variant>, at location: ID<Location>?) throws {
    let id = "\(variant):\(location?.text ?? "")"
    guard let level else { return try tx.execute("DELETE FROM stock_thresholds WHERE id = \(id)") }
    try tx.execute(
      """
      INSERT INTO stock_thresholds (id, variant_id, location_id, level) VALUES (\(id), \(variant), \(location), \(level.thousandths))
      ON CONFLICT (id) DO UPDATE SET level = excluded.level
      """)
  }

  /// The levels of a variant's own, the one for every place with a nil location.
  package func thresholds(of variant: ID<Variant>) throws -> [(location: ID<Location>?, level: Int64)] {
    try tx.rows("SELECT location_id, level FROM stock_thresholds WHERE variant_id = \(variant) ORDER BY location_id").map {
      (try $0.idOrNil("location_id"), try $0.integer("level"))
    }
  }

  /// How much of several variants is at a place, and at which level each is low there.
  package func levels(
    of variants: [ID<Variant>], at location: ID<Location>, shop level: Int64
  ) throws -> [(level: InventoryLevel, threshold: Int64)] {
    guard !variants.isEmpty else { return [] }
    let rows = try tx.rows(
      """
      SELECT s.*, \(Self.threshold(level)) AS threshold FROM stock_levels AS s
      WHERE s.location_id = \(location) AND s.variant_id IN \(SQL.list(variants)) ORDER BY s.variant_id
      """)
    return try rows.map { (try InventoryLevel(row: $0), try $0.integer("threshold")) }
  }

  /// One page of what is low, the emptiest first.
  package func list(
    search: String?, locations: [ID<Location>], in scope: ID<Location>?, shop level: Int64, page: PageRequest
  ) throws -> Page<LowStockRow> {
    var conditions: [SQL] = [
      "v.removed_at IS NULL", "v.track_stock = 1", "p.status = 'active'",
      "s.on_hand - s.committed - s.reserved <= \(Self.threshold(level))",
    ]
    if let search { conditions.append("v.product_id IN (SELECT id FROM products WHERE \(try tx.search.matches(.product, search)))") }
    for places in [locations, [scope].compactMap(\.self)] where !places.isEmpty {
      conditions.append("s.location_id IN \(SQL.list(places))")
    }
    let short: SQL = "s.on_hand - s.committed - s.reserved - \(Self.threshold(level))"
    if let cursor = page.cursor {
      let place = try Keyset(cursor: cursor)
      conditions.append("(\(short), s.variant_id || s.location_id) > (\(place.value), \(place.id))")
    }
    let rows = try tx.rows(
      """
      SELECT s.*, p.title AS product_title, v.title AS variant_title, v.sku, \(Self.threshold(level)) AS threshold,
        EXISTS (SELECT 1 FROM stock_thresholds AS t WHERE t.variant_id = s.variant_id
          AND (t.location_id = s.location_id OR t.location_id IS NULL)) AS has_own,
        (SELECT COALESCE(SUM(line.quantity - line.received - line.returned - line.missing), 0) FROM stock_transfer_lines AS line
          JOIN stock_transfers AS transfer ON transfer.id = line.transfer_id
          WHERE line.variant_id = s.variant_id AND transfer.to_location_id = s.location_id AND transfer.status = 'sent') AS incoming
      FROM stock_levels AS s JOIN variants AS v ON v.id = s.variant_id JOIN products AS p ON p.id = v.product_id
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(short), s.variant_id || s.location_id LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(LowStockRow.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.level.available - $0.threshold), id: $0.level.variantID.text + $0.level.locationID.text)
    }
  }

  /// The level of a row of `stock_levels AS s`.
  private static func threshold(_ shop: Int64) -> SQL {
    """
    COALESCE((SELECT level FROM stock_thresholds WHERE variant_id = s.variant_id AND location_id = s.location_id),
      (SELECT level FROM stock_thresholds WHERE variant_id = s.variant_id AND location_id IS NULL), \(shop))
    """
  }
}

extension LowStockRow {
  fileprivate init(row: Row) throws {
    self.init(
      level: try InventoryLevel(row: row), productTitle: try row.text("product_title"), variantTitle: try row.text("variant_title"),
      sku: try row.textOrNil("sku"), threshold: try row.integer("threshold"), hasOwnThreshold: try row.flag("has_own"),
      incoming: try row.integer("incoming"))
  }
}

extension Transaction {
  package var lowStock: LowStockStore { LowStockStore(tx: self) }
}
