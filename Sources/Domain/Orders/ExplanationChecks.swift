/// What stands beside the rows: reductions of the whole, groups of taxes, and what must hold.
extension ExplanationWriter {
  func reductions() -> [OrderExplanation.Reduction] {
    steps.compactMap { step in
      guard case .reduction(let index, let value) = step.operation, reducing.indices.contains(index) else { return nil }
      return OrderExplanation.Reduction(
        adjustmentID: reducing[index].id, title: title(reducing[index]), arithmetic: text.cut(value, of: step.base, result: step.result),
        amount: step.result)
    }
  }

  /// The sum of a group and whether its taxes are within it.
  func taxed(_ group: Int) -> (sum: Int64, includesTax: Bool)? {
    for step in steps {
      if case .tax(_, let includesTax, group) = step.operation { return (step.base, includesTax) }
    }
    return nil
  }

  func groups() -> [OrderExplanation.TaxedGroup] {
    var members: [Int: [(tax: TaxRate, amount: Int64)]] = [:]
    for step in steps {
      if case .tax(let tax, _, let group) = step.operation { members[group, default: []].append((tax, step.result)) }
    }
    return members.keys.sorted().compactMap { group in
      guard let taxes = members[group], let (sum, includesTax) = taxed(group) else { return nil }
      let rates = taxes.reduce(0) { $0 + $1.tax.rate.partsPerMillion }
      let amount = taxes.reduce(0) { $0 + $1.amount }
      return OrderExplanation.TaxedGroup(
        includesTax: includesTax,
        taxes: taxes.map { ($0.tax, text.tax($0.tax.rate, others: rates, includesTax: includesTax, on: sum), $0.amount) },
        gross: includesTax ? sum : sum + amount, net: includesTax ? sum - amount : sum)
    }
  }

  func checks(
    _ rows: [OrderExplanation.Row], _ reductions: [OrderExplanation.Reduction], _ groups: [OrderExplanation.TaxedGroup]
  ) -> [OrderExplanation.Check] {
    let sum = rows.reduce(0) { $0 + $1.amount }
    let shares = steps.reduce(into: [Int: Int64]()) { sums, step in
      if case .reductionShare(let index, _) = step.operation { sums[index, default: 0] += step.result }
    }
    let cuts = steps.compactMap { step -> (index: Int, amount: Int64)? in
      if case .reduction(let index, _) = step.operation { (index, step.result) } else { nil }
    }
    let taxShares = steps.reduce(Int64(0)) { sum, step in
      if case .taxShare = step.operation { sum + step.result } else { sum }
    }
    let tax = groups.reduce(0) { $0 + $1.tax }
    return [
      OrderExplanation.Check(
        code: "total", message: "The steps add up to every row, and the rows to the total.",
        holds: sum == totals.total.minorUnits && rows.allSatisfy(\.adds)),
      OrderExplanation.Check(
        code: "shares", message: "The shares add up to each discount.", holds: cuts.allSatisfy { (shares[$0.index] ?? 0) == $0.amount }),
      OrderExplanation.Check(
        code: "tax", message: "Net and tax make gross in every group, and the taxes of the groups are those of their parts.",
        holds: groups.allSatisfy { $0.net + $0.tax == $0.gross } && tax == taxShares && tax == totals.taxTotal.minorUnits),
    ]
  }
}
