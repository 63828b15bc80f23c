import Domain
import JSON
import UseCases

/// *Find rates*: the rates for an order or for goods and an address, the cheapest first, and why others are not among them.
enum FindShippingAPI {
  static func find(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    var question = ShippingQuestion()
    question.orderID = fields.id("order_id", of: Order.self)
    question.address = fields.object("address")?.postalAddress()
    question.locationID = fields.id("location_id", of: Location.self)
    question.currency = fields.currency("currency")
    question.subtotal = fields.amount("subtotal", nullable: true)
    question.lines = fields.objects("lines", limit: Order.lineLimit) { line($0) } ?? []
    question.parcel = fields.object("package")?.parcel() ?? Parcel()
    if question.orderID != nil {
      for key in ["address", "location_id", "currency", "subtotal", "lines"] where fields.has(key) && !fields.isNull(key) {
        fields.fail(key, "exclusive", "An order says this itself. Leave it out, or leave out order_id.")
      }
    }
    try fields.finish()
    let asked = question
    let answer = try await call.read { try $0.findShippingRates(asked) }
    return Reply.json { write(answer, to: &$0) }
  }

  private static func line(_ fields: Fields) -> (variantID: ID<Variant>, quantity: Quantity)? {
    let variant = fields.id("variant_id", of: Variant.self, required: true)
    let quantity = fields.quantity("quantity", required: true)
    guard let variant, let quantity else { return nil }
    return (variant, quantity)
  }

  private static func write(_ answer: ShippingAnswer, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("data", array: answer.offer.found) { writer, found in
        writer.object {
          $0.member("rate_id", found.rate.id.text)
          $0.member("zone_id", found.rate.zoneID.text)
          $0.member("title", found.rate.title)
          $0.member("price", Optional(found.price))
          $0.member("currency", found.rate.currency.code)
          $0.member("tax_rates", array: answer.taxRates[found.rate.id] ?? []) { LineJSON.write($1, to: &$0) }
          $0.member("price_includes_tax", found.rate.priceIncludesTax)
          $0.member("billable_weight_g", found.rate.billableWeight(of: answer.consignment.parcel))
        }
      }
      json.key("reason")
      write(answer.offer.reason, to: &json)
      json.member("unavailable", array: answer.offer.unavailable) { writer, entry in
        writer.object {
          $0.member("rate_id", entry.rate.id.text)
          $0.member("title", entry.rate.title)
          $0.key("reason")
          write(entry.reason, to: &$0)
        }
      }
      ParcelJSON.member("package", answer.consignment.parcel, to: &json)
      json.member("subtotal", Optional(answer.consignment.subtotal))
      json.member("currency", answer.consignment.currency.code)
      json.member("lines_without_weight", strings: answer.linesWithoutWeight.map(\.text))
    }
  }

  private static func write(_ reason: NoShipping?, to writer: inout JSONWriter) {
    guard let reason else { return writer.null() }
    writer.object {
      $0.member("code", reason.rawValue)
      $0.member("message", reason.sentence)
    }
  }
}
