import Domain
import JSON

/// A body of `POST /orders/calculate` with custom items, as the input of the totals.
struct CalculateBody {
  let input: TotalsInput
  /// The kinds of the adjustments, to put their amounts back in place.
  let kinds: [String]

  init(_ body: JSON) throws {
    let inclusive = body["prices_include_tax"].flag(false)
    guard let currency = Currency(try body["currency"].text) else { throw PricingFixtures.Unreadable(what: "currency") }
    var input = TotalsInput(
      currency: currency, taxesEnabled: body["taxes_enabled"].flag(true),
      taxRounding: body["tax_rounding"].isPresent ? TaxRounding(rawValue: try body["tax_rounding"].text) ?? .document : .document,
      rounding: try Self.rounding(body),
      lines: try body["lines"].elements.map { try Self.line($0, inclusive) })
    var kinds: [String] = []
    for adjustment in body["adjustments"].elements {
      let kind = try adjustment["kind"].text
      kinds.append(kind)
      switch kind {
      case "fee": input.fees.append(try Self.charge(adjustment, amount: adjustment["value"].integer, inclusive))
      case "debit": input.debits.append(try adjustment["value"].integer)
      case "credit": input.credits.append(try adjustment["value"].integer)
      default: input.reductions.append(try Self.discount(adjustment))
      }
    }
    if let shipping = body["shipping_line"], body["shipping_line"].isPresent {
      input.shipping = try Self.charge(shipping, amount: shipping["price"].integer, inclusive)
    }
    self.input = input
    self.kinds = kinds
  }

  private static func rounding(_ body: JSON) throws -> Rounding {
    guard body["rounding"].isPresent else { return .halfUp }
    guard let rounding = Rounding(rawValue: try body["rounding"].text) else { throw PricingFixtures.Unreadable(what: "rounding") }
    return rounding
  }

  private static func line(_ line: JSON, _ inclusive: Bool) throws -> TotalsLine {
    guard let quantity = Quantity(text: try line["quantity"].text), let price = UnitPrice(text: try line["unit_price"].text) else {
      throw PricingFixtures.Unreadable(what: "quantity or unit_price")
    }
    return TotalsLine(
      quantity: quantity, unitPrice: price,
      discounts: try (line["discounts"].elements + line["promotions"].elements).map(discount), taxRates: try rates(line),
      includesTax: line["price_includes_tax"].flag(inclusive), taxable: line["taxable"].flag(true))
  }

  private static func charge(_ charge: JSON, amount: Int64, _ inclusive: Bool) throws -> TotalsCharge {
    TotalsCharge(amount: amount, taxRates: try rates(charge), includesTax: charge["price_includes_tax"].flag(inclusive))
  }

  private static func discount(_ discount: JSON) throws -> DiscountValue {
    guard try discount["value_type"].text == "percentage" else {
      let isPerUnit = discount["per"].isPresent ? try discount["per"].text == "unit" : false
      return .fixed(minorUnits: try discount["value"].integer, per: isPerUnit ? .unit : .line)
    }
    guard let percentage = Percentage(text: try discount["value"].text) else { throw PricingFixtures.Unreadable(what: "percentage") }
    return .percentage(percentage)
  }

  private static func rates(_ taxed: JSON) throws -> [TaxRate] {
    try taxed["tax_rates"].elements.map { tax in
      guard let rate = Rate(text: try tax["rate"].text) else { throw PricingFixtures.Unreadable(what: "rate") }
      return TaxRate(title: try tax["title"].text, rate: rate)
    }
  }

  /// The computed fields of the order that the API would answer.
  func figures(_ totals: OrderTotals) -> JSON {
    var reductions = totals.reductions.makeIterator()
    var fees = totals.fees.makeIterator()
    var debits = totals.debits.makeIterator()
    var credits = totals.credits.makeIterator()
    let adjustments = kinds.map { kind in
      switch kind {
      case "fee": fees.next()?.total
      case "debit": debits.next()
      case "credit": credits.next()
      default: reductions.next()
      }
    }
    return .object([
      ("lines", .array(totals.lines.map(Self.line))),
      ("adjustments", .array(adjustments.map { .object([("amount", Self.number($0))]) })),
      ("shipping_line", totals.shipping.map(Self.charge) ?? .null),
      ("tax_lines", .array(totals.taxLines.map(Self.taxLine))),
      ("subtotal", Self.number(totals.subtotal)), ("discount_total", Self.number(totals.discountTotal)),
      ("shipping_total", Self.number(totals.shippingTotal)), ("tax_total", Self.number(totals.taxTotal)),
      ("total", Self.number(totals.total)),
    ])
  }

  private static func line(_ line: LineTotals) -> JSON {
    .object([
      ("subtotal", number(line.subtotal)), ("discount_total", number(line.discountTotal)),
      ("tax_lines", .array(line.taxLines.map(taxLine))), ("tax_total", number(line.taxTotal)), ("total", number(line.total)),
    ])
  }

  private static func charge(_ charge: ChargeTotals) -> JSON {
    .object([
      ("tax_lines", .array(charge.taxLines.map(taxLine))), ("tax_total", number(charge.taxTotal)), ("total", number(charge.total)),
    ])
  }

  private static func taxLine(_ line: TaxLine) -> JSON {
    .object([
      ("title", .string(line.title)), ("rate", .string(line.rate.text)), ("includes_tax", .bool(line.includesTax)),
      ("taxable", number(line.taxable)), ("amount", number(line.amount)),
    ])
  }

  private static func number(_ money: Money?) -> JSON {
    money.map { .number(String($0.minorUnits)) } ?? .null
  }
}
