import Domain
import JSON
import UseCases

/// Reports as JSON: amounts are whole minor units without tax, as wide as the sum is.
enum ReportJSON {
  static func write(_ period: ReportPeriod, to json: inout JSONWriter) {
    json.member("from", period.first.text)
    json.member("to", period.last.text)
    json.member("time_zone", period.timeZone)
    json.member("location_id", period.locationID?.text)
    json.member("currency", period.currency.code)
  }

  static func write(_ row: SalesRow, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("key", row.key)
      json.member("title", row.title)
      write(row.figures, to: &json)
    }
  }

  static func write(_ figures: SalesFigures, to json: inout JSONWriter) {
    json.member("orders", wide: figures.orders)
    json.key("units")
    json.number(thousandths(figures.units))
    json.key("returned_units")
    json.number(thousandths(figures.returnedUnits))
    json.member("gross", wide: figures.gross)
    json.member("discounts", wide: figures.discounts)
    json.member("refunds", wide: figures.refunds)
    json.member("net", wide: figures.net)
    json.member("tax", wide: figures.tax)
    json.member("shipping", wide: figures.shipping)
    json.member("fees", wide: figures.fees)
    json.member("cost", wide: figures.cost)
    json.member("profit", wide: figures.profit)
    json.key("units_without_cost")
    json.number(thousandths(figures.unitsWithoutCost))
  }

  static func write(_ open: OpenOrders, to json: inout JSONWriter) {
    let parts: [(JSONKey, OpenOrders.Count)] = [("held", open.held), ("sent", open.sent), ("unpaid", open.unpaid)]
    for (name, count) in parts {
      json.key(name)
      json.object {
        $0.member("orders", wide: Int128(count.orders))
        $0.member("amount", wide: count.amount)
      }
    }
  }

  /// A number of units with at most three decimals, without trailing zeros.
  static func thousandths(_ value: Int128) -> String {
    let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: 1000)
    var text = value < 0 ? "-\(whole)" : "\(whole)"
    if rest > 0 {
      var decimals = String(String(rest + 1000).dropFirst())
      while decimals.hasSuffix("0") { decimals.removeLast() }
      text += "." + decimals
    }
    return text
  }
}

extension JSONWriter {
  /// A whole number of any size.
  mutating func member(_ name: JSONKey, wide value: Int128) {
    key(name)
    number(String(value))
  }
}
