import Domain
import Stores

extension UnitOfWork {
  /// Prices what was changed of a draft: the price rule of each such line (M19), then promotions (M20). Held orders keep what they
  /// have, but for lines that are new (M10).
  ///
  /// A shop without rules and promotions pays nothing for this but the row of settings.
  /// - Parameters:
  ///   - before: the draft as it was; nil for a new one.
  ///   - also: lines to price though nothing of them was changed.
  ///   - isFrozen: what is there keeps its prices whatever becomes of it, as on a held order.
  ///   - path: how the caller names a line (`lines[0].`).
  /// - Throws: `validationFailed` naming `price_rule_id` for a rule that does not price the goods.
  func price(
    _ order: inout Order, since before: Order?, also: Set<ID<LineItem>> = [], settings: ShopSettings? = nil, isFrozen: Bool = false,
    path: (Int) -> String = { _ in "" }
  ) throws {
    let settings = try settings ?? tx.settings.current()
    let isFrozen = isFrozen || (before != nil && order.hold != nil)
    let new = order.newLines(since: before)
    let touched = also.union(isFrozen ? new : order.touchedLines(since: before).union(new))
    try priceByRules(&order, touched, since: before, settings, path)
    let named = order.promotionsInUse.map(\.id)
    guard settings.usesPromotions || !named.isEmpty else { return }
    let offers = try tx.promotions.offers(for: order.lines.compactMap(\.variantID), onOrder: named)
    let declined = before != nil && settings.usesPromotions ? try tx.promotions.declined(on: order.id) : []
    order.applyPromotions(
      PromotionFacts(offers: offers, declined: declined, now: now, ids: ids, currency: settings.currency), to: touched,
      new: before == nil ? [] : new, withOrder: !isFrozen)
  }

  private func priceByRules(
    _ order: inout Order, _ touched: Set<ID<LineItem>>, since before: Order?, _ settings: ShopSettings, _ path: (Int) -> String
  ) throws {
    let lines = order.lines.filter { touched.contains($0.id) && $0.takesPriceRules && $0.priceRuleChoice != .none }
    let named = lines.compactMap(\.priceRuleID)
    guard settings.usesPriceRules || !named.isEmpty, !lines.isEmpty else { return }
    let offers = try tx.priceRules.offers(for: lines.compactMap(\.variantID), chosen: named)
    let groups = order.customer?.groups ?? []
    for (index, line) in order.lines.enumerated() where touched.contains(line.id) && line.takesPriceRules {
      let rules = line.variantID.flatMap { offers[$0] } ?? []
      switch line.priceRuleChoice {
      case .none: break
      case .automatic:
        guard let list = line.listPrice else { continue }
        order.lines[index].take(
          .best(of: rules, list: list, quantity: line.quantity, groups: groups, rounding: order.rounding, at: now), now: now)
      case .chosen:
        guard let list = line.listPrice else { continue }
        if let rule = rules.first(where: { $0.id == line.priceRuleID }) {
          order.lines[index].take(.chosen(rule, list: list, quantity: line.quantity, rounding: order.rounding), now: now)
        } else if before?.lines.first(where: { $0.id == line.id })?.priceRuleID != line.priceRuleID {
          throw Refusal.invalid("\(path(index))price_rule_id", "not_applicable", "This price rule has no price for \(line.title).")
        }
      }
    }
  }

  /// Puts the rule that somebody chose on a line; the price follows with ``price(_:since:also:settings:path:)``. Nil is for none.
  ///
  /// A rule for customers of certain groups is as good as a price of one's own where the customer is in none of them.
  /// - Throws: `validationFailed` naming `price_rule_id`, ``RefusalCode/approvalRequired``.
  func choosePriceRule(_ id: ID<PriceRule>?, for line: inout LineItem, of order: Order, field: String) throws {
    guard line.variantID != nil else {
      guard id != nil else { return }
      throw Refusal.invalid(field, "custom_item", "A price rule is for goods of the catalogue.")
    }
    if line.priceSource == .override, let list = line.listPrice {
      line.unitPrice = list
      line.priceSource = .catalog
      line.priceReason = nil
    }
    guard let id else {
      line.take(nil, now: now)
      line.priceRuleChoice = .none
      return
    }
    guard let rule = try tx.priceRules.find([id])[id] else {
      throw Refusal.invalid(field, "unknown", "There is no such price rule.")
    }
    guard rule.isValid(at: now) else { throw Refusal.invalid(field, "not_valid", "\(rule.title) is not valid now.") }
    if !rule.isFor(groups: order.customer?.groups ?? []) { try require(.overridePrice, on: order.id) }
    line.priceRuleID = id
    line.priceRuleTitle = rule.title
    line.priceRuleChoice = .chosen
  }
}

extension Order {
  fileprivate func newLines(since before: Order?) -> Set<ID<LineItem>> {
    guard let before else { return Set(lines.map(\.id)) }
    let known = Set(before.lines.map(\.id))
    return Set(lines.map(\.id).filter { !known.contains($0) })
  }

  /// Lines whose price or promotions depend on something that changed.
  fileprivate func touchedLines(since before: Order?) -> Set<ID<LineItem>> {
    guard let before, before.customerID == customerID else { return Set(lines.map(\.id)) }
    let old = Dictionary(before.lines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let changed = lines.filter { line in
      guard let old = old[line.id] else { return true }
      return line.quantity != old.quantity || line.variantID != old.variantID || line.unitPrice != old.unitPrice
        || line.priceSource != old.priceSource || line.priceRuleID != old.priceRuleID || line.priceRuleChoice != old.priceRuleChoice
        || line.promotions != old.promotions || line.promotionsAreChosen != old.promotionsAreChosen || line.discounts != old.discounts
    }
    return Set(changed.map(\.id))
  }
}
