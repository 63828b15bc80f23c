package import Domain
package import SQLEngine

/// How much of everything is where. Every limited change is one conditional UPDATE, and the schema's CHECK stands behind it (P10);
/// what is on hand changes only together with a movement, so that the movements always add up to it.
package struct StockStore {
  let tx: Transaction

  /// A level as it is; zeros where nothing was ever kept.
  package func level(of variant: ID<Variant>, at location: ID<Location>) throws -> InventoryLevel {
    let row = try tx.row("SELECT * FROM stock_levels WHERE variant_id = \(variant) AND location_id = \(location)")
    return try row.map(InventoryLevel.init(row:))
      ?? InventoryLevel(variantID: variant, locationID: location, onHand: 0, committed: 0, reserved: 0)
  }

  /// Changes what is on hand by `delta` (counted, received, broken, given away) and writes the movement.
  ///
  /// - Parameter part: what came back with a return; the schema lets it come back once.
  /// - Throws: ``RefusalCode/outOfStock`` where less would be left than orders were promised, unless the product may be oversold.
  package func adjust(
    _ variant: ID<Variant>, by delta: Int64, _ cause: StockCause, line: ID<LineItem>? = nil, part: ID<ReturnPart>? = nil
  ) throws -> InventoryLevel {
    try ensureLevel(variant, cause.locationID)
    let row = try tx.row(
      """
      UPDATE stock_levels SET \(tx.events.isNext), on_hand = on_hand + \(delta)
      WHERE variant_id = \(variant) AND location_id = \(cause.locationID)
        AND (may_oversell = 1 OR \(delta) >= 0 OR on_hand + \(delta) - committed - reserved >= -preordered)
        AND on_hand + \(delta) BETWEEN \(-Self.limit) AND \(Self.limit)
      RETURNING *
      """)
    guard let row else { throw try refusal(of: delta, variant, cause.locationID) }
    let level = try InventoryLevel(row: row)
    if delta != 0 { try addMovement(variant, delta, balance: level.onHand, line: line, part: part, cause) }
    return level
  }

  /// Counts anew: what is on hand becomes `quantity`, by a movement of the difference to what is there now.
  package func set(_ variant: ID<Variant>, to quantity: Int64, _ cause: StockCause) throws -> InventoryLevel {
    let level = try level(of: variant, at: cause.locationID)
    return try adjust(variant, by: quantity - level.onHand, cause)
  }

  /// Lets the levels of a product's variants follow whether it may be oversold.
  ///
  /// - Throws: ``RefusalCode/inUse`` when that is forbidden while more was sold than there is.
  package func allowOversell(_ allowed: Bool, of product: ID<Product>) throws {
    do {
      try tx.execute(
        """
        UPDATE stock_levels SET \(tx.events.isNext), may_oversell = \(allowed)
        WHERE variant_id IN (SELECT id FROM variants WHERE product_id = \(product)) AND may_oversell <> \(allowed)
        """)
    } catch EngineError.constraint(.check, _) {
      throw Refusal.inUse("More of this was sold than there is. Count it in first, then forbid overselling.")
    }
  }

  /// Makes the row of a variant at a place where it was never kept.
  func ensureLevel(_ variant: ID<Variant>, _ location: ID<Location>) throws {
    try tx.enqueue(
      """
      INSERT INTO stock_levels (variant_id, location_id, on_hand, committed, reserved, preordered, may_oversell, changed)
      SELECT v.id, \(location), 0, 0, 0, 0, p.oversell, 0 FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = \(variant)
      ON CONFLICT (variant_id, location_id) DO NOTHING
      """)
  }

  func addMovement(
    _ variant: ID<Variant>, _ delta: Int64, balance: Int64, line: ID<LineItem>?, part: ID<ReturnPart>? = nil, _ cause: StockCause
  ) throws {
    let id: ID<InventoryMovement> = cause.ids.next()
    try tx.enqueue(
      """
      INSERT INTO stock_movements (id, variant_id, location_id, delta, balance, reason, order_id, line_id, actor_kind, actor_id,
        actor_name, created_at, return_part_id, stock_take_id, transfer_id)
      VALUES (\(id), \(variant), \(cause.locationID), \(delta), \(balance), \(cause.reason), \(cause.orderID), \(line),
        \(cause.principal.actorKind), \(cause.principal.actorID), \(cause.principal.name), \(cause.now),
        \(part), \(cause.stockTakeID), \(cause.transferID))
      """)
  }

  private func refusal(of delta: Int64, _ variant: ID<Variant>, _ location: ID<Location>) throws -> Refusal {
    let level = try level(of: variant, at: location)
    if delta < 0, level.onHand + delta >= -Self.limit { return .stockPromised(level.committed + level.reserved) }
    return .invalid("delta", "out_of_range", "So much cannot be kept at one place.")
  }

  /// The most of one thing at one place, in thousandths; the schema knows it too.
  static let limit: Int64 = 1_000_000_000_000_000
}

extension InventoryLevel {
  init(row: Row) throws {
    self.init(
      variantID: try row.id("variant_id"), locationID: try row.id("location_id"), onHand: try row.integer("on_hand"),
      committed: try row.integer("committed"), reserved: try row.integer("reserved"))
  }
}

extension Transaction {
  package var stock: StockStore { StockStore(tx: self) }
}
