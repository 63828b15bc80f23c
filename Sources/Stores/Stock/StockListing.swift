package import Domain
import SQLEngine

extension StockStore {
  /// One page of levels by variant and place; only variants that are counted and not removed.
  package func levels(
    variants: [ID<Variant>], locations: [ID<Location>], in scope: ID<Location>?, page: PageRequest
  ) throws -> Page<InventoryLevel> {
    var conditions: [SQL] = ["variant_id IN (SELECT id FROM variants WHERE removed_at IS NULL)"]
    if !variants.isEmpty { conditions.append("variant_id IN \(SQL.list(variants))") }
    if !locations.isEmpty { conditions.append("location_id IN \(SQL.list(locations))") }
    if let scope { conditions.append("location_id = \(scope)") }
    if let cursor = page.cursor {
      let place = try Keyset(cursor: cursor, of: .text)
      conditions.append("(variant_id, location_id) < (\(place.value), \(place.id))")
    }
    let rows = try tx.rows(
      """
      SELECT * FROM stock_levels WHERE \(conditions.joined(separator: " AND "))
      ORDER BY variant_id DESC, location_id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(InventoryLevel.init(row:)), limit: page.limit) {
      Keyset(value: .text($0.variantID.text), id: $0.locationID.text)
    }
  }

  /// One page of movements, newest first.
  package func movements(_ filter: MovementFilter, in scope: ID<Location>?, page: PageRequest) throws -> Page<InventoryMovement> {
    var conditions: [SQL] = ["1 = 1"]
    if !filter.variants.isEmpty { conditions.append("variant_id IN \(SQL.list(filter.variants))") }
    if !filter.locations.isEmpty { conditions.append("location_id IN \(SQL.list(filter.locations))") }
    if let scope { conditions.append("location_id = \(scope)") }
    if let order = filter.order { conditions.append("order_id = \(order)") }
    if let cursor = page.cursor {
      let place = try Keyset(cursor: cursor)
      conditions.append("(created_at, id) < (\(place.value), \(place.id))")
    }
    let rows = try tx.rows(
      """
      SELECT * FROM stock_movements WHERE \(conditions.joined(separator: " AND "))
      ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(InventoryMovement.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }
}

extension InventoryMovement {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), variantID: try row.id("variant_id"), locationID: try row.id("location_id"), delta: try row.integer("delta"),
      balance: try row.integer("balance"), reason: try row.text("reason"), orderID: try row.idOrNil("order_id"),
      lineID: try row.idOrNil("line_id"), actorKind: try row.text("actor_kind"), actorID: try row.textOrNil("actor_id"),
      actorName: try row.text("actor_name"), createdAt: try row.instant("created_at"),
      stockTakeID: try row.idOrNil("stock_take_id"), transferID: try row.idOrNil("transfer_id"))
  }
}
