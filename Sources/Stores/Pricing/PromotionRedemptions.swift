package import Domain
import SQLEngine

extension PromotionStore {
  /// Uses a promotion for an order that is placed: one conditional write for all, one more for the customer (P11).
  ///
  /// - Throws: ``RefusalCode/conflict`` naming the promotion where its last use is gone.
  package func redeem(_ promotion: Promotion, for order: ID<Order>, of customer: ID<Customer>?, at now: Instant) throws {
    let raised = try tx.changes(
      """
      UPDATE promotions SET uses = uses + 1
      WHERE id = \(promotion.id) AND removed_at IS NULL AND (usage_limit IS NULL OR uses < usage_limit)
      """)
    guard raised == 1 else { throw Refusal.promotionUsedUp(promotion) }
    guard let customer else {
      return try tx.execute(
        "INSERT INTO promotion_redemptions (promotion_id, order_id, redeemed_at) VALUES (\(promotion.id), \(order), \(now))")
    }
    let taken = Self.taken(promotion.id, by: customer)
    // Counted too: of two records put together, some numbers are beyond the limit while a given-back one below it is free.
    let limited: SQL =
      promotion.usageLimitPerCustomer.map { "WHERE free.number <= \($0) AND (SELECT COUNT(*) \(taken)) < \($0)" } ?? ""
    let written = try tx.changes(
      """
      INSERT INTO promotion_redemptions (promotion_id, order_id, customer_id, customer_use, redeemed_at)
      SELECT \(promotion.id), \(order), \(customer), free.number, \(now) FROM (\(Self.free(taken))) AS free \(limited)
      """)
    guard written == 1 else { throw Refusal.promotionUsedUpByCustomer(promotion) }
  }

  /// What one record of a person used, another one of theirs has used from now on, so that their limit counts both (P11).
  package func moveUses(of other: ID<Customer>, to customer: ID<Customer>) throws {
    let rows = try tx.rows(
      "SELECT promotion_id, order_id FROM promotion_redemptions WHERE customer_id = \(other) ORDER BY promotion_id, customer_use")
    for row in rows {
      let promotion = try row.id("promotion_id", Promotion.self)
      try tx.execute(
        """
        UPDATE promotion_redemptions SET customer_id = \(customer), customer_use = (\(Self.free(Self.taken(promotion, by: customer))))
        WHERE promotion_id = \(promotion) AND order_id = \(try row.text("order_id"))
        """)
    }
  }

  private static func taken(_ promotion: ID<Promotion>, by customer: ID<Customer>) -> SQL {
    "FROM promotion_redemptions WHERE promotion_id = \(promotion) AND customer_id = \(customer)"
  }

  /// The smallest number that none of the customer's other orders has, since given-back ones leave gaps.
  private static func free(_ taken: SQL) -> SQL {
    """
    SELECT MIN(candidate) AS number FROM (SELECT 1 AS candidate UNION ALL SELECT customer_use + 1 \(taken)) AS candidates
    WHERE candidate NOT IN (SELECT customer_use \(taken))
    """
  }

  /// Gives back what a canceled order used.
  package func giveBack(of order: ID<Order>) throws {
    for row in try tx.rows("DELETE FROM promotion_redemptions WHERE order_id = \(order) RETURNING promotion_id") {
      try tx.enqueue("UPDATE promotions SET uses = uses - 1 WHERE id = \(try row.text("promotion_id"))")
    }
  }

  /// Gives back one promotion that an order does not use any more.
  package func giveBack(_ promotion: ID<Promotion>, of order: ID<Order>) throws {
    let gone = try tx.changes("DELETE FROM promotion_redemptions WHERE promotion_id = \(promotion) AND order_id = \(order)")
    if gone > 0 { try tx.enqueue("UPDATE promotions SET uses = uses - 1 WHERE id = \(promotion)") }
  }

  /// How many placed orders of a customer use each of these promotions.
  package func uses(of ids: some Collection<ID<Promotion>>, by customer: ID<Customer>) throws -> [ID<Promotion>: Int64] {
    guard !ids.isEmpty else { return [:] }
    let rows = try tx.rows(
      """
      SELECT promotion_id, COUNT(*) AS uses FROM promotion_redemptions
      WHERE customer_id = \(customer) AND promotion_id IN \(SQL.list(ids)) GROUP BY promotion_id
      """)
    return Dictionary(try rows.map { (try $0.id("promotion_id"), try $0.integer("uses")) }, uniquingKeysWith: { first, _ in first })
  }
}
