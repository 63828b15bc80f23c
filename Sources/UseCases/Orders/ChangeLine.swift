package import Domain
import Stores

extension UnitOfWork {
  /// Changes one line of a draft.
  ///
  /// - Throws: ``RefusalCode/validationFailed``, ``RefusalCode/approvalRequired`` for a price of the caller's own on a variant.
  package func changeLine(_ id: ID<Order>, _ lineID: ID<LineItem>, _ changes: LineChanges, version: Int64?) throws -> Order {
    try edit(id, version: version) { order in try apply(changes, to: lineID, of: &order) }
  }

  /// Makes a change of one line, of a draft or of a placed order that is opened for an edit.
  ///
  /// - Parameter path: how the caller names its fields (`lines[0].`), empty where the body is the change itself.
  func apply(_ changes: LineChanges, to lineID: ID<LineItem>, of order: inout Order, path: String = "") throws {
    guard let old = order.lines.first(where: { $0.id == lineID }) else { throw Refusal.notFound("line") }
    let variant = try old.variantID.flatMap { try tx.catalog.sellable([$0], at: order.locationID)[$0] }
    if case .set(let quantity) = changes.quantity { try variant?.check(quantity, "\(path)quantity") }
    if case .set(let price) = changes.unitPrice, old.variantID != nil, !changes.becomesCustom, price != old.unitPrice {
      try require(.overridePrice, on: order.id)
    }
    try order.change(lineID) { line in
      changes.apply(to: &line, now: now)
    }
    try choosePricing(changes, lineID, of: &order)
  }

  /// The price rule and the promotions that a change names.
  private func choosePricing(_ changes: LineChanges, _ lineID: ID<LineItem>, of order: inout Order) throws {
    guard !changes.priceRuleID.isKept || !changes.promotions.isKept,
      let index = order.lines.firstIndex(where: { $0.id == lineID })
    else { return }
    var line = order.lines[index]
    if case .set(let id) = changes.priceRuleID {
      if id != nil, !changes.unitPrice.isKept {
        throw Refusal.invalid("price_rule_id", "not_both", "A line has a price of its own or a price rule, not both.")
      }
      if id != nil || changes.unitPrice.isKept { try choosePriceRule(id, for: &line, of: order, field: "price_rule_id") }
    }
    if case .set(let names) = changes.promotions { try choosePromotions(names, for: &line, of: order, path: "") }
    order.lines[index] = line
  }

  /// Chooses between the price the line was held with and the catalogue's price now (M10).
  package func chooseHeldOrCurrentPrice(_ id: ID<Order>, _ lineID: ID<LineItem>, useCurrent: Bool, version: Int64?) throws -> Order {
    try edit(id, version: version, pricing: useCurrent ? lineID : nil) { order in
      guard let old = order.lines.first(where: { $0.id == lineID }) else { throw Refusal.notFound("line") }
      guard let variantID = old.variantID, let variant = try tx.catalog.sellable([variantID], at: order.locationID)[variantID] else {
        throw Refusal(.conflict, "\(old.title) is not in the catalogue, so there is no current price.")
      }
      try order.change(lineID) { line in
        if useCurrent {
          line.unitPrice = variant.price
          line.priceSource = .catalog
          line.priceReason = nil
          line.leavePriceRules()
        } else if line.takesPriceRules {
          line.priceRuleChoice = line.priceRuleID == nil ? .none : .chosen
        }
        line.listPrice = variant.price
        line.priceTakenAt = now
      }
    }
  }
}

extension LineChanges {
  fileprivate func apply(to line: inout LineItem, now: Instant) {
    quantity.apply(to: &line.quantity)
    priceReason.apply(to: &line.priceReason)
    title.apply(to: &line.title)
    sku.apply(to: &line.sku)
    discounts.apply(to: &line.discounts)
    taxRates.apply(to: &line.taxRates)
    priceIncludesTax.apply(to: &line.priceIncludesTax)
    isTaxable.apply(to: &line.isTaxable)
    requiresShipping.apply(to: &line.requiresShipping)
    isPreorder.apply(to: &line.isPreorder)
    billingCycle.apply(to: &line.billingCycle)
    note.apply(to: &line.note)
    properties.apply(to: &line.properties)
    if becomesCustom {
      line.variantID = nil
      line.priceSource = .custom
      line.leavePriceRules()
    }
    if case .set(let price) = unitPrice, price != line.unitPrice {
      line.unitPrice = price
      line.priceSource = line.variantID == nil ? .custom : .override
      line.leavePriceRules()
      line.priceTakenAt = now
    }
  }
}
