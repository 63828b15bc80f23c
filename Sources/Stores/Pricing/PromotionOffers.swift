package import Domain
import SQLEngine

extension PromotionStore {
  /// The promotions that may be on an order with these variants: those that are at work by themselves, and the ones it has already,
  /// removed ones too. One statement.
  package func offers(
    for variants: some Collection<ID<Variant>>, onOrder ids: some Collection<ID<Promotion>>
  ) throws -> [PromotionOffer] {
    let rows = try tx.rows(
      """
      SELECT promotions.*, goods.variant_id FROM promotions LEFT JOIN (
          SELECT DISTINCT t.promotion_id, v.id AS variant_id FROM variants v JOIN products p ON p.id = v.product_id
            JOIN promotion_targets t ON t.target IN \(TargetColumn.ofVariant) WHERE v.id IN \(SQL.list(Set(variants).sorted()))
        ) AS goods ON goods.promotion_id = promotions.id
      WHERE (promotions.active = 1 AND promotions.put_on_by = 'automatic') OR promotions.id IN \(SQL.list(Set(ids).sorted()))
      ORDER BY promotions.id
      """)
    var offers: [PromotionOffer] = []
    for row in rows {
      let variant: ID<Variant>? = try row.idOrNil("variant_id")
      let isTargeted = try row.flag("targeted")
      if let last = offers.last, last.promotion.id.text == (try row.text("id")) {
        offers[offers.count - 1] = PromotionOffer(
          promotion: last.promotion, variants: variant.map { (last.variants ?? []).union([$0]) } ?? last.variants)
      } else {
        offers.append(
          PromotionOffer(
            promotion: try Promotion(row: row), variants: isTargeted ? Set([variant].compactMap(\.self)) : nil))
      }
    }
    return offers
  }

  /// What somebody took off the order of what comes by itself.
  package func declined(on order: ID<Order>) throws -> Set<ID<Promotion>> {
    Set(try tx.rows("SELECT promotion_id FROM declined_promotions WHERE order_id = \(order)").map { try $0.id("promotion_id") })
  }

  /// Remembers that a promotion that comes by itself is not wanted on the order.
  package func decline(_ id: ID<Promotion>, on order: ID<Order>) throws {
    try tx.execute(
      "INSERT INTO declined_promotions (order_id, promotion_id) VALUES (\(order), \(id)) ON CONFLICT (order_id, promotion_id) DO NOTHING")
  }

  /// Lets it come by itself again.
  package func welcome(_ id: ID<Promotion>, on order: ID<Order>) throws {
    try tx.execute("DELETE FROM declined_promotions WHERE order_id = \(order) AND promotion_id = \(id)")
  }
}
