import Domain
import JSON
import SQLEngine

/// Small lists and addresses that no query looks into are kept as JSON text; this file alone writes and reads it.
enum OrderColumns {
  static func text(_ rates: [TaxRate]) -> String {
    guard !rates.isEmpty else { return "[]" }
    return write { writer in
      writer.array(rates) { writer, rate in
        writer.object {
          $0.member("title", rate.title)
          $0.member("rate", rate.rate.text)
        }
      }
    }
  }

  static func taxRates(_ text: String) throws -> [TaxRate] {
    try elements(text).map { json in
      guard let rate = Rate(text: try string(json, "rate")) else { throw damaged }
      return TaxRate(title: try string(json, "title"), rate: rate)
    }
  }

  static func text(_ discounts: [Discount]) -> String {
    guard !discounts.isEmpty else { return "[]" }
    return write { writer in
      writer.array(discounts) { writer, discount in
        writer.object {
          switch discount.value {
          case .percentage(let percentage): $0.member("percentage", percentage.text)
          case .fixed(let minorUnits, let scope):
            $0.member("fixed", Optional(minorUnits))
            $0.member("per", scope.rawValue)
          }
          $0.member("title", discount.title)
          $0.member("reason", discount.reason)
        }
      }
    }
  }

  static func discounts(_ text: String) throws -> [Discount] {
    try elements(text).map { json in
      let value: DiscountValue
      if let percentage = stringOrNil(json, "percentage").flatMap(Percentage.init(text:)) {
        value = .percentage(percentage)
      } else {
        guard case .number(let token)? = json["fixed"], let minorUnits = Int64(token),
          let scope = DiscountScope(rawValue: try string(json, "per"))
        else { throw damaged }
        value = .fixed(minorUnits: minorUnits, per: scope)
      }
      return Discount(value: value, title: stringOrNil(json, "title"), reason: stringOrNil(json, "reason"))
    }
  }

  static func text(_ properties: [LineProperty]) -> String {
    guard !properties.isEmpty else { return "[]" }
    return write { writer in
      writer.array(properties) { writer, property in
        writer.object {
          $0.member("name", property.name)
          $0.member("value", property.value)
        }
      }
    }
  }

  static func properties(_ text: String) throws -> [LineProperty] {
    try elements(text).map { LineProperty(name: try string($0, "name"), value: try string($0, "value")) }
  }

  static func text(_ tags: [String]) -> String {
    guard !tags.isEmpty else { return "[]" }
    return write { $0.array(tags) { $0.string($1) } }
  }

  static func tags(_ text: String) throws -> [String] {
    try elements(text).map { json in
      guard case .string(let tag) = json else { throw damaged }
      return tag
    }
  }

  static func write(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter(capacity: 128)
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  static func elements(_ text: String) throws -> [JSON] {
    if text == "[]" { return [] }
    guard case .array(let elements) = try JSON.read(Array(text.utf8)) else { throw damaged }
    return elements
  }

  static func string(_ json: JSON, _ key: String) throws -> String {
    guard let text = stringOrNil(json, key) else { throw damaged }
    return text
  }

  static func stringOrNil(_ json: JSON, _ key: String) -> String? {
    if case .string(let text)? = json[key] { text } else { nil }
  }

  static let damaged = EngineError.statement("A stored list is not what the store wrote.")
}
