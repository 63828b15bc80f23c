/// What an order brings to the sales ledger when it is placed (rules S1 to S4).
extension Order {
  /// A row for each line, for shipping, for each fee and each amount after tax.
  ///
  /// - Parameter products: the products of the variants on the lines, as far as they are known.
  package func salesEntries(products: [ID<Variant>: ID<Product>], at moment: Instant, cause: SalesEntry.Cause = .sale) -> [SalesEntry] {
    var entries: [SalesEntry] = []
    var seen: Set<String> = []
    for line in lines {
      guard let totals = line.totals else { continue }
      let subject = line.salesSubject(products: products)
      var entry = SalesEntry(subject: subject, at: moment, cause: cause)
      let net = totals.total.minorUnits - totals.taxTotal.minorUnits
      entry.quantity = line.quantity.thousandths
      entry.discounts = totals.discountWithoutTax(rounding)
      entry.gross = net + entry.discounts
      entry.cost = line.unitCost.flatMap { $0.amount(of: line.quantity, rounding) }
      entry.taxes = totals.taxLines.map(SalesTax.init)
      if let key = subject.productKey, seen.insert(key).inserted { entry.productOrders = 1 }
      entries.append(entry)
    }
    if let shippingLine, let charge = totals.shipping {
      let subject = SalesSubject(
        kind: .shipping, name: "shipping", title: shippingLine.title, variantID: nil, productID: nil, productKey: nil)
      var entry = SalesEntry(subject: subject, at: moment, cause: cause)
      entry.shipping = charge.total.minorUnits - charge.taxTotal.minorUnits
      entry.taxes = charge.taxLines.map(SalesTax.init)
      entries.append(entry)
    }
    entries += adjustmentEntries(at: moment, cause: cause)
    if !entries.isEmpty { entries[0].orders = 1 }
    return entries
  }

  /// Fees, and what is added or taken off after tax; what lowers the lines is in their discounts.
  private func adjustmentEntries(at moment: Instant, cause: SalesEntry.Cause) -> [SalesEntry] {
    var fees = totals.fees.makeIterator()
    return adjustments.compactMap { adjustment in
      let subject = SalesSubject(
        kind: .fee, name: adjustment.id.text, title: adjustment.title ?? "", variantID: nil, productID: nil, productKey: nil)
      var entry = SalesEntry(subject: subject, at: moment, cause: cause)
      switch adjustment.kind {
      case .discount, .promotion, .points: return nil
      case .debit: entry.fees = adjustment.amount
      case .credit: entry.fees = -adjustment.amount
      case .fee:
        guard let charge = fees.next() else { return nil }
        entry.fees = charge.total.minorUnits - charge.taxTotal.minorUnits
        entry.taxes = charge.taxLines.map(SalesTax.init)
      }
      return entry
    }
  }

  /// What is left of the sale once money has gone back, in minor units: the total, less what was given back beyond what was paid too
  /// much (S6). Never below zero and never above the total.
  package var saleLeft: Int64 {
    let total = totals.total.minorUnits
    let returned = max(0, amountRefunded - refundedBeforePlacing - refundedExcess)
    return max(0, total - returned)
  }
}

extension LineItem {
  fileprivate func salesSubject(products: [ID<Variant>: ID<Product>]) -> SalesSubject {
    let product = variantID.flatMap { products[$0] }
    return SalesSubject(
      kind: .goods, name: id.text, title: title, variantID: variantID, productID: product, productKey: product?.text ?? sku ?? title)
  }
}

extension LineTotals {
  /// The discount without the tax that would have been in it: where prices include tax, its share of them by the rates, rounded once (S2).
  fileprivate func discountWithoutTax(_ rounding: Rounding) -> Int64 {
    guard taxLines.contains(where: \.includesTax) else { return discountTotal.minorUnits }
    let rates = taxLines.reduce(Int64(0)) { $0 + $1.rate.partsPerMillion }
    return rounding.product(discountTotal.minorUnits, Rate.whole, dividedBy: Rate.whole + rates) ?? discountTotal.minorUnits
  }
}

extension SalesTax {
  fileprivate init(_ line: TaxLine) {
    self.init(title: line.title, rate: line.rate, taxable: line.taxable.minorUnits, amount: line.amount.minorUnits)
  }
}
