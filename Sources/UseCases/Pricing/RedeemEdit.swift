import Domain
import Stores

/// What an edit of a placed order takes and gives beside money and goods: uses of promotions and points, only by the difference.
extension UnitOfWork {
  /// Promotions that the edit brings and that are not valid or used up, and points that are not there.
  func pricingFailures(of order: Order, since before: Order) throws -> [FieldFailure] {
    let old = Set(before.promotionsInUse.map(\.id))
    let new = order.promotionsInUse.filter { !old.contains($0.id) }
    var failures: [FieldFailure] = []
    if !new.isEmpty {
      let known = try tx.promotions.find(new.map(\.id))
      let limited = known.values.filter { $0.usageLimitPerCustomer != nil }.map(\.id)
      let uses = try order.customerID.map { try tx.promotions.uses(of: limited, by: $0) } ?? [:]
      let fields = Set(new.map(\.field)).union(["customer_id"])
      failures += order.promotionFailures(PromotionPlacing(promotions: known, usesByCustomer: uses, now: now))
        .filter { fields.contains($0.field) }
    }
    guard order.pointsAmount > before.pointsAmount else { return failures }
    let settings = try tx.settings.current()
    let spent = settings.pointsValue.map { before.pointsToSpend(at: $0) } ?? 0
    let points = try order.customerID.flatMap { try tx.customers.find($0) }.map { $0.points + spent }
    return failures + order.pointsFailures(value: settings.pointsValue, points: points)
  }

  /// Uses promotions that came, gives back uses of those that went, and settles points by the difference.
  ///
  /// - Throws: ``RefusalCode/conflict`` naming a promotion whose last use somebody else got, ``RefusalCode/insufficientCredit``.
  func redeemPricing(of order: Order, since before: Order) throws {
    let (old, new) = (Set(before.promotionsInUse.map(\.id)), Set(order.promotionsInUse.map(\.id)))
    for id in old.subtracting(new).sorted() { try tx.promotions.giveBack(id, of: order.id) }
    let known = try tx.promotions.find(Array(old.union(new)))
    for id in new.subtracting(old).sorted() {
      if let promotion = known[id] { try tx.promotions.redeem(promotion, for: order.id, of: order.customerID, at: now) }
    }
    guard let customerID = order.customerID else { return }
    let settings = try tx.settings.current()
    if let value = settings.pointsValue {
      try movePoints(order.pointsToSpend(at: value) - before.pointsToSpend(at: value), of: customerID, for: order)
    }
    guard order.currency == settings.currency else { return }
    let earned = order.pointsEarned(per: settings.pointsEarnedPer, promotions: known)
    let earnedBefore = before.pointsEarned(per: settings.pointsEarnedPer, promotions: known)
    if earned > earnedBefore { try tx.customers.givePoints(customerID, earned - earnedBefore, creditCause("earned", order.id)) }
    if earned < earnedBefore, let there = try tx.customers.find(customerID)?.points, there > 0 {
      try tx.customers.spendPoints(customerID, min(earnedBefore - earned, there), creditCause("canceled", order.id))
    }
  }

  /// Takes more points, or gives some back.
  private func movePoints(_ points: Int64, of customerID: ID<Customer>, for order: Order) throws {
    if points > 0 { try tx.customers.spendPoints(customerID, points, creditCause("sale", order.id)) }
    if points < 0 { try tx.customers.givePoints(customerID, -points, creditCause("canceled", order.id)) }
  }
}
