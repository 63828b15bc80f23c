import Domain
import JSON
import SQLEngine

/// What of an order no query looks into, kept as JSON text: discounts, taxes, properties, and in the file beside this one its objects.
enum OrderColumns {
  static func text(_ rates: [TaxRate]) -> String {
    guard !rates.isEmpty else { return "[]" }
    return StoredList.write { writer in
      writer.array(rates) { writer, rate in
        writer.object {
          $0.member("title", rate.title)
          $0.member("rate", rate.rate.text)
        }
      }
    }
  }

  static func taxRates(_ text: String) throws -> [TaxRate] {
    try StoredList.elements(text).map { json in
      guard let rate = Rate(text: try StoredList.string(json, "rate")) else { throw StoredList.damaged }
      return TaxRate(title: try StoredList.string(json, "title"), rate: rate)
    }
  }

  static func text(_ discounts: [Discount]) -> String {
    guard !discounts.isEmpty else { return "[]" }
    return StoredList.write { writer in
      writer.array(discounts) { writer, discount in
        writer.object {
          write(discount.value, to: &$0)
          $0.member("title", discount.title)
          $0.member("reason", discount.reason)
        }
      }
    }
  }

  static func discounts(_ text: String) throws -> [Discount] {
    try StoredList.elements(text).map { json in
      Discount(
        value: try value(json), title: StoredList.stringOrNil(json, "title"), reason: StoredList.stringOrNil(json, "reason"))
    }
  }

  /// The members of what a discount or a promotion takes off.
  static func write(_ value: DiscountValue, to writer: inout JSONWriter) {
    switch value {
    case .percentage(let percentage): writer.member("percentage", percentage.text)
    case .fixed(let minorUnits, let scope):
      writer.member("fixed", Optional(minorUnits))
      writer.member("per", scope.rawValue)
    }
  }

  static func value(_ json: JSON) throws -> DiscountValue {
    if let percentage = StoredList.stringOrNil(json, "percentage").flatMap(Percentage.init(text:)) { return .percentage(percentage) }
    guard case .number(let token)? = json["fixed"], let minorUnits = Int64(token),
      let scope = DiscountScope(rawValue: try StoredList.string(json, "per"))
    else { throw StoredList.damaged }
    return .fixed(minorUnits: minorUnits, per: scope)
  }

  /// A price by a rule stands as the catalogue's with the rule beside it, so that the column's first words go on to hold.
  static func text(_ source: LineItem.PriceSource) -> String {
    source == .rule ? LineItem.PriceSource.catalog.rawValue : source.rawValue
  }

  static func text(_ properties: [LineProperty]) -> String {
    guard !properties.isEmpty else { return "[]" }
    return StoredList.write { writer in
      writer.array(properties) { writer, property in
        writer.object {
          $0.member("name", property.name)
          $0.member("value", property.value)
        }
      }
    }
  }

  static func properties(_ text: String) throws -> [LineProperty] {
    try StoredList.elements(text).map { LineProperty(name: try StoredList.string($0, "name"), value: try StoredList.string($0, "value")) }
  }
}
