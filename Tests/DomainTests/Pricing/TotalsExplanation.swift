import Domain
import Testing

/// The steps behind "Explain this total".
struct TotalsExplanation {
  @Test func `an explanation has the figures of the totals and ends with the total`() throws {
    var random = RandomOrders(seed: 7)
    for _ in 0..<500 {
      let input = random.order()
      let (totals, trace) = try OrderTotals.explain(input)
      #expect(try OrderTotals.compute(input) == totals)
      #expect(trace.steps.last?.operation == .total)
      #expect(trace.steps.last?.result == totals.total.minorUnits)
      for (index, line) in totals.lines.enumerated() {
        let cuts = trace.steps.filter { $0.subject == .line(index) && Self.isCut($0) }
        #expect(cuts.reduce(0) { $0 + $1.result } == line.discountTotal.minorUnits)
        let taxes = trace.steps.filter { $0.subject == .line(index) && Self.isTaxShare($0) }
        #expect(taxes.reduce(0) { $0 + $1.result } == line.taxTotal.minorUnits)
      }
      let taxes = trace.steps.filter { if case .tax = $0.operation { true } else { false } }
      #expect(taxes.reduce(0) { $0 + $1.result } == totals.taxTotal.minorUnits)
    }
  }

  @Test func `each step names its rule, what it started from and what came out`() throws {
    let euro = try #require(Currency("EUR"))
    let vat = TaxRate(title: "VAT", rate: try #require(Rate(text: "21")))
    let ten = DiscountValue.percentage(try #require(Percentage(text: "10")))
    let two = try #require(Quantity(units: 2))
    let price = try #require(UnitPrice(minorUnits: 1250))
    let input = TotalsInput(
      currency: euro, lines: [TotalsLine(quantity: two, unitPrice: price, discounts: [ten], taxRates: [vat])],
      reductions: [.fixed(minorUnits: 250, per: .line)], credits: [100])
    let steps = try OrderTotals.explain(input).trace.steps
    let expected = [
      Step(.lineAmount, .line(0), .multiply(two, price), 0, 2500),
      Step(.lineDiscount, .line(0), .ownDiscount(index: 0, ten), 2500, 250),
      Step(.orderDiscount, .order, .reduction(index: 0, .fixed(minorUnits: 250, per: .line)), 2250, 250),
      Step(.orderDiscount, .line(0), .reductionShare(index: 0, of: 250), 2250, 250),
      Step(.tax, .order, .tax(vat, includesTax: false, group: 0), 2000, 420),
      Step(.tax, .line(0), .taxShare(vat, group: 0, of: 420), 2000, 420),
      Step(.sum, .line(0), .payable, 2000, 2420),
      Step(.sum, .order, .total, 2500, 2420),
      Step(.afterTax, .order, .credit(index: 0), 2420, 100),
      Step(.sum, .order, .total, 2420, 2320),
    ]
    #expect(steps.map(Step.init) == expected)
  }

  private static func isCut(_ step: TotalsStep) -> Bool {
    switch step.operation {
    case .ownDiscount, .reductionShare: true
    default: false
    }
  }

  private static func isTaxShare(_ step: TotalsStep) -> Bool {
    if case .taxShare = step.operation { true } else { false }
  }

  private struct Step: Equatable {
    let rule: MoneyRule
    let subject: TotalsSubject
    let operation: TotalsOperation
    let base: Int64
    let result: Int64

    init(_ rule: MoneyRule, _ subject: TotalsSubject, _ operation: TotalsOperation, _ base: Int64, _ result: Int64) {
      self.rule = rule
      self.subject = subject
      self.operation = operation
      self.base = base
      self.result = result
    }

    init(_ step: TotalsStep) {
      self.init(step.rule, step.subject, step.operation, step.base, step.result)
    }
  }
}
