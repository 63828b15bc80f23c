extension TotalsComputation {
  /// Puts every taxed member into the group of its rate set and kind of price; with rounding per line, into a group of its own.
  mutating func groupByTaxes() {
    memberGroups = [TaxGroup.Place?](repeating: nil, count: amounts.count)
    guard input.taxesEnabled else { return }
    for (index, line) in input.lines.enumerated() where line.taxable {
      join(index, line.taxRates, line.includesTax)
    }
    let first = input.lines.count
    if let shipping = input.shipping { join(first, shipping.taxRates, shipping.includesTax) }
    let firstFee = input.shipping == nil ? first : first + 1
    for (index, fee) in input.fees.enumerated() { join(firstFee + index, fee.taxRates, fee.includesTax) }
  }

  private mutating func join(_ member: Int, _ rates: [TaxRate], _ includesTax: Bool) {
    guard !rates.isEmpty else { return }
    let key = TaxGroup.key(of: rates)
    let place: Int
    if input.taxRounding == .document, let known = groups.firstIndex(where: { $0.includesTax == includesTax && $0.key == key }) {
      place = known
    } else {
      place = groups.count
      groups.append(TaxGroup(rates: rates, key: key, includesTax: includesTax))
    }
    memberGroups[member] = TaxGroup.Place(group: place, member: groups[place].add(member, amount: amounts[member]))
  }

  /// The taxes of every group, and their shares on the members.
  mutating func taxGroups() throws(Refusal) {
    for index in groups.indices {
      guard let taxes = groups[index].roundedTaxes(input.rounding) else { throw .amountTooLarge("total") }
      groups[index].taxes = taxes
      groups[index].shares = groups[index].allocated(taxes)
      if trace.isRecording { traceGroup(index) }
    }
  }

  private mutating func traceGroup(_ index: Int) {
    let group = groups[index]
    for (place, tax) in group.rates.enumerated() {
      let rule: MoneyRule = group.rates.count > 1 ? .severalTaxes : .tax
      trace.note(
        rule, .order, .tax(tax, includesTax: group.includesTax, group: index), base: group.sum, result: group.taxes[place])
      for (member, share) in zip(group.members, group.shares[place]) {
        trace.note(
          .tax, subject(of: member), .taxShare(tax, group: index, of: group.taxes[place]), base: amounts[member], result: share)
      }
    }
  }

  /// What a member is, for the explanation.
  func subject(of member: Int) -> TotalsSubject {
    if member < input.lines.count { return .line(member) }
    guard input.shipping != nil else { return .fee(member - input.lines.count) }
    return member == input.lines.count ? .shipping : .fee(member - input.lines.count - 1)
  }

  /// The tax lines of one member, with the tax in all and the part of it that comes on top of the quoted amount.
  func taxes(of member: Int) -> (lines: [TaxLine], tax: Int64, onTop: Int64) {
    guard let place = memberGroups[member] else { return ([], 0, 0) }
    let group = groups[place.group]
    var tax: Int64 = 0
    for shares in group.shares { tax += shares[place.member] }
    let taxable = group.includesTax ? amounts[member] - tax : amounts[member]
    var lines: [TaxLine] = []
    lines.reserveCapacity(group.rates.count)
    for (index, rate) in group.rates.enumerated() {
      lines.append(
        TaxLine(
          title: rate.title, rate: rate.rate, includesTax: group.includesTax, taxable: money(taxable),
          amount: money(group.shares[index][place.member])))
    }
    return (lines, tax, group.includesTax ? 0 : tax)
  }

  /// One tax line per title, rate and kind of price over the whole order.
  func documentTaxLines() -> [TaxLine] {
    var lines: [TaxLine] = []
    for group in groups {
      let taxable = group.includesTax ? group.sum - group.taxes.reduce(0, +) : group.sum
      for (tax, amount) in zip(group.rates, group.taxes) {
        let known = lines.firstIndex { $0.rate == tax.rate && $0.includesTax == group.includesTax && $0.title == tax.title }
        let before = known.map { (lines[$0].taxable.minorUnits, lines[$0].amount.minorUnits) } ?? (0, 0)
        let line = TaxLine(
          title: tax.title, rate: tax.rate, includesTax: group.includesTax, taxable: money(before.0 + taxable),
          amount: money(before.1 + amount))
        if let known { lines[known] = line } else { lines.append(line) }
      }
    }
    return lines
  }

  func money(_ minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, currency: input.currency) }
}
