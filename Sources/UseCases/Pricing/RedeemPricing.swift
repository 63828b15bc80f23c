import Domain
import Stores

/// What placing an order takes and gives beside money and goods: uses of promotions, and points.
extension UnitOfWork {
  /// Promotions that are not valid any more, used up, or points that are not there.
  func pricingFailures(of order: Order) throws -> [FieldFailure] {
    let ids = order.promotionsInUse.map(\.id)
    guard !ids.isEmpty else { return try pointsFailures(of: order) }
    let known = try tx.promotions.find(ids)
    let limited = known.values.filter { $0.usageLimitPerCustomer != nil }.map(\.id)
    let uses = try order.customerID.map { try tx.promotions.uses(of: limited, by: $0) } ?? [:]
    return order.promotionFailures(PromotionPlacing(promotions: known, usesByCustomer: uses, now: now)) + (try pointsFailures(of: order))
  }

  /// Points that the order is to take and that cannot be had (M18).
  func pointsFailures(of order: Order) throws -> [FieldFailure] {
    guard order.pointsAmount > 0 else { return [] }
    var points: Int64?
    if let customerID = order.customerID {
      let reserved = try tx.customers.reservedPoints(of: order.id)
      let own = reserved.map { $0.customer == customerID ? $0.points : 0 } ?? 0
      points = try tx.customers.find(customerID).map { $0.points + own }
    }
    return order.pointsFailures(value: try tx.settings.current().pointsValue, points: points)
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
  ///
  /// Whoever was put into another record since has their points there (``mergeCustomers(_:into:)``).
  func giveBackPricing(of order: Order) throws {
    try tx.promotions.giveBack(of: order.id)
    for (mover, points) in try tx.customers.pointsMoved(by: order.id) where points != 0 {
      let customerID = try tx.customers.find(mover) == nil ? order.customerID ?? mover : mover
      if points < 0 {
        try tx.customers.givePoints(customerID, -points, creditCause("canceled", order.id))
      } else if let there = try tx.customers.find(customerID)?.points, there > 0 {
        try tx.customers.spendPoints(customerID, min(points, there), creditCause("canceled", order.id))
      }
    }
  }

  /// Puts aside the points that an order is to take, where the customer has them (M18), in place of what it had put aside before.
  ///
  /// - Returns: whether all it takes is put aside; a hold never fails for them, an invoice does.
  @discardableResult
  func reservePoints(for order: Order) throws -> Bool {
    try releasePoints(of: order)
    guard order.pointsAmount > 0 else { return true }
    guard let customerID = order.customerID, let value = try tx.settings.current().pointsValue else { return false }
    return try tx.customers.reservePoints(customerID, order.pointsToSpend(at: value), for: order.id, creditCause("reserved", order.id))
  }

  /// Lets what a held order has put aside follow a change of it: other points, or another customer (M18).
  func refreshPoints(of order: Order, since before: Order) throws {
    guard before.hold != nil, order.hold != nil, order.pointsAmount > 0 || before.pointsAmount > 0 else { return }
    if order.customerID != before.customerID || order.pointsAmount != before.pointsAmount { try reservePoints(for: order) }
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
