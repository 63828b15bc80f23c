package import Domain
import Stores

/// A retrieved order, what is different since it was held, and the cart that had to make room.
package struct Retrieval: Sendable {
  package let order: Order
  package let changes: [RetrievalChange]
  package let autoHeldOrderID: ID<Order>?
}

extension UnitOfWork {
  /// Brings a held order to a till (T4). Of two tills at once exactly one gets it; a cart in work at this till is held first.
  ///
  /// - Throws: ``RefusalCode/alreadyRetrieved`` naming who has it, ``RefusalCode/notHeld``.
  package func retrieveOrder(_ id: ID<Order>, at registerID: ID<Register>, takingOver: Bool) throws -> Retrieval {
    try principal.require(.retrieve)
    guard let register = try tx.registers.find(registerID, for: principal) else {
      throw Refusal.invalid("register_id", "unknown", "There is no such register.")
    }
    let before = try takeOrder(id)
    var order = before
    let isNew: Bool
    do {
      isNew = try order.retrieve(to: registerID, by: principal.staffID?.text, takingOver: takingOver, now: now)
    } catch {
      guard error.code == .alreadyRetrieved else { throw error }
      throw try naming(before.lease, in: error)
    }
    guard isNew else {
      try tx.orders.saveLease(of: order)
      return Retrieval(order: order, changes: try changesSinceHeld(order), autoHeldOrderID: nil)
    }
    let autoHeld = try holdCartInWork(at: register, besides: id)
    if before.hold?.reservesStock == true { try tx.stock.releaseReservations(of: id) }
    try releasePoints(of: order)
    try keep(&order, since: before, event: "order.retrieved")
    try tx.registers.open(id, at: registerID)
    return Retrieval(order: order, changes: try changesSinceHeld(order), autoHeldOrderID: autoHeld)
  }

  /// Puts aside the draft with lines that is open at the till, so that nothing is lost.
  private func holdCartInWork(at register: Register, besides id: ID<Order>) throws -> ID<Order>? {
    guard let currentID = register.currentOrderID, currentID != id,
      let current = try tx.orders.find(currentID, in: .everything),
      current.status == .draft, current.hold == nil, !current.lines.isEmpty
    else { return nil }
    _ = try holdOrder(currentID, HoldRequest(registerID: register.id))
    return currentID
  }

  private func naming(_ lease: Lease?, in refusal: Refusal) throws -> Refusal {
    guard let lease else { return refusal }
    let register = try tx.registers.find(lease.registerID, for: .system)
    let staff = try lease.staffID.flatMap { try tx.staff.find(ID(stored: $0)) }
    return Refusal(
      refusal.code, "\(refusal.detail)",
      extra: .heldBy(registerID: lease.registerID.text, registerName: register?.name ?? "", staffName: staff?.name ?? ""))
  }

  /// Prices, stock and goods that are no longer what the lines say.
  func changesSinceHeld(_ order: Order) throws -> [RetrievalChange] {
    let variants = try tx.catalog.sellable(order.lines.compactMap(\.variantID), at: order.locationID)
    let rules =
      try tx.settings.current().usesPriceRules || order.lines.contains { $0.priceRuleID != nil }
      ? try tx.priceRules.offers(for: variants.keys, chosen: order.lines.compactMap(\.priceRuleID)) : [:]
    var changes: [RetrievalChange] = []
    var wanted: [ID<Variant>: Int64] = [:]
    for line in order.lines {
      guard let variantID = line.variantID else { continue }
      guard let variant = variants[variantID], variant.isForSale else {
        changes.append(RetrievalChange(lineID: line.id, difference: .unavailable))
        continue
      }
      if let price = currentPrice(of: line, variant, rules[variantID] ?? [], for: order) {
        changes.append(RetrievalChange(lineID: line.id, difference: .price(before: line.unitPrice, after: price)))
      }
      guard variant.tracksStock, !variant.allowsOversell, !line.isPreorder, let available = variant.available else { continue }
      let before = wanted[variantID] ?? 0
      let (sum, overflow) = before.addingReportingOverflow(line.quantity.thousandths)
      wanted[variantID] = overflow ? .max : sum
      if overflow || sum > available {
        let left = Quantity(thousandths: max(0, available - before)) ?? .zero
        changes.append(RetrievalChange(lineID: line.id, difference: .stock(wanted: line.quantity, available: left)))
      }
    }
    return changes
  }

  /// What a line would cost now, where that is something else than it was held with and nobody chose to keep it.
  private func currentPrice(of line: LineItem, _ variant: SellableVariant, _ rules: [PriceRule], for order: Order) -> UnitPrice? {
    guard line.takesPriceRules else { return nil }
    let quote: PriceQuote? =
      switch line.priceRuleChoice {
      case .none: nil
      case .automatic:
        .best(
          of: rules, list: variant.price, quantity: line.quantity, groups: order.customer?.groups ?? [], rounding: order.rounding, at: now)
      case .chosen:
        rules.first { $0.id == line.priceRuleID }.map {
          .chosen($0, list: variant.price, quantity: line.quantity, rounding: order.rounding)
        }
      }
    let price = quote?.unitPrice ?? variant.price
    let isSame = variant.price == line.listPrice && quote?.ruleID == line.priceRuleID
    return price == line.unitPrice || isSame ? nil : price
  }
}
