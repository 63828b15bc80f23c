extension TotalsComputation {
  /// Puts the figures together and checks the last limits (rules M8, M18).
  mutating func summedUp() throws(Refusal) -> OrderTotals {
    var taxTotal: Int64 = 0
    var lines: [LineTotals] = []
    lines.reserveCapacity(input.lines.count)
    var sums = (subtotal: Int64(0), lines: Int64(0), fees: Int64(0))
    for index in input.lines.indices {
      let line = lineTotals(index)
      guard line.total.minorUnits <= Money.limit else { throw .amountTooLarge("lines[\(index)].quantity") }
      sums.subtotal += lineAmounts[index]
      sums.lines += line.total.minorUnits
      taxTotal += line.taxTotal.minorUnits
      lines.append(line)
    }
    var member = input.lines.count
    var shipping: ChargeTotals?
    if input.shipping != nil {
      shipping = chargeTotals(member)
      taxTotal += shipping?.taxTotal.minorUnits ?? 0
      member += 1
    }
    let firstFee = member
    let fees = input.fees.indices.map { chargeTotals(firstFee + $0) }
    for fee in fees {
      sums.fees += fee.total.minorUnits
      taxTotal += fee.taxTotal.minorUnits
    }
    let payable = sums.lines + (shipping?.total.minorUnits ?? 0) + sums.fees
    guard payable >= 0 else { throw .invalid("total", "negative", "Allowances cannot make the total of an order negative.") }
    trace.note(.sum, .order, .total, base: sums.subtotal, result: payable)
    let (total, credits) = try afterTax(payable)
    let left = amounts.prefix(input.lines.count).reduce(0, +)
    let debitTotal = input.debits.reduce(0, +)
    return OrderTotals(
      lines: lines, reductions: reductions.map(money), fees: fees, shipping: shipping, debits: input.debits.map(money),
      credits: credits.map(money), taxLines: documentTaxLines(), subtotal: money(sums.subtotal),
      discountTotal: money(sums.subtotal - left), shippingTotal: shipping?.total ?? money(0), feeTotal: money(sums.fees),
      debitTotal: money(debitTotal), creditTotal: money(credits.reduce(0, +)), taxTotal: money(taxTotal), total: money(total))
  }

  /// Debits on top, credits off, each credit cut to what is there.
  private mutating func afterTax(_ payable: Int64) throws(Refusal) -> (total: Int64, credits: [Int64]) {
    var total = payable
    for (index, debit) in input.debits.enumerated() {
      trace.note(.afterTax, .order, .debit(index: index), base: total, result: debit)
      total += debit
    }
    var credits: [Int64] = []
    for (index, credit) in input.credits.enumerated() {
      let applied = min(credit, total)
      trace.note(.afterTax, .order, .credit(index: index), base: total, result: applied)
      total -= applied
      credits.append(applied)
    }
    guard total <= Money.limit else { throw .amountTooLarge("total") }
    trace.note(.sum, .order, .total, base: payable, result: total)
    return (total, credits)
  }

  private mutating func lineTotals(_ index: Int) -> LineTotals {
    let left = amounts[index]
    let tax = taxes(of: index)
    trace.note(.sum, .line(index), .payable, base: left, result: left + tax.onTop)
    return LineTotals(
      subtotal: money(lineAmounts[index]), discountTotal: money(lineAmounts[index] - left),
      ownDiscounts: ownDiscounts[index].map(money), shares: reductionShares.map { money($0[index]) }, taxLines: tax.lines,
      taxTotal: money(tax.tax), total: money(left + tax.onTop))
  }

  private mutating func chargeTotals(_ member: Int) -> ChargeTotals {
    let amount = amounts[member]
    let tax = taxes(of: member)
    trace.note(.sum, subject(of: member), .payable, base: amount, result: amount + tax.onTop)
    return ChargeTotals(amount: money(amount), taxLines: tax.lines, taxTotal: money(tax.tax), total: money(amount + tax.onTop))
  }
}
