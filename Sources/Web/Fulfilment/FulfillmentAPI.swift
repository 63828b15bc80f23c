import Domain
import JSON
import UseCases

/// *Change status* of an order: one call for everything that fits, what may be chosen, and the way back.
enum FulfillmentAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/orders/{id}/fulfillment", choices, query: ["status", "courier", "tracking_number"])
    api.post("/orders/{id}/fulfillment", fulfil)
    api.post("/orders/{id}/fulfillment/undo", undo)
  }

  private static func choices(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let query = call.query.reader()
    let choice = query.choice("status", of: FulfillmentChoice.self)
    let (courier, number) = (query.text("courier", limit: 255), query.text("tracking_number", limit: 100))
    try query.finish()
    let preview = choice.map { FulfillmentPreview(choice: $0, courier: courier, trackingNumber: number) }
    let choices = try await call.read { try $0.fulfillmentChoices(id, preview: preview) }
    let say = call.words("fulfillment.")
    return Reply.json { write(choices, say, to: &$0) }
  }

  private static func fulfil(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let choice = fields.choice("status", of: FulfillmentChoice.self, required: true)
    let courier = fields.name("courier", limit: 255)
    let number = fields.identifier("tracking_number", limit: 100)
    let contents = fields.objects("lines", limit: Order.lineLimit) { ShipmentAPI.content($0) }
    let parcel = fields.object("package")?.parcel()
    let notify = fields.bool("notify")
    var asked = FulfillmentRequest(try fields.finish(choice))
    (asked.courier, asked.trackingNumber, asked.contents, asked.parcel, asked.notify) = (courier, number, contents, parcel, notify)
    let request = asked
    return try await call.write({ try $0.fulfillOrder(id, request) }, answer: { OrderJSON.reply($0) })
  }

  private static func undo(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    try call.noFields()
    return try await call.write({ try $0.undoFulfillment(id) }, answer: { OrderJSON.reply($0) })
  }

  private static func write(_ choices: FulfillmentChoices, _ say: (String) -> String, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("current", choices.current)
      json.member("options", array: choices.options) { writer, option in
        writer.object {
          $0.member("status", option.choice.rawValue)
          $0.member("title", say(option.choice.rawValue))
          $0.member("available", option.reason == nil)
          $0.member("reason", option.reason)
          $0.member("needs", strings: option.needs)
        }
      }
      json.member("notice") {
        $0.member("available", choices.notice.recipient != nil)
        $0.member("default", choices.notice.isDefault)
        $0.member("reason", choices.notice.reason)
        $0.member("channel", choices.notice.recipient?.channel.rawValue)
        $0.member("to", choices.notice.recipient?.address)
        $0.member("text", choices.notice.text)
      }
      json.member("couriers", array: choices.couriers) { writer, courier in
        writer.object {
          $0.member("name", courier.name)
          $0.member("tracking_url", courier.trackingURL)
        }
      }
      json.member("last_courier", choices.lastCourier)
    }
  }
}
