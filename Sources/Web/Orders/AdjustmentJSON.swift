import Domain
import JSON

/// What stands beside the lines: adjustments and the shipping line.
enum AdjustmentJSON {
  static func write(_ adjustment: Adjustment, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", adjustment.id.text)
      json.member("kind", adjustment.kind.rawValue)
      json.member("title", adjustment.title)
      json.member("reason", adjustment.reason)
      json.member("code", adjustment.code)
      json.member("promotion_id", adjustment.promotionID?.text)
      LineJSON.value(adjustment.value, &json)
      json.member("amount", Optional(adjustment.amount))
      json.member("tax_rates", array: adjustment.taxRates) { LineJSON.write($1, to: &$0) }
      json.member("price_includes_tax", adjustment.priceIncludesTax)
    }
  }

  static func writeShipping(_ order: Order, _ json: inout JSONWriter) {
    guard let line = order.shippingLine else { return json.member("shipping_line", JSON.null) }
    json.member("shipping_line") { json in
      json.member("title", line.title)
      json.member("price", Optional(line.price))
      json.member("rate_id", line.rateID?.text)
      json.member("tax_rates", array: line.taxRates) { LineJSON.write($1, to: &$0) }
      json.member("price_includes_tax", line.priceIncludesTax)
      ParcelJSON.member("package", line.parcel, to: &json)
      json.member("outdated", line.isOutdated)
      json.member("pickup_location_id", line.pickupLocationID?.text)
      json.member("tax_lines", array: order.totals.shipping?.taxLines ?? []) { LineJSON.write($1, to: &$0) }
      json.member("tax_total", Optional(order.totals.shipping?.taxTotal.minorUnits ?? 0))
      json.member("total", Optional(order.totals.shipping?.total.minorUnits ?? 0))
    }
  }
}
