import Domain
import JSON

/// A line, its discounts and its taxes as an answer shows them.
enum LineJSON {
  static func write(_ line: LineItem, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", line.id.text)
      json.member("client_id", line.clientID)
      json.member("variant_id", line.variantID?.text)
      json.member("title", line.title)
      json.member("sku", line.sku)
      json.member("unit", line.unit)
      json.member("quantity", number: line.quantity.text)
      json.key("unit_price")
      price(line.unitPrice, &json)
      json.key("list_price")
      price(line.listPrice, &json)
      json.member("price_reason", line.priceReason)
      json.member("price_rule_id", line.priceRuleID?.text)
      json.member("price_rule_title", line.priceRuleTitle)
      json.member("price_rule_choice", line.priceRuleChoice.rawValue)
      json.member("promotions", array: line.promotions) { PaperJSON.promotion($1, to: &$0) }
      json.member("discounts", array: zip(line.discounts, amounts(of: line))) { discount($1.0, amount: $1.1, &$0) }
      json.member("tax_rates", array: line.taxRates) { write($1, to: &$0) }
      json.member("price_includes_tax", line.priceIncludesTax)
      json.member("tax_lines", array: line.totals?.taxLines ?? []) { write($1, to: &$0) }
      PaperJSON.billingCycle(line.billingCycle, &json)
      json.member("requires_shipping", line.requiresShipping)
      json.member("taxable", line.isTaxable)
      json.member("preorder", line.isPreorder)
      json.member("note", line.note)
      json.key("properties")
      json.object { json in
        for property in line.properties { json.member(.given(property.name), property.value) }
      }
      json.member("refunded_quantity", number: line.refundedQuantity.text)
      sums(line.totals, &json)
    }
  }

  private static func sums(_ totals: LineTotals?, _ json: inout JSONWriter) {
    json.member("subtotal", Optional(totals?.subtotal.minorUnits ?? 0))
    json.member("discount_total", Optional(totals?.discountTotal.minorUnits ?? 0))
    json.member("tax_total", Optional(totals?.taxTotal.minorUnits ?? 0))
    json.member("total", Optional(totals?.total.minorUnits ?? 0))
  }

  private static func amounts(of line: LineItem) -> [Int64] {
    line.totals?.ownDiscounts.map(\.minorUnits) ?? line.discounts.map { _ in 0 }
  }

  private static func discount(_ discount: Discount, amount: Int64, _ writer: inout JSONWriter) {
    writer.object { json in
      value(discount.value, &json)
      if case .fixed(_, let scope) = discount.value { json.member("per", scope.rawValue) }
      json.member("title", discount.title)
      json.member("reason", discount.reason)
      json.member("amount", Optional(amount))
    }
  }

  /// `value_type` and `value` as they were given.
  static func value(_ value: DiscountValue, _ json: inout JSONWriter) {
    switch value {
    case .percentage(let percentage):
      json.member("value_type", "percentage")
      json.member("value", percentage.text)
    case .fixed(let minorUnits, _):
      json.member("value_type", "fixed")
      json.member("value", Optional(minorUnits))
    }
  }

  /// Whole minor units as a number, finer ones as a decimal text.
  static func price(_ price: UnitPrice?, _ writer: inout JSONWriter) {
    guard let price else { return writer.null() }
    if let minorUnits = price.wholeMinorUnits {
      writer.integer(minorUnits)
    } else {
      writer.string(price.text)
    }
  }

  static func write(_ rate: TaxRate, to writer: inout JSONWriter) {
    writer.object {
      $0.member("title", rate.title)
      $0.member("rate", rate.rate.text)
    }
  }

  static func write(_ tax: TaxLine, to writer: inout JSONWriter) {
    writer.object {
      $0.member("title", tax.title)
      $0.member("rate", tax.rate.text)
      $0.member("includes_tax", tax.includesTax)
      $0.member("taxable", Optional(tax.taxable.minorUnits))
      $0.member("amount", Optional(tax.amount.minorUnits))
    }
  }
}
