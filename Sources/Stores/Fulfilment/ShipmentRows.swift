import Domain
import JSON
import SQLEngine

extension OrderStore {
  /// Packages belong to the order and are written with it, only where they differ.
  func saveShipments(of order: Order, since before: [Shipment]) throws {
    guard order.shipments != before else { return }
    try tx.enqueue("DELETE FROM shipments WHERE order_id = \(order.id)")
    for (position, shipment) in order.shipments.enumerated() {
      try tx.enqueue(
        """
        INSERT INTO shipments (id, order_id, position, status, lines, weight_g, length_mm, width_mm, height_mm, courier, tracking_number,
          tracking_url, taken, last_step, created_at, updated_at)
        VALUES (\(shipment.id), \(order.id), \(position), \(shipment.status.rawValue), \(ShippingColumns.text(shipment.contents)),
          \(shipment.parcel.weight), \(shipment.parcel.length), \(shipment.parcel.width), \(shipment.parcel.height),
          \(shipment.courier), \(shipment.trackingNumber), \(shipment.trackingURL), \(ShippingColumns.text(shipment.taken)),
          \(shipment.lastStep.map(ShippingColumns.text)), \(shipment.createdAt), \(shipment.updatedAt))
        """)
    }
  }
}

extension Shipment {
  init(row: Row) throws {
    self.init(
      id: try row.id("id"), status: try row.choice("status"), contents: try ShippingColumns.contents(try row.text("lines")),
      parcel: Parcel(
        weight: try row.integerOrNil("weight_g"), length: try row.integerOrNil("length_mm"), width: try row.integerOrNil("width_mm"),
        height: try row.integerOrNil("height_mm")),
      courier: try row.textOrNil("courier"), trackingNumber: try row.textOrNil("tracking_number"),
      trackingURL: try row.textOrNil("tracking_url"), taken: try ShippingColumns.contents(try row.text("taken")),
      lastStep: try row.textOrNil("last_step").map(ShippingColumns.step), createdAt: try row.instant("created_at"),
      updatedAt: try row.instant("updated_at"))
  }
}

extension ShippingColumns {
  static func text(_ step: Shipment.Step) -> String {
    StoredList.write { writer in
      writer.object {
        $0.member("call", step.call)
        $0.member("at", Optional(step.at.milliseconds))
        $0.member("from", step.from?.rawValue)
        $0.member("courier", step.courier)
        $0.member("tracking_number", step.trackingNumber)
        $0.member("tracking_url", step.trackingURL)
        $0.member("closed_order", step.closedOrder)
      }
    }
  }

  static func step(_ text: String) throws -> Shipment.Step {
    let json = try JSON.read(Array(text.utf8))
    guard let at = integer(json, "at"), case .bool(let closed)? = json["closed_order"] else { throw StoredList.damaged }
    var from: Shipment.Status?
    if let name = StoredList.stringOrNil(json, "from") {
      guard let status = Shipment.Status(rawValue: name) else { throw StoredList.damaged }
      from = status
    }
    return Shipment.Step(
      call: try StoredList.string(json, "call"), at: Instant(milliseconds: at), from: from,
      courier: StoredList.stringOrNil(json, "courier"), trackingNumber: StoredList.stringOrNil(json, "tracking_number"),
      trackingURL: StoredList.stringOrNil(json, "tracking_url"), closedOrder: closed)
  }
}
