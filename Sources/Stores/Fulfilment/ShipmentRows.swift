import Domain
import SQLEngine

extension OrderStore {
  /// Packages belong to the order and are written with it, only where they differ.
  func saveShipments(of order: Order, since before: [Shipment]) throws {
    guard order.shipments != before else { return }
    try tx.execute("DELETE FROM shipments WHERE order_id = \(order.id)")
    for (position, shipment) in order.shipments.enumerated() {
      try tx.execute(
        """
        INSERT INTO shipments (id, order_id, position, status, lines, weight_g, length_mm, width_mm, height_mm, courier, tracking_number,
          tracking_url, created_at, updated_at)
        VALUES (\(shipment.id), \(order.id), \(position), \(shipment.status.rawValue), \(ShippingColumns.text(shipment.contents)),
          \(shipment.parcel.weight), \(shipment.parcel.length), \(shipment.parcel.width), \(shipment.parcel.height),
          \(shipment.courier), \(shipment.trackingNumber), \(shipment.trackingURL), \(shipment.createdAt), \(shipment.updatedAt))
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
      trackingURL: try row.textOrNil("tracking_url"), createdAt: try row.instant("created_at"), updatedAt: try row.instant("updated_at"))
  }
}
