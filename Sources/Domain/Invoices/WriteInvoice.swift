extension InvoiceSnapshot {
  /// Copies what an order's invoice says; pure, so that preview and sending say the same.
  ///
  /// - Parameters:
  ///   - number: the invoice's own number, nil before there is one.
  ///   - issuedAt: when it is sent; nil in a preview.
  ///   - today: the day that payment terms count from, on the shop's calendar.
  package init(
    of order: Order, settings: ShopSettings, location: Location?, number: String?, revision: Int64, issuedAt: Instant?, today: CalendarDate
  ) {
    let totals = order.totals
    self.init(
      seller: Seller(
        shopName: settings.shopName, legalName: settings.legalName, taxID: settings.taxID, address: location?.address,
        email: settings.contactEmail, phone: settings.contactPhone ?? location?.address?.phone, footer: settings.invoiceFooter,
        bank: order.currency == settings.currency ? settings.bankTransfer : nil),
      buyer: order.customer.map { Buyer(name: $0.name, company: $0.company, taxID: $0.taxID) }, billingAddress: order.billingAddress,
      shippingAddress: order.shippingAddress, orderNumber: order.shownNumber, invoiceNumber: number, corrects: nil, revision: revision,
      issuedAt: issuedAt, orderedAt: order.orderedAt ?? order.createdAt, purchaseOrderNumber: order.purchaseOrderNumber,
      customerNote: order.customerNote, terms: order.terms,
      payment: order.paymentTerms.map { PaymentPromise($0, total: totals.total, from: today, rounding: order.rounding) },
      language: order.language ?? order.customer?.language ?? settings.language, timeZone: location?.timeZone ?? settings.timeZone,
      currency: order.currency, lines: order.lines.map { InvoiceLine($0, taxed: order.taxesEnabled) }, changes: Self.changes(of: order),
      delivery: order.shippingLine.map {
        InvoiceChange(kind: "delivery", title: $0.title, amount: totals.shipping?.amount.minorUnits ?? $0.price)
      },
      taxes: totals.taxLines.map {
        InvoiceTax(
          title: $0.title, rate: $0.rate, includesTax: $0.includesTax, taxable: $0.taxable.minorUnits, amount: $0.amount.minorUnits)
      }, taxTotal: totals.taxTotal.minorUnits, total: totals.total.minorUnits)
  }

  /// As quoted, so that lines, changes, delivery and the taxes outside the prices add up to the total.
  private static func changes(of order: Order) -> [InvoiceChange] {
    var fees = order.totals.fees.makeIterator()
    return order.adjustments.compactMap { adjustment in
      let amount: Int64 =
        switch adjustment.kind {
        case .discount, .promotion, .points, .credit: -adjustment.amount
        case .debit: adjustment.amount
        case .fee: fees.next()?.amount.minorUnits ?? adjustment.amount
        }
      // What came to nothing says nothing, such as a discount of an order without lines.
      guard amount != 0 else { return nil }
      return InvoiceChange(kind: adjustment.kind.rawValue, title: adjustment.title ?? adjustment.code, amount: amount)
    }
  }

  /// Everything that money depends on, in one spelling: what is hashed to tell that a payment is for this revision and no other (P8).
  package var moneyText: String {
    var parts = [currency.code, String(total), String(taxTotal)]
    for line in lines {
      parts += [
        line.title, line.quantity.text, line.unitPrice.text, String(line.priceIncludesTax), String(line.amount), String(line.total),
      ]
      parts += line.rates.map(\.text) + line.reductions.map { String($0.amount) }
    }
    for change in changes + (delivery.map { [$0] } ?? []) { parts += [change.kind, change.title ?? "", String(change.amount)] }
    for tax in taxes { parts += [tax.title, tax.rate.text, String(tax.includesTax), String(tax.taxable), String(tax.amount)] }
    // Counted, so that no two lists of parts look the same.
    return parts.map { "\($0.utf8.count):\($0)" }.joined()
  }

  /// What must add up to ``total``: nil where a sum leaves the range. Lines and changes are quoted, taxes outside the prices come on top.
  package var sumOfParts: Int64? {
    let parts = lines.map(\.amount) + changes.map(\.amount) + [delivery?.amount ?? 0] + taxes.filter { !$0.includesTax }.map(\.amount)
    var sum: Int64 = 0
    for part in parts {
      let (next, overflow) = sum.addingReportingOverflow(part)
      guard !overflow else { return nil }
      sum = next
    }
    return sum
  }
}

extension PaymentPromise {
  fileprivate init(_ terms: PaymentTerms, total: Money, from today: CalendarDate, rounding: Rounding) {
    self.init(
      title: terms.title, dueOn: terms.dueDate(from: today),
      parts: terms.installments(of: total, from: today, rounding).map {
        Part(amount: $0.amount.minorUnits, dueOn: $0.due, isDeposit: $0.isDeposit)
      })
  }
}

extension InvoiceLine {
  fileprivate init(_ line: LineItem, taxed: Bool) {
    let totals = line.totals
    let own = totals?.ownDiscounts.map(\.minorUnits) ?? []
    // Why a discount was given is the shop's own business; only what it is called is shown.
    let titles = line.discounts.map(\.title) + line.promotions.map { Optional($0.title) }
    let taken = own.reduce(0, +)
    self.init(
      title: line.title, sku: line.sku, note: line.note, unit: line.unit, quantity: line.quantity, unitPrice: line.unitPrice,
      priceIncludesTax: line.priceIncludesTax, cycle: line.billingCycle,
      reductions: zip(titles, own).filter { $0.1 != 0 }.map { Reduction(title: $0.0, amount: $0.1) },
      rates: taxed && line.isTaxable ? line.taxRates.map(\.rate) : [], amount: (totals?.subtotal.minorUnits ?? 0) - taken,
      total: totals?.total.minorUnits ?? 0)
  }
}
