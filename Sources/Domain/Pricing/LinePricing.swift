extension TotalsComputation {
  /// Line amounts, rounded once each (rule M2), and what the lines' own discounts leave of them (rule M3).
  mutating func priceLines() throws(Refusal) {
    lineAmounts.reserveCapacity(input.lines.count)
    ownDiscounts.reserveCapacity(input.lines.count)
    amounts.reserveCapacity(input.lines.count + input.fees.count + 1)
    for (index, line) in input.lines.enumerated() {
      // Thousandths times ten-thousandths: ten million to the minor unit.
      guard let amount = input.rounding.product(line.quantity.thousandths, line.unitPrice.tenThousandths, dividedBy: 10_000_000),
        amount <= Money.limit
      else { throw .amountTooLarge("lines[\(index)].quantity") }
      trace.note(.lineAmount, .line(index), .multiply(line.quantity, line.unitPrice), base: 0, result: amount)
      var left = amount
      var cuts: [Int64] = []
      for (place, discount) in line.discounts.enumerated() {
        guard let cut = discount.cut(from: left, quantity: line.quantity, input.rounding) else {
          throw .invalid("lines[\(index)].discounts[\(place)].value", "out_of_range", "A discount cannot be negative.")
        }
        trace.note(.lineDiscount, .line(index), .ownDiscount(index: place, discount), base: left, result: cut)
        left -= cut
        cuts.append(cut)
      }
      lineAmounts.append(amount)
      ownDiscounts.append(cuts)
      amounts.append(left)
    }
  }

  /// What the order's discounts, promotions and points take off the items: each once off what the ones before left, then allocated
  /// to the lines by the largest remainder (rules M4, M17). Runs before the charges join the members, which no reduction lowers.
  mutating func reduceOrder() throws(Refusal) {
    for (place, reduction) in input.reductions.enumerated() {
      let eligible = amounts.reduce(0, +)
      guard let cut = reduction.cut(from: eligible, quantity: .one, input.rounding) else {
        throw .invalid("adjustments", "out_of_range", "A discount cannot be negative.")
      }
      trace.note(.orderDiscount, .order, .reduction(index: place, reduction), base: eligible, result: cut)
      let shares = LargestRemainder.shares(of: cut, weights: amounts, sum: eligible)
      for (index, share) in shares.enumerated() {
        trace.note(.orderDiscount, .line(index), .reductionShare(index: place, of: cut), base: amounts[index], result: share)
        amounts[index] -= share
      }
      reductions.append(cut)
      reductionShares.append(shares)
    }
  }

  /// Shipping and fees join the members, at the amounts they are quoted at (rules M6, M18).
  mutating func quoteCharges() {
    if let shipping = input.shipping {
      trace.note(.charge, .shipping, .quote, base: shipping.amount, result: shipping.amount)
      amounts.append(shipping.amount)
    }
    for (index, fee) in input.fees.enumerated() {
      trace.note(.afterTax, .fee(index), .quote, base: fee.amount, result: fee.amount)
      amounts.append(fee.amount)
    }
  }
}

extension DiscountValue {
  /// What this takes off `amount`, which is not negative: rounded once and never more than there is. Nil for a negative value.
  func cut(from amount: Int64, quantity: Quantity, _ rounding: Rounding) -> Int64? {
    switch self {
    case .percentage(let percentage):
      return rounding.product(amount, percentage.partsPerMillion, dividedBy: Percentage.limit)
    case .fixed(let minorUnits, let scope):
      guard minorUnits >= 0 else { return nil }
      switch scope {
      case .line: return min(minorUnits, amount)
      // A product beyond the range is beyond the amount too.
      case .unit: return min(rounding.product(minorUnits, quantity.thousandths, dividedBy: 1000) ?? .max, amount)
      }
    }
  }
}
