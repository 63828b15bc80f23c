import Domain
import JSON
import SQLEngine

extension OrderColumns {
  static func text(_ line: ShippingLine) -> String {
    StoredList.write { writer in
      writer.object {
        $0.member("title", line.title)
        $0.member("price", Optional(line.price))
        $0.member("rate_id", line.rateID?.text)
        $0.member("tax_rates", text(line.taxRates))
        $0.member("price_includes_tax", line.priceIncludesTax)
        if let pickup = line.pickupLocationID { $0.member("pickup_location_id", pickup.text) }
        // A price by hand holds for the place it was made for, until its customer names another one.
        if line.rateID != nil || line.isOutdated { $0.member("outdated", line.isOutdated) }
        guard line.rateID != nil else { return }
        if let parcel = line.parcel { $0.member("parcel") { ShippingColumns.write(parcel, to: &$0) } }
        if let quote = line.quotedFor { $0.member("quoted_for") { write(quote, to: &$0) } }
      }
    }
  }

  static func shippingLine(_ text: String) throws -> ShippingLine {
    let json = try JSON.read(Array(text.utf8))
    guard let price = ShippingColumns.integer(json, "price"), case .bool(let includesTax)? = json["price_includes_tax"]
    else { throw StoredList.damaged }
    let isOutdated = if case .bool(true)? = json["outdated"] { true } else { false }
    return ShippingLine(
      title: try StoredList.string(json, "title"), price: price, rateID: StoredList.stringOrNil(json, "rate_id").map(ID.init(stored:)),
      taxRates: try taxRates(try StoredList.string(json, "tax_rates")), priceIncludesTax: includesTax,
      parcel: json["parcel"].map(ShippingColumns.parcel), quotedFor: try json["quoted_for"].map(consignment), isOutdated: isOutdated,
      pickupLocationID: StoredList.stringOrNil(json, "pickup_location_id").map(ID.init(stored:)))
  }

  private static func write(_ quote: Consignment, to json: inout JSONWriter) {
    json.member("country", quote.address?.country)
    json.member("region", quote.address?.region)
    json.member("postal_code", quote.address?.postalCode)
    json.member("subtotal", Optional(quote.subtotal))
    json.member("currency", quote.currency.code)
    ShippingColumns.write(quote.parcel, to: &json)
  }

  private static func consignment(_ json: JSON) throws -> Consignment {
    guard let subtotal = ShippingColumns.integer(json, "subtotal"), let currency = Currency(try StoredList.string(json, "currency"))
    else { throw StoredList.damaged }
    let address = Address(
      region: StoredList.stringOrNil(json, "region"), postalCode: StoredList.stringOrNil(json, "postal_code"),
      country: StoredList.stringOrNil(json, "country"))
    return Consignment(address: address, parcel: ShippingColumns.parcel(json), subtotal: subtotal, currency: currency)
  }

  static func text(_ hold: Hold) -> String {
    StoredList.write { writer in
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
    else { throw StoredList.damaged }
    var expiresAt: Instant?
    if case .number(let token)? = json["expires_at"] { expiresAt = Int64(token).map(Instant.init(milliseconds:)) }
    return Hold(
      label: StoredList.stringOrNil(json, "label"), registerID: ID(stored: try StoredList.string(json, "register_id")),
      staffID: StoredList.stringOrNil(json, "staff_id"),
      heldAt: Instant(milliseconds: heldAt), expiresAt: expiresAt, reservesStock: reserves)
  }

  static func text(_ lines: [RefundedLine]) -> String {
    StoredList.write { writer in
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
    try StoredList.elements(text).map { json in
      guard let quantity = Quantity(text: try StoredList.string(json, "quantity")), case .bool(let restock)? = json["restock"] else {
        throw StoredList.damaged
      }
      return RefundedLine(lineID: ID(stored: try StoredList.string(json, "line_id")), quantity: quantity, restock: restock)
    }
  }
}
