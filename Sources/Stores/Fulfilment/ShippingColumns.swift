import Domain
import JSON
import SQLEngine

/// What of shipping no query looks into, kept as JSON text.
enum ShippingColumns {
  static func text(_ areas: [ShippingArea]) -> String {
    guard !areas.isEmpty else { return "[]" }
    return StoredList.write { writer in
      writer.array(areas) { writer, area in
        writer.object {
          $0.member("country", area.country)
          $0.member("regions", strings: area.regions)
          $0.member("postal_code_prefixes", strings: area.postalCodePrefixes)
        }
      }
    }
  }

  static func areas(_ text: String) throws -> [ShippingArea] {
    try StoredList.elements(text).map { json in
      ShippingArea(
        country: try StoredList.string(json, "country"), regions: try strings(json, "regions"),
        postalCodePrefixes: try strings(json, "postal_code_prefixes"))
    }
  }

  static func text(_ bands: [ShippingRate.Band]) -> String {
    StoredList.write { writer in
      writer.array(bands) { writer, band in
        writer.object {
          $0.member("up_to", band.upTo)
          $0.member("price", Optional(band.price))
        }
      }
    }
  }

  static func bands(_ text: String) throws -> [ShippingRate.Band] {
    try StoredList.elements(text).map { json in
      guard let price = integer(json, "price") else { throw StoredList.damaged }
      return ShippingRate.Band(upTo: integer(json, "up_to"), price: price)
    }
  }

  static func text(_ contents: [Shipment.Content]) -> String {
    StoredList.write { writer in
      writer.array(contents) { writer, content in
        writer.object {
          $0.member("line_id", content.lineID.text)
          $0.member("quantity", content.quantity.text)
        }
      }
    }
  }

  static func contents(_ text: String) throws -> [Shipment.Content] {
    try StoredList.elements(text).map { json in
      guard let quantity = Quantity(text: try StoredList.string(json, "quantity")) else { throw StoredList.damaged }
      return Shipment.Content(lineID: ID(stored: try StoredList.string(json, "line_id")), quantity: quantity)
    }
  }

  static func write(_ parcel: Parcel, to json: inout JSONWriter) {
    json.member("weight_g", parcel.weight)
    json.member("length_mm", parcel.length)
    json.member("width_mm", parcel.width)
    json.member("height_mm", parcel.height)
  }

  static func parcel(_ json: JSON) -> Parcel {
    Parcel(
      weight: integer(json, "weight_g"), length: integer(json, "length_mm"), width: integer(json, "width_mm"),
      height: integer(json, "height_mm"))
  }

  static func integer(_ json: JSON, _ key: String) -> Int64? {
    if case .number(let token)? = json[key] { Int64(token) } else { nil }
  }

  private static func strings(_ json: JSON, _ key: String) throws -> [String] {
    guard case .array(let elements)? = json[key] else { throw StoredList.damaged }
    return try elements.map { element in
      guard case .string(let text) = element else { throw StoredList.damaged }
      return text
    }
  }
}
