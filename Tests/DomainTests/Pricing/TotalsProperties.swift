import Domain
import Testing

/// What holds for every order, tried on random ones; the seed is printed, `COUNTERFOIL_SEED` repeats a run.
struct TotalsProperties {
  @Test func `every sum of every order holds`() throws {
    let (count, seed) = RandomOrders.run()
    print("\(count) random orders, seed \(seed)")
    var random = RandomOrders(seed: seed)
    for run in 0..<count {
      let input = random.order()
      let totals = try OrderTotals.compute(input)
      let broken =
        Self.brokenSum(input, totals) ?? Self.brokenTax(input, totals) ?? Self.brokenShare(input, totals)
        ?? Self.brokenRounding(input, totals)
      if let broken {
        Issue.record("\(broken): run \(run) of seed \(seed): \(input)")
        return
      }
    }
  }

  /// Rule M8: the sums of the API.
  private static func brokenSum(_ input: TotalsInput, _ totals: OrderTotals) -> String? {
    let lines = sum(totals.lines.map(\.total))
    let charges = sum(totals.fees.map(\.total)) + (totals.shipping?.total.minorUnits ?? 0)
    if totals.total.minorUnits != lines + charges + sum(totals.debits) - sum(totals.credits) { return "total" }
    if totals.subtotal.minorUnits != sum(totals.lines.map(\.subtotal)) { return "subtotal" }
    if totals.discountTotal.minorUnits != sum(totals.lines.map(\.discountTotal)) { return "discount_total" }
    if totals.shippingTotal != totals.shipping?.total ?? .zero(input.currency) { return "shipping_total" }
    if totals.feeTotal.minorUnits != sum(totals.fees.map(\.total)) { return "fees" }
    if totals.debitTotal.minorUnits != sum(totals.debits) || totals.creditTotal.minorUnits != sum(totals.credits) { return "after tax" }
    if totals.total.isNegative { return "a negative total" }
    for (credit, applied) in zip(input.credits, totals.credits) where applied.minorUnits > credit { return "a credit grew" }
    return nil
  }

  /// Rules M5, M8: tax by group is tax by line, shipping and fee; net and tax make gross.
  private static func brokenTax(_ input: TotalsInput, _ totals: OrderTotals) -> String? {
    let charges = totals.fees + (totals.shipping.map { [$0] } ?? [])
    let parts = totals.lines.map(\.taxLines) + charges.map(\.taxLines)
    if totals.taxTotal.minorUnits != sum(totals.taxLines.map(\.amount)) { return "tax_total of the groups" }
    if totals.taxTotal.minorUnits != sum(totals.lines.map(\.taxTotal)) + sum(charges.map(\.taxTotal)) { return "tax_total of the lines" }
    for tax in totals.taxLines {
      let shares = parts.joined().filter { $0.title == tax.title && $0.rate == tax.rate && $0.includesTax == tax.includesTax }
      if sum(shares.map(\.amount)) != tax.amount.minorUnits { return "shares of \(tax.title)" }
      if sum(shares.map(\.taxable)) != tax.taxable.minorUnits { return "bases of \(tax.title)" }
      if tax.amount.isNegative || tax.taxable.isNegative { return "a negative tax" }
    }
    for line in totals.lines {
      if line.taxTotal.minorUnits != sum(line.taxLines.map(\.amount)) { return "tax of a line" }
      if let tax = line.taxLines.first, tax.taxable.minorUnits + line.taxTotal.minorUnits != line.total.minorUnits {
        return "net and tax of a line"
      }
      if line.taxLines.contains(where: { $0.amount.isNegative || $0.taxable.isNegative }) { return "a negative tax of a line" }
      let left = line.subtotal.minorUnits - line.discountTotal.minorUnits
      if line.taxLines.first?.includesTax ?? true, line.total.minorUnits != left { return "the price of a line moved" }
    }
    if !input.taxesEnabled, !totals.taxTotal.isZero { return "tax though it is off" }
    return nil
  }

  /// Rules M3, M4: shares add up and never exceed what they are taken from.
  private static func brokenShare(_ input: TotalsInput, _ totals: OrderTotals) -> String? {
    for (place, reduction) in totals.reductions.enumerated() where sum(totals.lines.map { $0.shares[place] }) != reduction.minorUnits {
      return "shares of a reduction"
    }
    for line in totals.lines {
      var left = line.subtotal.minorUnits
      for cut in line.ownDiscounts + line.shares {
        left -= cut.minorUnits
        if cut.isNegative || left < 0 { return "a discount above its line" }
      }
      if line.discountTotal.minorUnits != line.subtotal.minorUnits - left { return "discount_total of a line" }
    }
    return nil
  }

  /// Rule M7: the tax of a group with one tax is within half a unit of the exact one, and an exact half goes where the order lets it.
  private static func brokenRounding(_ input: TotalsInput, _ totals: OrderTotals) -> String? {
    let charges = input.fees + (input.shipping.map { [$0] } ?? [])
    let rateSets = input.lines.map(\.taxRates) + charges.map(\.taxRates)
    guard input.taxRounding == .document, rateSets.allSatisfy({ $0.count <= 1 }) else { return nil }
    for tax in totals.taxLines {
      let rate = tax.rate.partsPerMillion
      let divisor = tax.includesTax ? 1_000_000 + rate : 1_000_000
      let base = tax.includesTax ? tax.taxable.minorUnits + tax.amount.minorUnits : tax.taxable.minorUnits
      let missed = abs(tax.amount.minorUnits * divisor - base * rate)
      if 2 * missed > divisor { return "rounding of \(tax.title)" }
      let isUp = tax.amount.minorUnits * divisor > base * rate
      if 2 * missed == divisor, input.rounding == .halfUp ? !isUp : !tax.amount.minorUnits.isMultiple(of: 2) {
        return "an exact half of \(tax.title)"
      }
    }
    return nil
  }

  static func sum(_ amounts: [Money]) -> Int64 { amounts.reduce(0) { $0 + $1.minorUnits } }
}
