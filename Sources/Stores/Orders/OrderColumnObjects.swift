import Domain
import JSON
import SQLEngine

extension OrderColumns {
  static func text(_ address: Address) -> String {
    write { writer in
      writer.object {
        $0.member("name", address.name)
        $0.member("company", address.company)
        $0.member("line1", address.line1)
        $0.member("line2", address.line2)
        $0.member("city", address.city)
        $0.member("region", address.region)
        $0.member("postal_code", address.postalCode)
        $0.member("country", address.country)
        $0.member("phone", address.phone)
      }
    }
  }

  static func address(_ text: String) throws -> Address {
    let json = try JSON.read(Array(text.utf8))
    return Address(
      name: stringOrNil(json, "name"), company: stringOrNil(json, "company"), line1: stringOrNil(json, "line1"),
      line2: stringOrNil(json, "line2"), city: stringOrNil(json, "city"), region: stringOrNil(json, "region"),
      postalCode: stringOrNil(json, "postal_code"), country: stringOrNil(json, "country"), phone: stringOrNil(json, "phone"))
  }

  static func text(_ line: ShippingLine) -> String {
    write { writer in
      writer.object {
        $0.member("title", line.title)
        $0.member("price", Optional(line.price))
        $0.member("rate_id", line.rateID)
        $0.member("tax_rates", text(line.taxRates))
        $0.member("price_includes_tax", line.priceIncludesTax)
      }
    }
  }

  static func shippingLine(_ text: String) throws -> ShippingLine {
    let json = try JSON.read(Array(text.utf8))
    guard case .number(let token)? = json["price"], let price = Int64(token), case .bool(let includesTax)? = json["price_includes_tax"]
    else { throw damaged }
    return ShippingLine(
      title: try string(json, "title"), price: price, rateID: stringOrNil(json, "rate_id"),
      taxRates: try taxRates(try string(json, "tax_rates")), priceIncludesTax: includesTax)
  }

  static func text(_ hold: Hold) -> String {
    write { writer in
      writer.object {
        $0.member("label", hold.label)
        $0.member("register_id", hold.registerID.text)
        $0.member("staff_id", hold.staffID)
        $0.member("held_at", Optional(hold.heldAt.milliseconds))
        $0.member("expires_at", hold.expiresAt?.milliseconds)
        $0.member("reserves_stock", hold.reservesStock)
      }
    }
  }

  static func hold(_ text: String) throws -> Hold {
    let json = try JSON.read(Array(text.utf8))
    guard case .number(let token)? = json["held_at"], let heldAt = Int64(token), case .bool(let reserves)? = json["reserves_stock"]
    else { throw damaged }
    var expiresAt: Instant?
    if case .number(let token)? = json["expires_at"] { expiresAt = Int64(token).map(Instant.init(milliseconds:)) }
    return Hold(
      label: stringOrNil(json, "label"), registerID: ID(stored: try string(json, "register_id")), staffID: stringOrNil(json, "staff_id"),
      heldAt: Instant(milliseconds: heldAt), expiresAt: expiresAt, reservesStock: reserves)
  }

  static func text(_ lines: [RefundedLine]) -> String {
    write { writer in
      writer.array(lines) { writer, line in
        writer.object {
          $0.member("line_id", line.lineID.text)
          $0.member("quantity", line.quantity.text)
          $0.member("restock", line.restock)
        }
      }
    }
  }

  static func refundedLines(_ text: String) throws -> [RefundedLine] {
    try elements(text).map { json in
      guard let quantity = Quantity(text: try string(json, "quantity")), case .bool(let restock)? = json["restock"] else { throw damaged }
      return RefundedLine(lineID: ID(stored: try string(json, "line_id")), quantity: quantity, restock: restock)
    }
  }
}
