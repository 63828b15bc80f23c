/// Puts the names of an order's parts to the steps of its computation.
struct ExplanationWriter {
  private let order: Order
  let input: TotalsInput
  let totals: OrderTotals
  let steps: [TotalsStep]
  let text: ExplanationText
  let reducing: [Adjustment]

  init(order: Order, input: TotalsInput, totals: OrderTotals, steps: [TotalsStep]) {
    self.order = order
    self.input = input
    self.totals = totals
    self.steps = steps
    text = ExplanationText(currency: order.currency, rounding: order.rounding)
    reducing = order.adjustments.filter { $0.kind.lowersLines }
  }

  func written() -> OrderExplanation {
    let rows = lineRows() + chargeRows() + afterTaxRows()
    let groups = groups()
    let reductions = reductions()
    return OrderExplanation(
      currency: order.currency, rows: rows, reductions: reductions, groups: groups, checks: checks(rows, reductions, groups),
      linesTotal: totals.lines.reduce(0) { $0 + $1.total.minorUnits }, total: totals.total)
  }

  private func lineRows() -> [OrderExplanation.Row] {
    zip(order.lines, totals.lines).enumerated().map { index, pair in
      let (line, amounts) = pair
      let own = steps.filter { $0.subject == .line(index) }
      return OrderExplanation.Row(
        subject: .line(line.id), title: line.title, taxes: taxes(amounts.taxLines), amount: amounts.total.minorUnits,
        steps: origin(of: line) + own.compactMap { step($0, line) })
    }
  }

  /// Where the unit price came from, when it is not the catalogue's.
  private func origin(of line: LineItem) -> [OrderExplanation.Step] {
    guard let list = line.listPrice, list != line.unitPrice else { return [] }
    let rule = line.priceRuleTitle.map { "Price rule \($0)" } ?? "Price rule"
    let title = line.priceRuleID == nil ? "Price set by hand" : rule
    let why = line.priceReason.map { ", \($0)" } ?? ""
    return [
      OrderExplanation.Step(
        rule: nil, title: "\(counted(line.quantity, line)) × \(text.price(list))", arithmetic: "list price", amount: nil),
      OrderExplanation.Step(
        rule: nil, title: title, arithmetic: "\(text.price(line.unitPrice)) instead of \(text.price(list))\(why)", amount: nil),
    ]
  }

  private func chargeRows() -> [OrderExplanation.Row] {
    var rows: [OrderExplanation.Row] = []
    if let line = order.shippingLine, let amounts = totals.shipping {
      rows.append(
        OrderExplanation.Row(
          subject: .shipping, title: "Shipping: \(line.title)", taxes: taxes(amounts.taxLines), amount: amounts.total.minorUnits,
          steps: steps.filter { $0.subject == .shipping }.compactMap { step($0, nil) }))
    }
    let fees = order.adjustments.filter { $0.kind == .fee }
    for (index, pair) in zip(fees, totals.fees).enumerated() {
      rows.append(
        OrderExplanation.Row(
          subject: .adjustment(pair.0.id, .fee), title: headline(pair.0), taxes: taxes(pair.1.taxLines), amount: pair.1.total.minorUnits,
          steps: steps.filter { $0.subject == .fee(index) }.compactMap { step($0, nil) }))
    }
    return rows
  }

  private func afterTaxRows() -> [OrderExplanation.Row] {
    let debits = order.adjustments.filter { $0.kind == .debit }
    let credits = order.adjustments.filter { $0.kind == .credit }
    return steps.compactMap { step in
      switch step.operation {
      case .debit(let index) where debits.indices.contains(index): row(debits[index], step.result, asked: step.result)
      case .credit(let index) where credits.indices.contains(index): row(credits[index], -step.result, asked: credits[index].fixedAmount)
      default: nil
      }
    }
  }

  private func row(_ adjustment: Adjustment, _ amount: Int64, asked: Int64) -> OrderExplanation.Row {
    let cut = asked > amount.magnitude ? "\(text.amount(asked)), cut to what there is" : "after tax, untaxed"
    let step = OrderExplanation.Step(rule: .afterTax, title: title(adjustment), arithmetic: cut, amount: amount)
    return OrderExplanation.Row(
      subject: .adjustment(adjustment.id, adjustment.kind), title: headline(adjustment), taxes: nil, amount: amount, steps: [step])
  }

  /// One step of the notebook in words; nil for those that only carry a sum on.
  private func step(_ step: TotalsStep, _ line: LineItem?) -> OrderExplanation.Step? {
    let (base, result) = (step.base, step.result)
    switch step.operation {
    case .multiply(let quantity, let price):
      return OrderExplanation.Step(
        rule: step.rule, title: "\(counted(quantity, line)) × \(text.price(price))", arithmetic: text.product(quantity, price),
        amount: result)
    case .quote: return OrderExplanation.Step(rule: step.rule, title: "Price", arithmetic: "as quoted", amount: result)
    case .ownDiscount(let index, let value):
      return OrderExplanation.Step(
        rule: step.rule, title: discountTitle(index, value, line), arithmetic: text.cut(value, of: base, result: result), amount: -result)
    case .reductionShare(let index, let whole):
      let sum = steps.first { if case .reduction(index: index, _) = $0.operation { true } else { false } }?.base ?? 0
      return OrderExplanation.Step(
        rule: step.rule, title: "Share of \(reducing.indices.contains(index) ? title(reducing[index]) : "discount")",
        arithmetic: text.share(of: whole, weight: base, sum: sum, result: result), amount: -result)
    case .taxShare(let tax, let group, let whole):
      guard let (sum, includesTax) = taxed(group), !includesTax else { return nil }
      return OrderExplanation.Step(
        rule: step.rule, title: "\(tax.title) \(tax.rate.text)%",
        arithmetic: text.share(of: whole, weight: base, sum: sum, result: result), amount: result)
    case .reduction, .tax, .payable, .debit, .credit, .total: return nil
    }
  }

  private func discountTitle(_ index: Int, _ value: DiscountValue, _ line: LineItem?) -> String {
    guard let line else { return "Discount" }
    if index < line.discounts.count { return line.discounts[index].title ?? "Discount" }
    let place = index - line.discounts.count
    return line.promotions.indices.contains(place) ? "Promotion \(line.promotions[place].title)" : "Discount"
  }

  private func taxes(_ lines: [TaxLine]) -> String? {
    lines.isEmpty ? nil : lines.map { "\($0.rate.text)% \($0.title)" }.joined(separator: ", ")
  }

  /// A quantity with its unit; pieces have none.
  private func counted(_ quantity: Quantity, _ line: LineItem?) -> String {
    line?.unit.map { "\(quantity.text) \($0)" } ?? quantity.text
  }

  func title(_ adjustment: Adjustment) -> String {
    adjustment.title ?? adjustment.code ?? word(adjustment.kind)
  }

  /// What stands over a row: the kind, and what it is called.
  private func headline(_ adjustment: Adjustment) -> String {
    (adjustment.title ?? adjustment.code).map { "\(word(adjustment.kind)): \($0)" } ?? word(adjustment.kind)
  }

  private func word(_ kind: Adjustment.Kind) -> String {
    switch kind {
    case .discount: "Discount"
    case .promotion: "Promotion"
    case .credit: "Credit"
    case .debit: "Debit"
    case .points: "Points"
    case .fee: "Fee"
    }
  }
}
