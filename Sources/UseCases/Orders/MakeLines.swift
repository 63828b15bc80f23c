package import Domain
import Stores

/// Turns what a caller asks for into lines: the catalogue's price, taxes and names where a variant is meant.
extension UnitOfWork {
  /// New lines for an order, each a snapshot; all that is wrong with them is said at once.
  ///
  /// - Parameter path: how the caller names the first of them (`lines[0]`), nil where the body is the line itself.
  /// - Throws: ``RefusalCode/validationFailed`` naming each field, ``RefusalCode/approvalRequired`` for a price of the caller's own.
  package func makeLines(_ requests: [NewLine], for order: Order, path: (Int) -> String) throws -> [LineItem] {
    let catalogue = try tx.catalog.offered(requests.compactMap(\.variantID), at: order.locationID)
    var failures: [FieldFailure] = []
    var lines: [LineItem] = []
    var seen: Set<String> = []
    for (index, request) in requests.enumerated() {
      do throws(Refusal) {
        if let clientID = request.clientID, !seen.insert(clientID).inserted {
          throw .invalid("\(path(index))client_id", "duplicate", "Two lines carry the same client_id.")
        }
        lines.append(try makeLine(request, for: order, catalogue, path(index)))
      } catch {
        guard error.code == .validationFailed else { throw error }
        failures += error.failures
      }
    }
    if failures.isEmpty { failures = try choosePricing(requests, for: &lines, of: order, path) }
    guard failures.isEmpty else { throw Refusal(.validationFailed, failures[0].message, failures: failures) }
    if requests.contains(where: { $0.variantID != nil && $0.unitPrice != nil }) {
      try require(.overridePrice, on: order.id)
    }
    return lines
  }

  /// The price rules and promotions that callers name, and what is wrong with them.
  private func choosePricing(
    _ requests: [NewLine], for lines: inout [LineItem], of order: Order, _ path: (Int) -> String
  ) throws -> [FieldFailure] {
    var failures: [FieldFailure] = []
    for (index, request) in requests.enumerated() where !request.priceRuleID.isKept || request.promotions != nil {
      do {
        if case .set(let id) = request.priceRuleID {
          let field = "\(path(index))price_rule_id"
          if id != nil, request.unitPrice != nil {
            throw Refusal.invalid(field, "not_both", "A line has a price of its own or a price rule, not both.")
          }
          try choosePriceRule(id, for: &lines[index], of: order, field: field)
        }
        if let names = request.promotions { try choosePromotions(names, for: &lines[index], of: order, path: path(index)) }
      } catch let refusal as Refusal where refusal.code == .validationFailed {
        failures += refusal.failures
      }
    }
    return failures
  }

  private func makeLine(
    _ request: NewLine, for order: Order, _ catalogue: [ID<Variant>: SellableVariant], _ path: String
  ) throws(Refusal) -> LineItem {
    guard let variantID = request.variantID else { return try makeCustomLine(request, for: order, path) }
    guard let variant = catalogue[variantID] else {
      throw .invalid("\(path)variant_id", "unknown", "There is no such variant.")
    }
    guard variant.currency == order.currency else {
      throw .invalid(
        "\(path)variant_id", "other_currency",
        "\(variant.productTitle) is priced in \(variant.currency), the order is in \(order.currency).")
    }
    try variant.check(request.quantity, "\(path)quantity")
    return LineItem(
      id: ids.next(), clientID: request.clientID, variantID: variantID, title: request.title ?? variant.lineTitle,
      sku: request.sku ?? variant.sku, unit: variant.lineUnit, quantity: request.quantity, unitPrice: request.unitPrice ?? variant.price,
      listPrice: variant.price, priceSource: request.unitPrice == nil ? .catalog : .override, priceReason: request.priceReason,
      priceTakenAt: now, unitCost: variant.cost, discounts: request.discounts, taxRates: request.taxRates ?? variant.taxRates,
      isTaxable: request.isTaxable ?? variant.isTaxable, priceIncludesTax: request.priceIncludesTax ?? order.pricesIncludeTax,
      requiresShipping: request.requiresShipping ?? variant.requiresShipping, isPreorder: request.isPreorder, note: request.note,
      properties: request.properties, billingCycle: request.billingCycle ?? variant.billingCycle)
  }

  private func makeCustomLine(_ request: NewLine, for order: Order, _ path: String) throws(Refusal) -> LineItem {
    guard let title = request.title, !title.isEmpty else {
      throw .invalid("\(path)title", "required", "A line needs a variant_id or a title.")
    }
    guard let unitPrice = request.unitPrice else {
      throw .invalid("\(path)unit_price", "required", "A custom item needs a unit_price.")
    }
    return LineItem(
      id: ids.next(), clientID: request.clientID, title: title, sku: request.sku, unit: request.unit, quantity: request.quantity,
      unitPrice: unitPrice, priceSource: .custom, priceReason: request.priceReason, priceTakenAt: now, discounts: request.discounts,
      taxRates: request.taxRates ?? [], isTaxable: request.isTaxable ?? true,
      priceIncludesTax: request.priceIncludesTax ?? order.pricesIncludeTax, requiresShipping: request.requiresShipping ?? false,
      isPreorder: request.isPreorder, note: request.note, properties: request.properties, billingCycle: request.billingCycle ?? nil)
  }

  /// An adjustment of an order; credit and debit need the right to give them.
  package func makeAdjustment(_ request: NewAdjustment, for order: Order, path: String = "") throws -> Adjustment {
    if request.kind == .credit || request.kind == .debit { try require(.giveCredit, on: order.id) }
    return Adjustment(
      id: ids.next(), kind: request.kind, title: request.title, reason: request.reason, code: request.code,
      value: try request.points.map { try worth(of: $0, on: order, path) } ?? request.value,
      taxRates: request.kind == .fee ? request.taxRates : [], priceIncludesTax: request.priceIncludesTax ?? order.pricesIncludeTax,
      staffID: principal.staffID?.text)
  }

  /// What so many points take off.
  private func worth(of points: Int64, on order: Order, _ path: String) throws -> DiscountValue {
    let settings = try tx.settings.current()
    guard let value = settings.pointsValue, order.currency == settings.currency else {
      throw Refusal.invalid("\(path)points", "points_off", "Points cannot be spent on this order.")
    }
    let (amount, overflow) = points.multipliedReportingOverflow(by: value)
    return .fixed(minorUnits: overflow ? Money.limit : min(amount, Money.limit), per: .line)
  }
}
