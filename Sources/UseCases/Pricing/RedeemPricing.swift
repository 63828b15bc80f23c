import Domain
import Stores

/// What placing an order takes and gives beside money and goods: uses of promotions, and points.
extension UnitOfWork {
  /// Promotions that are not valid any more, used up, or points that are not there.
  func pricingFailures(of order: Order) throws -> [FieldFailure] {
    let ids = order.promotionsInUse.map(\.id)
    let spendsPoints = order.adjustments.contains { $0.kind == .points && $0.amount > 0 }
    guard !ids.isEmpty || spendsPoints else { return [] }
    let known = try tx.promotions.find(ids)
    let limited = known.values.filter { $0.usageLimitPerCustomer != nil }.map(\.id)
    let uses = try order.customerID.map { try tx.promotions.uses(of: limited, by: $0) } ?? [:]
    var points: Int64?
    if spendsPoints, let customerID = order.customerID {
      let reserved = try tx.customers.reservedPoints(of: order.id)
      let own = reserved.map { $0.customer == customerID ? $0.points : 0 } ?? 0
      points = try tx.customers.find(customerID).map { $0.points + own }
    }
    return order.promotionFailures(
      PromotionPlacing(
        promotions: known, usesByCustomer: uses, pointsValue: try tx.settings.current().pointsValue, points: points, now: now))
  }

  /// Redeems promotions, spends points and gives those that were earned, in the transaction that places the order.
  ///
  /// - Throws: ``RefusalCode/conflict`` naming a promotion whose last use somebody else got, ``RefusalCode/insufficientCredit``.
  func redeemPricing(of order: Order) throws {
    let known = try tx.promotions.find(order.promotionsInUse.map(\.id))
    // In one order for everybody, so that two databases' worth of writers never wait for each other in a circle.
    for promotion in known.values.sorted(by: { $0.id < $1.id }) {
      try tx.promotions.redeem(promotion, for: order.id, of: order.customerID, at: now)
    }
    try releasePoints(of: order)
    guard let customerID = order.customerID else { return }
    let settings = try tx.settings.current()
    if let value = settings.pointsValue { try spendPoints(order.pointsToSpend(at: value), of: customerID, for: order) }
    guard order.currency == settings.currency else { return }
    let earned = order.pointsEarned(per: settings.pointsEarnedPer, promotions: known)
    if earned > 0 { try tx.customers.givePoints(customerID, earned, creditCause("earned", order.id)) }
  }

  /// Gives back the uses and the points of an order that is canceled; earned points are taken back as far as they are there.
  func giveBackPricing(of order: Order) throws {
    try tx.promotions.giveBack(of: order.id)
    for (customerID, points) in try tx.customers.pointsMoved(by: order.id) where points != 0 {
      if points < 0 {
        try tx.customers.givePoints(customerID, -points, creditCause("canceled", order.id))
      } else if let there = try tx.customers.find(customerID)?.points, there > 0 {
        try tx.customers.spendPoints(customerID, min(points, there), creditCause("canceled", order.id))
      }
    }
  }

  /// Puts aside the points that an order is to take, where the customer has them; a hold or an invoice never fails for them (M18).
  func reservePoints(for order: Order) throws {
    try releasePoints(of: order)
    guard let customerID = order.customerID, let value = try tx.settings.current().pointsValue else { return }
    let needed = order.pointsToSpend(at: value)
    guard needed > 0 else { return }
    _ = try tx.customers.reservePoints(customerID, needed, for: order.id, creditCause("reserved", order.id))
  }

  /// Gives back what an order had put aside.
  func releasePoints(of order: Order) throws {
    try tx.customers.releasePoints(of: order.id, creditCause("released", order.id))
  }

  private func spendPoints(_ points: Int64, of customerID: ID<Customer>, for order: Order) throws {
    guard points > 0 else { return }
    try tx.customers.spendPoints(customerID, points, creditCause("sale", order.id))
  }
}
