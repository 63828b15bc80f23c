/// Putting promotions on a draft (rule M20): what comes by itself comes and goes, what somebody chose stays.
extension Order {
  /// Settles which promotions are on these lines and on the order.
  ///
  /// On a line they are taken off by priority. On the order those that came by themselves stand first, by priority, then everything
  /// that was added by hand in the order in which it was added.
  ///
  /// - Parameters:
  ///   - touched: the lines that were changed or added; others keep what they have.
  ///   - new: those among them that were just added: they also get what was put on other lines by a code.
  ///   - withOrder: false while the order is held and keeps its price.
  package mutating func applyPromotions(
    _ facts: PromotionFacts, to touched: Set<ID<LineItem>>, new: Set<ID<LineItem>>, withOrder: Bool
  ) {
    let codes = lines.filter { !new.contains($0.id) }.flatMap(\.promotions).filter { facts.offer($0.id)?.promotion.trigger == .code }
    for index in lines.indices where touched.contains(lines[index].id) {
      if new.contains(lines[index].id) { joinCodes(codes, index, facts) }
      applyToLine(index, facts)
    }
    if withOrder { applyToOrder(facts) }
  }

  /// Gives a new line what a code gave the other lines, as far as it is about the line and may stand there.
  private mutating func joinCodes(_ codes: [LinePromotion], _ index: Int, _ facts: PromotionFacts) {
    guard !lines[index].promotionsAreChosen else { return }
    for code in codes where !lines[index].promotions.contains(where: { $0.id == code.id }) {
      guard let offer = facts.offer(code.id), offer.isAbout(lines[index]) else { continue }
      let others = lines[index].promotions.compactMap { facts.offer($0.id)?.promotion }
      if offer.promotion.combines(with: others) { lines[index].promotions.append(LinePromotion(offer.promotion)) }
    }
  }

  private mutating func applyToLine(_ index: Int, _ facts: PromotionFacts) {
    let line = lines[index]
    guard !line.promotionsAreChosen else { return }
    let kept = line.promotions.filter { facts.offer($0.id)?.promotion.trigger != .automatic }
    let keptIDs = Set(kept.map(\.id))
    let coming = facts.automatic(.line, in: currency)
      .filter { $0.isAbout(line) && !keptIDs.contains($0.promotion.id) }.map(\.promotion)
    guard !kept.isEmpty || !coming.isEmpty || !line.promotions.isEmpty else { return }
    let isAlone = kept.contains { facts.offer($0.id)?.promotion.isCombinable == false }
    let chosen = Self.joining(coming, isAlone: isAlone, isFree: kept.isEmpty) {
      Self.reduction(of: line.left(after: line.discounts.map(\.value), rounding), by: $0, line, rounding)
    }
    let old = Dictionary(line.promotions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let all = kept.map { ($0, facts.offer($0.id)?.promotion) } + chosen.map { (old[$0.id] ?? LinePromotion($0), Optional($0)) }
    lines[index].promotions = all.enumerated().sorted { left, right in
      guard let first = left.element.1, let second = right.element.1, first.id != second.id else { return left.offset < right.offset }
      return Promotion.comesFirst(first, second)
    }.map(\.element.0)
  }

  private mutating func applyToOrder(_ facts: PromotionFacts) {
    let isAutomatic = { (adjustment: Adjustment) in
      adjustment.promotionID.flatMap(facts.offer)?.promotion.trigger == .automatic
    }
    let coming = lines.isEmpty ? [] : facts.automatic(.order, in: currency).map(\.promotion).filter { !facts.declined.contains($0.id) }
    let old = adjustments.filter(isAutomatic)
    guard !coming.isEmpty || !old.isEmpty else { return }
    let kept = adjustments.filter { !isAutomatic($0) }
    let chosenByHand = kept.filter { $0.kind == .promotion }
    let isAlone = chosenByHand.contains { $0.promotionID.flatMap(facts.offer)?.promotion.isCombinable == false }
    let sum = lines.reduce(0) { $0 + $1.left(after: $1.reductions, rounding) }
    let chosen = Self.joining(coming, isAlone: isAlone, isFree: chosenByHand.isEmpty) { Self.reduction(of: sum, by: $0, nil, rounding) }
    let automatic = chosen.map { promotion in
      old.first { $0.promotionID == promotion.id } ?? Adjustment(promotion, id: facts.ids.next(), priceIncludesTax: pricesIncludeTax)
    }
    adjustments = automatic + kept
  }

  /// Which of the promotions that come by themselves join what is there: all that combine, or a single one that does not where that
  /// is worth more to the customer. Next to something chosen only what combines; next to something that stands alone nothing.
  private static func joining(
    _ coming: [Promotion], isAlone: Bool, isFree: Bool, worth: ([Promotion]) -> Int64
  ) -> [Promotion] {
    guard !isAlone else { return [] }
    let together = coming.filter(\.isCombinable)
    guard isFree else { return together }
    var best = (together, worth(together))
    for single in coming where !single.isCombinable {
      let value = worth([single])
      if value > best.1 || best.0.isEmpty { best = ([single], value) }
    }
    return best.0
  }

  /// What promotions one after another take off an amount.
  private static func reduction(of amount: Int64, by promotions: [Promotion], _ line: LineItem?, _ rounding: Rounding) -> Int64 {
    amount
      - promotions.reduce(amount) { left, promotion in
        left - (promotion.benefit.discount.cut(from: left, quantity: line?.quantity ?? .one, rounding) ?? 0)
      }
  }
}

extension LineItem {
  /// What these reductions leave of the line, in minor units; for comparing offers, the totals are ``OrderTotals/compute(_:)``'s.
  func left(after reductions: [DiscountValue], _ rounding: Rounding) -> Int64 {
    let amount = min(rounding.product(quantity.thousandths, unitPrice.tenThousandths, dividedBy: 10_000_000) ?? 0, Money.limit)
    return reductions.reduce(amount) { left, reduction in left - (reduction.cut(from: left, quantity: quantity, rounding) ?? 0) }
  }
}

extension LinePromotion {
  /// A promotion as a line keeps it.
  package init(_ promotion: Promotion) {
    self.init(id: promotion.id, title: promotion.title, code: promotion.code, value: promotion.benefit.discount)
  }
}

extension Adjustment {
  /// A promotion as an order keeps it.
  package init(_ promotion: Promotion, id: ID<Adjustment>, priceIncludesTax: Bool, staffID: String? = nil) {
    self.init(
      id: id, kind: .promotion, title: promotion.title, reason: nil, code: promotion.code, value: promotion.benefit.discount, taxRates: [],
      priceIncludesTax: priceIncludesTax, staffID: staffID, promotionID: promotion.id)
  }
}
