package import Domain
package import SQLEngine

/// Stock-takes and what was counted; a count is written only while its stock-take is open, and an end is reached once.
package struct StockTakeStore {
  let tx: Transaction

  package func add(_ take: StockTake) throws {
    try tx.execute(
      """
      INSERT INTO stock_takes (id, number, location_id, category, status, started_by, created_at)
      VALUES (\(take.id), \(take.number), \(take.locationID), \(take.category), \(take.status.rawValue), \(take.startedBy), \(take.createdAt))
      """)
  }

  /// A stock-take at the place, or nothing; nil is every place.
  package func find(_ id: ID<StockTake>, in scope: ID<Location>?) throws -> StockTake? {
    guard let row = try tx.row("SELECT * FROM stock_takes WHERE id = \(id)") else { return nil }
    let take = try StockTake(row: row)
    return scope == nil || take.locationID == scope ? take : nil
  }

  /// One page, newest first.
  package func list(
    statuses: [StockTake.Status], locations: [ID<Location>], in scope: ID<Location>?, page: PageRequest
  ) throws -> Page<StockTake> {
    var conditions: [SQL] = ["1 = 1"]
    if !statuses.isEmpty { conditions.append("status IN \(SQL.list(statuses.map(\.rawValue)))") }
    if !locations.isEmpty { conditions.append("location_id IN \(SQL.list(locations))") }
    if let scope { conditions.append("location_id = \(scope)") }
    if let cursor = page.cursor {
      let place = try Keyset(cursor: cursor)
      conditions.append("(created_at, id) < (\(place.value), \(place.id))")
    }
    let rows = try tx.rows(
      "SELECT * FROM stock_takes WHERE \(conditions.joined(separator: " AND ")) ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)")
    return Page(rows: try rows.map(StockTake.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  /// Writes down that so many were counted; what was expected is what is on hand in this moment, or was when the same shelf was first
  /// counted where more of it is found.
  ///
  /// - Parameter adds: whether they are more of what was counted before.
  /// - Throws: ``RefusalCode/conflict`` once the stock-take has ended.
  package func count(
    _ variant: ID<Variant>, _ quantity: Quantity, adds: Bool, in take: StockTake, by name: String, at now: Instant
  ) throws {
    let update: SQL =
      adds
      ? "counted = stock_take_counts.counted + excluded.counted"
      : "counted = excluded.counted, expected = excluded.expected"
    let changed: Int
    do {
      changed = try tx.changes(
        """
        INSERT INTO stock_take_counts (stock_take_id, variant_id, counted, expected, counted_at, counted_by)
        SELECT \(take.id), \(variant), \(quantity.thousandths),
          COALESCE((SELECT on_hand FROM stock_levels WHERE variant_id = \(variant) AND location_id = \(take.locationID)), 0), \(now), \(name)
        FROM stock_takes WHERE id = \(take.id) AND status = 'open'
        ON CONFLICT (stock_take_id, variant_id) DO UPDATE SET \(update), counted_at = excluded.counted_at, counted_by = excluded.counted_by
        """)
    } catch EngineError.constraint(.check, _) {
      throw Refusal.invalid("quantity", "out_of_range", "So much cannot be kept at one place.")
    }
    guard changed == 1 else { throw Self.ended }
  }

  /// Forgets what was counted of a variant.
  package func removeCount(of variant: ID<Variant>, in take: StockTake) throws {
    let changed = try tx.changes(
      """
      DELETE FROM stock_take_counts WHERE stock_take_id = \(take.id) AND variant_id = \(variant)
        AND EXISTS (SELECT 1 FROM stock_takes WHERE id = \(take.id) AND status = 'open')
      """)
    guard changed == 1 else { throw Refusal.notFound("count") }
  }

  /// Ends a stock-take, once.
  ///
  /// - Throws: ``RefusalCode/conflict`` where somebody else was quicker.
  package func end(_ take: StockTake, as status: StockTake.Status, by name: String, at now: Instant) throws {
    let changed = try tx.changes(
      """
      UPDATE stock_takes SET status = \(status.rawValue), ended_by = \(name), ended_at = \(now) WHERE id = \(take.id) AND status = 'open'
      """)
    guard changed == 1 else { throw Self.ended }
  }

  /// By how much each shelf that was counted differs from what was expected, by variant.
  package func differences(of take: StockTake) throws -> [(variant: ID<Variant>, delta: Int64)] {
    try tx.rows(
      "SELECT variant_id, counted - expected AS delta FROM stock_take_counts WHERE stock_take_id = \(take.id) ORDER BY variant_id"
    ).map { (try $0.id("variant_id"), try $0.integer("delta")) }
  }

  /// What is on the books of what nobody counted, by variant.
  package func uncounted(of take: StockTake) throws -> [(variant: ID<Variant>, onHand: Int64)] {
    try tx.rows(
      """
      SELECT v.id AS variant_id, level.on_hand FROM \(Self.goods(of: take))
        JOIN stock_levels AS level ON level.variant_id = v.id AND level.location_id = \(take.locationID)
      WHERE level.on_hand <> 0 AND NOT EXISTS
        (SELECT 1 FROM stock_take_counts WHERE stock_take_id = \(take.id) AND variant_id = v.id) ORDER BY v.id
      """
    ).map { (try $0.id("variant_id"), try $0.integer("on_hand")) }
  }

  package func progress(of take: StockTake) throws -> StockTakeProgress {
    let row = try tx.row(
      """
      SELECT (SELECT COUNT(*) FROM \(Self.goods(of: take))) AS variants,
        (SELECT COUNT(*) FROM stock_take_counts WHERE stock_take_id = \(take.id)) AS counted,
        (SELECT COUNT(*) FROM stock_take_counts WHERE stock_take_id = \(take.id) AND counted <> expected) AS different
      """)
    return StockTakeProgress(
      variants: try row?.integer("variants") ?? 0, counted: try row?.integer("counted") ?? 0,
      different: try row?.integer("different") ?? 0)
  }

  /// One page of what is to be counted, by title; what was counted latest comes first where only counted ones are asked for.
  package func lines(
    of take: StockTake, _ sight: StockTakeSight, search: String?, variant: ID<Variant>? = nil, page: PageRequest
  ) throws -> Page<StockTakeLine> {
    var conditions: [SQL] = ["1 = 1"]
    switch sight {
    case .all: break
    case .counted: conditions.append("c.counted IS NOT NULL")
    case .uncounted: conditions.append("c.counted IS NULL")
    case .different: conditions.append("c.counted <> c.expected")
    }
    if let variant { conditions.append("v.id = \(variant)") }
    if let search { conditions.append("v.product_id IN (SELECT id FROM products WHERE \(try tx.search.matches(.product, search)))") }
    if let cursor = page.cursor {
      let place = try Keyset(cursor: cursor, of: .text)
      conditions.append("(p.title, v.id) > (\(place.value), \(place.id))")
    }
    let rows = try tx.rows(
      """
      SELECT v.id AS variant_id, p.title AS product_title, v.title AS variant_title, v.sku, v.barcode, c.counted, c.counted_at,
        c.counted_by, COALESCE(c.expected, level.on_hand, 0) AS expected
      FROM \(Self.goods(of: take))
        LEFT JOIN stock_take_counts AS c ON c.stock_take_id = \(take.id) AND c.variant_id = v.id
        LEFT JOIN stock_levels AS level ON level.variant_id = v.id AND level.location_id = \(take.locationID)
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY p.title, v.id LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(StockTakeLine.init(row:)), limit: page.limit) {
      Keyset(value: .text($0.productTitle), id: $0.variantID.text)
    }
  }

  /// What is to be counted: variants whose stock is counted, of the category where there is one; what was counted stays in sight.
  private static func goods(of take: StockTake) -> SQL {
    let category: SQL = take.category.map { "AND product.category = \($0)" } ?? ""
    return """
      (SELECT variant.* FROM variants AS variant JOIN products AS product ON product.id = variant.product_id
        WHERE (variant.removed_at IS NULL AND variant.track_stock = 1 AND product.status <> 'archived' \(category)) OR variant.id IN
          (SELECT variant_id FROM stock_take_counts WHERE stock_take_id = \(take.id))) AS v JOIN products AS p ON p.id = v.product_id
      """
  }

  private static let ended = Refusal(.conflict, "This stock-take has ended meanwhile. Look at it again.")
}

extension StockTake {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), number: try row.integer("number"), locationID: try row.id("location_id"),
      category: try row.textOrNil("category"), status: try row.choice("status"), startedBy: try row.text("started_by"),
      endedBy: try row.textOrNil("ended_by"), createdAt: try row.instant("created_at"), endedAt: try row.instantOrNil("ended_at"))
  }
}

extension StockTakeLine {
  fileprivate init(row: Row) throws {
    var count: Count?
    if let counted = try row.integerOrNil("counted") {
      count = Count(quantity: counted, at: try row.instant("counted_at"), by: try row.text("counted_by"))
    }
    self.init(
      variantID: try row.id("variant_id"), productTitle: try row.text("product_title"), variantTitle: try row.text("variant_title"),
      sku: try row.textOrNil("sku"), barcode: try row.textOrNil("barcode"), expected: try row.integer("expected"), count: count)
  }
}

extension Transaction {
  package var stockTakes: StockTakeStore { StockTakeStore(tx: self) }
}
