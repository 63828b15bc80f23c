import Domain
import JSON

/// An order in the words of `totals-cases.json`, as the input of the totals and with its figures named as there.
struct OrderCase {
  private let expected: JSON
  private let input: TotalsInput
  private let prepaid: Int64

  init(_ one: JSON) throws {
    expected = try one.required("expect")
    prepaid = one["prepaid"].isPresent ? try one["prepaid"].integer : 0
    let inclusive = one["prices_include_tax"].flag(false)
    let charges = try one["charges"].elements.map { try Self.charge($0, inclusive) }
    let shipping = try one["shipping"].elements.map { try Self.charge($0, inclusive) }
    guard shipping.count <= 1 else { throw PricingFixtures.Unreadable(what: "one shipping line") }
    let policy = one["policy"]
    let mode = policy?["mode"].isPresent == true ? try policy?["mode"].text : nil
    input = TotalsInput(
      currency: try Self.currency(one["currency"].text), rounding: mode.flatMap(Rounding.init) ?? .halfUp,
      lines: try one["lines"].elements.map { try Self.line($0, inclusive) },
      reductions: try one["order_discounts"].elements.map(Self.discount), fees: charges, shipping: shipping.first)
  }

  static func currency(_ code: String) throws -> Currency {
    guard let currency = Currency(code) else { throw PricingFixtures.Unreadable(what: code) }
    return currency
  }

  /// The first figure that is not as expected; nil where all are.
  func difference() throws -> String? {
    let totals = try OrderTotals.compute(input)
    for (name, value) in expected.asOptional.members {
      switch name {
      case "line_allocations":
        let shares = totals.lines.map { line in line.shares.reduce(0) { $0 + $1.minorUnits } }
        let expected = try value.asOptional.elements.map { try $0.asOptional.integer }
        if shares != expected { return "\(name): \(shares), expected \(expected)" }
      case "tax_by_rate":
        for (rate, amount) in value.asOptional.members {
          let tax = totals.taxLines.filter { $0.rate.text == rate }.reduce(0) { $0 + $1.amount.minorUnits }
          if tax != (try amount.asOptional.integer) { return "tax at \(rate): \(tax)" }
        }
      default:
        guard let figure = figure(name, totals) else { throw PricingFixtures.Unreadable(what: name) }
        let expected = try value.asOptional.integer
        if figure != expected { return "\(name): \(figure), expected \(expected)" }
      }
    }
    return nil
  }

  private func figure(_ name: String, _ totals: OrderTotals) -> Int64? {
    let gross = TotalsProperties.sum(totals.lines.map(\.total))
    let tax = TotalsProperties.sum(totals.lines.map(\.taxTotal))
    let shipping = totals.shippingTotal.minorUnits
    let shippingTax = totals.shipping?.taxTotal.minorUnits ?? 0
    return switch name {
    case "items_subtotal": totals.subtotal.minorUnits
    case "items_net": gross - tax
    case "items_gross": gross
    case "items_tax": tax
    case "shipping_net": shipping - shippingTax
    case "shipping_gross": shipping
    case "shipping_tax": shippingTax
    case "discount_total": totals.discountTotal.minorUnits
    case "order_discount_total": TotalsProperties.sum(totals.reductions)
    case "net_total": totals.total.minorUnits - totals.taxTotal.minorUnits
    case "tax_total": totals.taxTotal.minorUnits
    case "grand_total": totals.total.minorUnits
    case "payable": totals.total.minorUnits - prepaid
    default: nil
    }
  }

  private static func line(_ line: JSON, _ inclusive: Bool) throws -> TotalsLine {
    guard let quantity = Quantity(text: try line["qty"].text), let price = try price(line["unit_price"].text) else {
      throw PricingFixtures.Unreadable(what: "qty or unit_price")
    }
    return TotalsLine(
      quantity: quantity, unitPrice: price, discounts: try line["discounts"].elements.map(discount), taxRates: try rates(line),
      includesTax: line["includes_tax"].flag(inclusive))
  }

  /// A price that may be a fraction of integers, "303/25", where it is a decimal of at most four places.
  private static func price(_ text: String) throws -> UnitPrice? {
    let parts = text.split(separator: "/").compactMap { Int64($0) }
    guard text.contains("/"), parts.count == 2, parts[1] > 0 else { return UnitPrice(text: text) }
    let scaled = (parts[0] * 10_000).quotientAndRemainder(dividingBy: parts[1])
    return scaled.remainder == 0 ? UnitPrice(tenThousandths: scaled.quotient) : nil
  }

  private static func charge(_ charge: JSON, _ inclusive: Bool) throws -> TotalsCharge {
    TotalsCharge(
      amount: try charge["amount"].integer, taxRates: try rates(charge), includesTax: charge["includes_tax"].flag(inclusive))
  }

  private static func discount(_ discount: JSON) throws -> DiscountValue {
    guard try discount["type"].text == "percent" else {
      let isPerUnit = discount["per"].isPresent ? try discount["per"].text == "unit" : false
      return .fixed(minorUnits: try discount["value"].integer, per: isPerUnit ? .unit : .line)
    }
    guard let percentage = Percentage(text: try discount["value"].text) else { throw PricingFixtures.Unreadable(what: "percent") }
    return .percentage(percentage)
  }

  private static func rates(_ taxed: JSON) throws -> [TaxRate] {
    try taxed["tax_rates"].elements.map { text in
      guard let rate = Rate(text: try text.asOptional.text) else { throw PricingFixtures.Unreadable(what: "rate") }
      return TaxRate(title: "Tax \(rate.text) %", rate: rate)
    }
  }
}
