import Domain
import Stores

extension UnitOfWork {
  /// Whether an order of the online store has waited for its money long enough, or a cart for its owner.
  package func hasExpiredShopping() throws -> Bool {
    try principal.require(.discardOrder)
    guard let settings = try tx.settings.find() else { return false }
    return try tx.carts.hasExpired(at: now) || !tx.carts.unpaid(since: Self.unpaidSince(settings, now), limit: 1).isEmpty
  }

  /// Gives up orders that were made of carts and never paid (T11, `expired`), a bounded number at a time, and forgets old carts. An
  /// order that somebody changed, or began to pay, waits from then on anew.
  ///
  /// - Returns: how many orders ended.
  package func expireShopping(limit: Int = 100) throws -> Int {
    let settings = try tx.settings.current()
    let orders = try tx.carts.unpaid(since: Self.unpaidSince(settings, now), limit: limit)
    for id in orders { _ = try discardOrder(id, version: nil, reason: "expired") }
    try tx.carts.removeExpired(at: now)
    return orders.count
  }

  private static func unpaidSince(_ settings: ShopSettings, _ now: Instant) -> Instant {
    now.adding(seconds: -86_400 * settings.onlineStore.unpaidDays)
  }
}
