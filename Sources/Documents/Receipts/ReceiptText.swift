import Domain

extension Receipt {
  /// The receipt in plain words for a message, in the reader's language: what, how much, how it was paid.
  ///
  /// - Parameter say: a text of the catalogue by its key, its `{name}` places filled.
  package func text(_ locale: DocumentLocale, say: InvoiceDocument.Words) -> String {
    var lines = head(locale, say)
    for line in order.lines {
      lines.append(
        "\(locale.quantity(line.quantity, unit: line.unit)) × \(Self.plain(line.title)), \(locale.money(line.totals?.subtotal.minorUnits ?? 0))"
      )
      for (discount, amount) in zip(line.discounts, line.totals?.ownDiscounts ?? []) where !amount.isZero {
        lines.append("   \(Self.plain(discount.title ?? say("receipt.discount", [:]))) \(locale.money(-amount.minorUnits))")
      }
    }
    lines.append("")
    lines += sums(locale, say)
    lines.append("")
    lines += paid(locale, say)
    let footer = DocumentText.lines(facts.settings.receiptFooter)
    return (lines + (footer.isEmpty ? [] : [""] + footer)).joined(separator: "\n")
  }

  private func head(_ locale: DocumentLocale, _ say: InvoiceDocument.Words) -> [String] {
    let settings = facts.settings
    var lines = DocumentText.lines(settings.receiptHeader)
    lines += [settings.legalName, facts.locationName, settings.taxID.map { "\(say("receipt.tax_id", [:])) \($0)" }].compactMap(\.self)
      .map(Self.plain)
    lines.append("\(say("receipt.title", [:])) \(order.shownNumber), \(locale.moment(order.placedAt ?? order.createdAt))")
    return lines + [""]
  }

  private func sums(_ locale: DocumentLocale, _ say: InvoiceDocument.Words) -> [String] {
    var lines: [String] = []
    func add(_ label: String, _ amount: Int64) { lines.append("\(Self.plain(label)) \(locale.money(amount))") }
    if !order.adjustments.isEmpty || order.shippingLine != nil {
      add(say("receipt.subtotal", [:]), order.totals.subtotal.minorUnits)
    }
    for adjustment in order.adjustments {
      let sign: Int64 = adjustment.kind == .fee || adjustment.kind == .debit ? 1 : -1
      add(adjustment.title ?? say("receipt.\(adjustment.kind.rawValue)", [:]), sign * adjustment.amount)
    }
    if let shipping = order.shippingLine { add(shipping.title, order.totals.shippingTotal.minorUnits) }
    for tax in order.totals.taxLines {
      let included = tax.includesTax ? " \(say("receipt.included", [:]))" : ""
      add("\(tax.title) \(locale.percent(tax.rate))\(included)", tax.amount.minorUnits)
    }
    add(say("receipt.total", [:]), order.totals.total.minorUnits)
    return lines
  }

  private func paid(_ locale: DocumentLocale, _ say: InvoiceDocument.Words) -> [String] {
    var lines: [String] = []
    func add(_ label: String, _ amount: Int64) { lines.append("\(label) \(locale.money(amount))") }
    for payment in order.payments where payment.status.isCaptured {
      add(say("receipt.method.\(payment.method.rawValue)", [:]), payment.tendered ?? payment.amount)
      if payment.change > 0 { add(say("receipt.change", [:]), payment.change) }
    }
    if order.cashRounding != 0 { add(say("receipt.cash_rounding", [:]), order.cashRounding) }
    for refund in order.refunds where refund.status.counts { add(say("receipt.refunded", [:]), -refund.amount) }
    if order.amountDue > 0 { add(say("receipt.due", [:]), order.amountDue) }
    return lines
  }

  private static func plain(_ text: String) -> String { DocumentText.plain(text) }
}
