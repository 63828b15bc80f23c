import Domain
import Testing

/// Changes of an order that must not change what it costs.
struct TotalsInvariance {
  @Test func `splitting a line in two moves no cent of the total`() throws {
    try each { random, input in
      // Fractions of a cent and fixed amounts per line are what a split may rightly move.
      input.taxRounding = .document
      input.reductions = []
      input.lines = input.lines.compactMap { line in
        guard line.unitPrice.wholeMinorUnits != nil, line.quantity.wholeUnits != nil else { return nil }
        var line = line
        line.discounts = []
        return line
      }
      guard let index = input.lines.firstIndex(where: { $0.quantity.thousandths > 1000 }) else { return nil }
      var split = input
      let units = split.lines[index].quantity.thousandths / 1000
      let first = random.number(1...(units - 1))
      split.lines[index].quantity = try #require(Quantity(units: first))
      var rest = split.lines[index]
      rest.quantity = try #require(Quantity(units: units - first))
      split.lines.insert(rest, at: index + 1)
      return try OrderTotals.compute(split).total == OrderTotals.compute(input).total
    }
  }

  @Test func `the order of the lines moves no cent of the total`() throws {
    try each { _, input in
      input.reductions = []
      let turned = TotalsInput(
        currency: input.currency, taxesEnabled: input.taxesEnabled, taxRounding: input.taxRounding, rounding: input.rounding,
        lines: input.lines.reversed(), fees: input.fees.reversed(), debits: input.debits, credits: input.credits, shipping: input.shipping)
      return try OrderTotals.compute(turned).total == OrderTotals.compute(input).total
    }
  }

  @Test func `the payable total of prices with tax does not depend on the rates`() throws {
    try each { _, input in
      for index in input.lines.indices { input.lines[index].includesTax = true }
      for index in input.fees.indices { input.fees[index].includesTax = true }
      input.shipping?.includesTax = true
      var untaxed = input
      untaxed.taxesEnabled = false
      return try OrderTotals.compute(untaxed).total == OrderTotals.compute(input).total
    }
  }

  @Test func `returns add up to what was paid, however they are cut`() throws {
    try each { random, input in
      for (line, totals) in zip(input.lines, try OrderTotals.compute(input).lines) {
        var returned = Quantity.zero
        var back: Int64 = 0
        while returned < line.quantity {
          let left = line.quantity.thousandths - returned.thousandths
          let part = try #require(Quantity(thousandths: random.number(1...left)))
          let amount = try RefundShare.amount(of: totals.total, quantity: line.quantity, returned: returned, returning: part)
          guard !amount.isNegative else { return false }
          back += amount.minorUnits
          returned = try #require(returned.adding(part))
        }
        guard back == totals.total.minorUnits || line.quantity.isZero else { return false }
      }
      return true
    }
  }

  /// Tries a property on random orders; nil where it says nothing about one.
  private func each(_ holds: (inout RandomOrders, inout TotalsInput) throws -> Bool?) throws {
    let (count, seed) = RandomOrders.run()
    var random = RandomOrders(seed: seed)
    for run in 0..<(count / 4) {
      var input = random.order()
      if try holds(&random, &input) == false {
        Issue.record("run \(run) of seed \(seed): \(input)")
        return
      }
    }
  }
}
