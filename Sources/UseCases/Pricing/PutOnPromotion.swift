import Domain
import Stores

/// Promotions that somebody names: by a code, or from the list.
extension UnitOfWork {
  /// The promotion behind a name, if it may be used now.
  ///
  /// - Parameter field: how the caller named it.
  /// - Throws: `validationFailed` naming the field; a wrong code, one that has ended and one for other money read alike.
  func promotion(_ name: PromotionName, on order: Order, field: String) throws -> Promotion {
    let found: Promotion?
    let isCode: Bool
    switch name {
    case .id(let id):
      (found, isCode) = (try tx.promotions.find([id])[id], false)
      guard found != nil else { throw Refusal.invalid(field, "unknown", "There is no such promotion.") }
    case .code(let code): (found, isCode) = (try tx.promotions.find(code: code), true)
    }
    let currency = try tx.settings.current().currency
    guard let promotion = found, promotion.isValid(at: now), promotion.fits(order.currency, shop: currency) else {
      throw Refusal.invalid(field, "not_valid", isCode ? "This code is not valid." : "This promotion is not valid now.")
    }
    guard !promotion.isUsedUp else {
      throw Refusal.invalid(field, "used_up", "\(promotion.shownName) was used as often as it may be.")
    }
    return promotion
  }

  /// Puts a promotion on an order: on the whole, or on every line whose goods it is about.
  ///
  /// - Parameter isStored: whether the order is in the books already, so that something may have been taken off it before.
  /// - Throws: `validationFailed` naming `code` or `promotion_id`: there already, for nothing on the order, or not to be combined.
  func put(_ name: PromotionName, _ request: NewAdjustment, on order: inout Order, path: String, isStored: Bool) throws {
    let field = "\(path)\(name.field(id: "promotion_id"))"
    let promotion = try promotion(name, on: order, field: field)
    if promotion.scope == .line { return try putOnLines(promotion, of: &order, field) }
    if promotion.trigger == .automatic {
      if isStored { try tx.promotions.welcome(promotion.id, on: order.id) }
      if order.adjustments.contains(where: { $0.promotionID == promotion.id }) { return }
    }
    let others = order.adjustments.compactMap(\.promotionID)
    guard !others.contains(promotion.id) else { throw Self.isThereAlready(promotion, field) }
    let chosen = try tx.promotions.find(others).values.filter { $0.trigger != .automatic }
    guard promotion.trigger == .automatic || promotion.combines(with: Array(chosen)) else { throw Self.standsAlone(promotion, field) }
    var adjustment = Adjustment(
      promotion, id: ids.next(), priceIncludesTax: order.pricesIncludeTax, staffID: principal.staffID?.text)
    if let title = request.title { adjustment.title = title }
    adjustment.reason = request.reason
    try order.add(adjustment)
  }

  private func putOnLines(_ promotion: Promotion, of order: inout Order, _ field: String) throws {
    let offers = try tx.promotions.offers(
      for: order.lines.compactMap(\.variantID), onOrder: [promotion.id] + order.promotionsInUse.map(\.id))
    let known = Dictionary(offers.map { ($0.promotion.id, $0) }, uniquingKeysWith: { first, _ in first })
    let meant = order.lines.indices.filter { known[promotion.id]?.isAbout(order.lines[$0]) == true }
    guard !meant.isEmpty else {
      throw Refusal.invalid(field, "not_applicable", "\(promotion.shownName) is for nothing on this order.")
    }
    let without = meant.filter { index in !order.lines[index].promotions.contains { $0.id == promotion.id } }
    guard !without.isEmpty else { throw Self.isThereAlready(promotion, field) }
    let free = without.filter { index in
      let others = order.lines[index].promotions.compactMap { known[$0.id]?.promotion }
      return promotion.combines(with: others.filter { $0.trigger != .automatic })
    }
    guard !free.isEmpty else { throw Self.standsAlone(promotion, field) }
    for index in free { order.lines[index].promotions.append(LinePromotion(promotion)) }
  }

  /// Says which promotions a line has, exactly; nil lets them come by themselves again.
  ///
  /// - Throws: `validationFailed` naming each promotion by its place.
  func choosePromotions(_ names: [PromotionName]?, for line: inout LineItem, of order: Order, path: String) throws {
    guard let names else {
      line.promotionsAreChosen = false
      return
    }
    var chosen: [Promotion] = []
    for (index, name) in names.enumerated() {
      let field = "\(path)promotions[\(index)].\(name.field(id: "id"))"
      let promotion = try promotion(name, on: order, field: field)
      if chosen.contains(where: { $0.id == promotion.id }) { throw Self.isThereAlready(promotion, field) }
      guard promotion.combines(with: chosen) else { throw Self.standsAlone(promotion, field) }
      if !promotion.targets.isEmpty {
        let offers = try tx.promotions.offers(for: [line.variantID].compactMap(\.self), onOrder: [promotion.id])
        guard offers.first(where: { $0.promotion.id == promotion.id })?.isAbout(line) == true else {
          throw Refusal.invalid(field, "not_applicable", "\(promotion.shownName) is not for \(line.title).")
        }
      }
      chosen.append(promotion)
    }
    line.promotions = chosen.sorted(by: Promotion.comesFirst).map(LinePromotion.init)
    line.promotionsAreChosen = true
  }

  private static func isThereAlready(_ promotion: Promotion, _ field: String) -> Refusal {
    .invalid(field, "duplicate", "\(promotion.shownName) is on this order already.")
  }

  private static func standsAlone(_ promotion: Promotion, _ field: String) -> Refusal {
    .invalid(field, "not_combinable", "\(promotion.shownName) cannot be combined with what is there. Remove that first.")
  }
}
