extension Order {
  /// Computes every sum anew from what was entered (M9); nothing is carried over from the last time.
  ///
  /// - Throws: ``RefusalCode/validationFailed`` naming the line whose amount is beyond the limit.
  package mutating func recalculate() throws(Refusal) {
    let computed = try OrderTotals.compute(totalsInput)
    for index in lines.indices where computed.lines.indices.contains(index) {
      lines[index].totals = computed.lines[index]
      let taken = computed.lines[index].ownDiscounts.dropFirst(lines[index].discounts.count)
      for (place, amount) in zip(lines[index].promotions.indices, taken) { lines[index].promotions[place].amount = amount.minorUnits }
    }
    var reductions = computed.reductions.makeIterator()
    var fees = computed.fees.makeIterator()
    var debits = computed.debits.makeIterator()
    var credits = computed.credits.makeIterator()
    for index in adjustments.indices {
      let amount: Money? =
        switch adjustments[index].kind {
        case .discount, .promotion, .points: reductions.next()
        case .fee: fees.next()?.total
        case .debit: debits.next()
        case .credit: credits.next()
        }
      adjustments[index].amount = amount?.minorUnits ?? 0
    }
    totals = computed
  }

  /// What the sums are made of, in the form that the register's own script computes too.
  package var totalsInput: TotalsInput {
    TotalsInput(
      currency: currency, taxesEnabled: taxesEnabled, taxRounding: taxRounding, rounding: rounding,
      lines: lines.map { line in
        TotalsLine(
          quantity: line.quantity, unitPrice: line.unitPrice, discounts: line.reductions, taxRates: line.taxRates,
          includesTax: line.priceIncludesTax, taxable: line.isTaxable)
      },
      reductions: adjustments.filter { $0.kind.lowersLines }.map(\.value),
      fees: adjustments.filter { $0.kind == .fee }.map {
        TotalsCharge(amount: $0.fixedAmount, taxRates: $0.taxRates, includesTax: $0.priceIncludesTax)
      },
      debits: adjustments.filter { $0.kind == .debit }.map(\.fixedAmount),
      credits: adjustments.filter { $0.kind == .credit }.map(\.fixedAmount),
      shipping: shippingLine.map { TotalsCharge(amount: $0.price, taxRates: $0.taxRates, includesTax: $0.priceIncludesTax) })
  }
}

extension Order {
  /// What people took off by hand as last computed, in minor units: own discounts of lines, discounts of the order, and promotions of
  /// the moment that are none of the shop's.
  package var discountsByHand: Int64 {
    let ofLines = lines.reduce(0) { sum, line in
      sum + (line.totals?.ownDiscounts.prefix(line.discounts.count).reduce(0) { $0 + $1.minorUnits } ?? 0)
    }
    return adjustments.reduce(ofLines) { sum, adjustment in
      switch adjustment.kind {
      case .discount: sum + adjustment.amount
      case .promotion: adjustment.promotionID == nil ? sum + adjustment.amount : sum
      case .credit, .debit, .points, .fee: sum
      }
    }
  }
}

extension LineItem {
  /// What lowers the line before the order's own reductions do: its discounts, then its promotions (M3).
  package var reductions: [DiscountValue] {
    promotions.isEmpty ? discounts.map(\.value) : discounts.map(\.value) + promotions.map(\.value)
  }
}
