import Domain
import Mustache

/// Renders a receipt as a page for the screen and for paper 80 mm wide.
package struct ReceiptPage: Sendable {
  private let library: MustacheLibrary

  /// - Parameter template: the text of `DocumentTemplates/receipt.mustache`.
  package init(template: String) throws {
    var library = MustacheLibrary()
    try library.register(template, named: "receipt")
    self.library = library
  }

  /// - Parameters:
  ///   - say: a text of the catalogue by its key.
  ///   - styles: the address of the sheet that lays it out.
  package func html(_ receipt: Receipt, styles: [String], say: (String) -> String) -> String {
    let order = receipt.order
    let settings = receipt.facts.settings
    let values: [String: Any] = [
      "language": settings.language, "styles": styles, "shop": settings.shopName, "legal_name": settings.legalName ?? "",
      "tax_id": settings.taxID.map { "\(say("receipt.tax_id")) \($0)" } ?? "", "header": lines(settings.receiptHeader),
      "footer": lines(settings.receiptFooter), "location": receipt.facts.locationName ?? "",
      "title": say(receipt.isGift ? "receipt.gift_title" : "receipt.title"), "number": order.shownNumber, "sold_at": receipt.soldAt,
      "copy": receipt.isCopy ? say("receipt.copy") : "", "unplaced": order.placedAt == nil ? say("receipt.unplaced") : "",
      "served": served(receipt, say), "customer": receipt.facts.customerName.map { "\(say("receipt.customer")) \($0)" } ?? "",
      "lines": order.lines.map { line(of: $0, receipt, say) }, "sums": receipt.isGift ? [] : sums(receipt, say),
      "taxes": receipt.isGift ? [] : taxes(receipt, say), "total_label": receipt.isGift ? "" : say("receipt.total"),
      "total": receipt.isGift ? "" : receipt.money(order.totals.total.minorUnits),
      "payments": receipt.isGift ? [] : payments(receipt, say), "note": order.customerNote ?? "",
    ]
    return library.render(values, withTemplate: "receipt") ?? ""
  }

  private func lines(_ text: String?) -> [String] {
    text?.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) ?? []
  }

  private func served(_ receipt: Receipt, _ say: (String) -> String) -> String {
    [receipt.facts.registerName, receipt.facts.staffName].compactMap(\.self).joined(separator: " · ")
  }

  private func line(of line: LineItem, _ receipt: Receipt, _ say: (String) -> String) -> [String: Any] {
    let price = line.unitPrice.wholeMinorUnits.map(receipt.money) ?? line.unitPrice.text
    let unit = line.unit.map { "\u{A0}\($0)" } ?? ""
    var details = receipt.isGift ? [] : ["\(line.quantity.text)\(unit) × \(price)"]
    if receipt.isGift { details = ["\(line.quantity.text)\(unit)"] }
    if let note = line.note { details.append(note) }
    let discount = zip(line.discounts, line.totals?.ownDiscounts ?? []).map { discount, amount -> [String: Any] in
      ["label": discount.title ?? discount.reason ?? say("receipt.discount"), "amount": receipt.money(-amount.minorUnits)]
    }
    let amount = (line.totals?.subtotal.minorUnits).map(receipt.money) ?? ""
    return [
      "title": line.title, "details": details.joined(separator: " · "), "amount": receipt.isGift ? "" : amount,
      "discounts": receipt.isGift ? [] : discount,
    ]
  }

  private func sums(_ receipt: Receipt, _ say: (String) -> String) -> [[String: Any]] {
    let order = receipt.order
    var rows = [row(say("receipt.subtotal"), receipt.money(order.totals.subtotal.minorUnits))]
    for adjustment in order.adjustments {
      let sign: Int64 = adjustment.kind == .fee || adjustment.kind == .debit ? 1 : -1
      rows.append(row(adjustment.title ?? say("receipt.\(adjustment.kind.rawValue)"), receipt.money(sign * adjustment.amount)))
    }
    if let shipping = order.shippingLine { rows.append(row(shipping.title, receipt.money(order.totals.shippingTotal.minorUnits))) }
    return rows
  }

  private func taxes(_ receipt: Receipt, _ say: (String) -> String) -> [[String: Any]] {
    receipt.order.totals.taxLines.map { tax in
      let label = "\(tax.title) \(tax.rate.text)\u{A0}%\(tax.includesTax ? " " + say("receipt.included") : "")"
      return ["label": label, "base": receipt.money(tax.taxable.minorUnits), "amount": receipt.money(tax.amount.minorUnits)]
    }
  }

  private func payments(_ receipt: Receipt, _ say: (String) -> String) -> [[String: Any]] {
    let order = receipt.order
    var rows: [[String: Any]] = []
    for payment in order.payments where payment.status.isCaptured {
      rows.append(row(say("receipt.method.\(payment.method.rawValue)"), receipt.money(payment.tendered ?? payment.amount)))
      if payment.change > 0 { rows.append(row(say("receipt.change"), receipt.money(payment.change))) }
    }
    if order.cashRounding != 0 { rows.append(row(say("receipt.cash_rounding"), receipt.money(order.cashRounding))) }
    for refund in order.refunds where refund.status.counts {
      rows.append(row("\(say("receipt.refunded")) (\(say("receipt.method.\(refund.method.rawValue)")))", receipt.money(-refund.amount)))
    }
    if order.amountDue > 0 { rows.append(row(say("receipt.due"), receipt.money(order.amountDue))) }
    return rows
  }

  private func row(_ label: String, _ amount: String) -> [String: Any] {
    ["label": label, "amount": amount]
  }
}
