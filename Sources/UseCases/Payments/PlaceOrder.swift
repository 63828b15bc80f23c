package import Domain
import Stores

extension UnitOfWork {
  /// Everything that keeps an order from being placed, all at once; empty when it is ready.
  package func requirements(of order: Order, payingCash: Bool = false) throws -> [FieldFailure] {
    try order.failures(try facts(for: order, payingCash: payingCash)) + pricingFailures(of: order)
  }

  /// Places a draft or an invoice (T8): the gate, the stock, the number, and what leaves at once.
  ///
  /// - Throws: ``RefusalCode/notReady`` with every failure, ``RefusalCode/outOfStock`` for a race that was lost meanwhile.
  func place(_ order: inout Order, payingCash: Bool) throws {
    try order.allow(.place)
    let failures = try requirements(of: order, payingCash: payingCash)
    guard failures.isEmpty else { throw notReady(order, failures) }
    try moveStock(of: order)
    try redeemPricing(of: order)
    let settings = try tx.settings.current()
    let number = try order.number ?? nextNumber(prefix: settings.orderNumberPrefix)
    try freezeCosts(of: &order)
    try order.place(number: number, now: now)
    try recordSale(of: order)
    try startTerms(of: &order)
    try invoicePlacing(&order)
    try tx.registers.clear(order.id)
    if order.channel == .onlineStore {
      try tx.carts.settle(order)
      try knowBuyer(of: &order)
    }
  }

  /// 409 with everything that is missing.
  func notReady(_ order: Order, _ failures: [FieldFailure]) -> Refusal {
    let missing = failures.count == 1 ? failures[0].message : "\(failures.count) things are missing."
    return Refusal(.notReady, "Order \(order.shownNumber) is not ready: \(missing)", failures: failures)
  }

  private func nextNumber(prefix: String) throws -> String {
    while true {
      let number = "\(prefix)\(try tx.counters.next("order", first: 1001))"
      if try !tx.orders.isTaken(number: number) { return number }
    }
  }

  private func facts(for order: Order, payingCash: Bool) throws -> PlacingFacts {
    let variants = try tx.catalog.sellable(order.lines.compactMap(\.variantID), at: order.locationID)
    var available: [ID<Variant>: Quantity?] = [:]
    for (id, variant) in variants where variant.isForSale {
      let isLimited = variant.tracksStock && !variant.allowsOversell
      // What this very order keeps back is its own to sell.
      let own = isLimited ? try tx.stock.reserved(id, by: order.id) : 0
      let free = isLimited ? variant.available.flatMap { Quantity(thousandths: max(0, $0 + own)) } : nil
      available.updateValue(free, forKey: id)
    }
    return PlacingFacts(available: available, missesSession: try missesSession(order, payingCash: payingCash))
  }

  private func missesSession(_ order: Order, payingCash: Bool) throws -> Bool {
    guard payingCash, try tx.settings.current().requiresRegisterSession else { return false }
    guard let register = order.registerID ?? principal.registerID else { return true }
    return try tx.registers.openSession(of: register) == nil
  }

  /// Promises what was sold; what leaves the shop with the sale leaves the shelf with it. A pre-order waits for its goods.
  private func moveStock(of order: Order) throws {
    guard let location = order.locationID else { return }
    let cause = stockCause("sale", order.id, at: location)
    let leaving = order.lines.filter { !$0.isPreorder && (order.isRegisterSale || !$0.requiresShipping) }
    let waiting = order.lines.filter { $0.isPreorder || !(order.isRegisterSale || !$0.requiresShipping) }
    try tx.stock.sell(leaving.compactMap(\.stockDemand), cause)
    if !waiting.isEmpty {
      try tx.stock.commit(waiting.compactMap(\.stockDemand), cause, preorders: Set(waiting.filter(\.isPreorder).map(\.id)))
    }
    try warnOfLowStock(after: order.lines.compactMap(\.stockDemand), at: location)
  }
}
