import Domain
import JSON
import UseCases

/// The packages of an order, from the first box to the customer's door. Every write answers with the whole order.
enum ShipmentAPI {
  static func routes(_ api: inout RouteGroup) {
    api.post("/orders/{id}/shipments", add)
    api.patch("/orders/{id}/shipments/{shipment_id}", change)
    api.delete("/orders/{id}/shipments/{shipment_id}", remove)
    api.post("/orders/{id}/shipments/{shipment_id}/undo", undo)
  }

  private static func add(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let request = request(fields)
    try fields.finish()
    return try await call.write({ try $0.addShipment(id, request) }, answer: { OrderJSON.reply($0) })
  }

  private static func change(_ call: Call) async throws -> Reply {
    let (id, shipmentID) = (try call.id(of: Order.self), try call.id("shipment_id", of: Shipment.self))
    let fields = try call.fields()
    let request = request(fields)
    try fields.finish()
    return try await call.write({ try $0.changeShipment(id, shipmentID, request) }, answer: { OrderJSON.reply($0) })
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let (id, shipmentID) = (try call.id(of: Order.self), try call.id("shipment_id", of: Shipment.self))
    try call.noFields()
    return try await call.write({ try $0.removeShipment(id, shipmentID) }, answer: { OrderJSON.reply($0) })
  }

  private static func undo(_ call: Call) async throws -> Reply {
    let (id, shipmentID) = (try call.id(of: Order.self), try call.id("shipment_id", of: Shipment.self))
    try call.noFields()
    return try await call.write({ try $0.undoShipment(id, shipmentID) }, answer: { OrderJSON.reply($0) })
  }

  private static func request(_ fields: Fields) -> PackageRequest {
    var request = PackageRequest()
    request.status = fields.choice("status", of: Shipment.Status.self)
    request.notify = fields.bool("notify")
    request.contents = fields.objects("lines", limit: Order.lineLimit) { content($0) }
    if let parcel = fields.change("package", { $0.object($1)?.parcel() }) { request.parcel = .set(parcel ?? Parcel()) }
    if let courier = fields.change("courier", { $0.name($1, limit: 255) }) { request.courier = .set(courier) }
    if let number = fields.change("tracking_number", { $0.identifier($1, limit: 100) }) { request.trackingNumber = .set(number) }
    return request
  }

  static func content(_ fields: Fields) -> Shipment.Content? {
    let line = fields.id("line_id", of: LineItem.self, required: true)
    let quantity = fields.quantity("quantity", required: true)
    guard let line, let quantity else { return nil }
    return Shipment.Content(lineID: line, quantity: quantity)
  }

  static func write(_ shipment: Shipment, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", shipment.id.text)
      json.member("status", shipment.status.rawValue)
      json.member("lines", array: shipment.contents) { writer, content in
        writer.object {
          $0.member("line_id", content.lineID.text)
          $0.member("quantity", number: content.quantity.text)
        }
      }
      ParcelJSON.member("package", shipment.parcel, to: &json)
      json.member("courier", shipment.courier)
      json.member("tracking_number", shipment.trackingNumber)
      json.member("tracking_url", shipment.trackingURL)
      json.member("undo_until", shipment.lastStep?.undoUntil.text)
      json.member("created_at", shipment.createdAt.text)
      json.member("updated_at", shipment.updatedAt.text)
    }
  }
}
