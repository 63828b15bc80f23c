package import Domain
import Stores

/// A package as a caller asks for it; what is nil is left as it was, or empty on a new one.
package struct PackageRequest: Sendable {
  package var status: Shipment.Status?
  /// Nil on a new package takes whatever is to be shipped and in no package yet.
  package var contents: [Shipment.Content]?
  package var parcel: Change<Parcel> = .keep
  package var courier: Change<String?> = .keep
  package var trackingNumber: Change<String?> = .keep
  /// Whether the customer is told; nil does as the shop's settings say.
  package var notify: Bool?

  package init() {}
}

extension UnitOfWork {
  /// Prepares a package of an order, before it is paid or after, or sends it off at once.
  ///
  /// - Throws: ``RefusalCode/conflict`` for a canceled order and for a step that cannot be, `validationFailed` naming what does not fit.
  package func addShipment(_ id: ID<Order>, _ request: PackageRequest) throws -> Order {
    try principal.require(.pack)
    let before = try takeOrder(id)
    var order = before
    var call = FulfillmentCall(id: ids.next(Shipment.self).text, notify: request.notify)
    var shipment = Shipment(id: ids.next(), contents: [], parcel: Parcel(), createdAt: now, updatedAt: now)
    try apply(request, to: &shipment)
    try order.add(shipment, contents: request.contents)
    if let status = request.status, status != .pending {
      try move(shipment.id, to: status, of: &order, by: &call, way: shipment.step(of: call.id, at: now, isNew: true))
    }
    try finish(&order, since: before, call)
    return order
  }

  /// Changes a package or moves it; said twice it is done once.
  package func changeShipment(_ id: ID<Order>, _ shipmentID: ID<Shipment>, _ request: PackageRequest) throws -> Order {
    try principal.require(.pack)
    let before = try takeOrder(id)
    var order = before
    guard let stored = order.shipments.first(where: { $0.id == shipmentID }) else { throw Refusal.notFound("shipment") }
    var changed = stored
    try apply(request, to: &changed)
    changed.contents = request.contents ?? changed.contents
    if changed != stored {
      changed.updatedAt = now
      let shipment = changed
      try order.change(shipmentID) { $0 = shipment }
    }
    var call = FulfillmentCall(id: ids.next(Shipment.self).text, notify: request.notify)
    if let status = request.status, status != stored.status {
      try move(shipmentID, to: status, of: &order, by: &call, way: stored.step(of: call.id, at: now))
    } else if stored.status == .shipped, changed.trackingNumber != stored.trackingNumber || changed.courier != stored.courier {
      try relabel(stored, of: &order, by: &call)
    }
    guard order.shipments != before.shipments else { return before }
    try finish(&order, since: before, call)
    return order
  }

  /// Takes a package apart.
  package func removeShipment(_ id: ID<Order>, _ shipmentID: ID<Shipment>) throws -> Order {
    try principal.require(.pack)
    let before = try takeOrder(id)
    var order = before
    try order.remove(shipmentID)
    try keep(&order, since: before, event: "order.updated")
    return order
  }

  /// The parts that do not depend on what is in it; a courier that the shop knows brings its tracking address.
  func apply(_ request: PackageRequest, to shipment: inout Shipment) throws {
    request.parcel.apply(to: &shipment.parcel)
    guard !request.courier.isKept || !request.trackingNumber.isKept else { return }
    request.courier.apply(to: &shipment.courier)
    request.trackingNumber.apply(to: &shipment.trackingNumber)
    let courier = try shipment.courier.flatMap { try tx.couriers.find(name: $0) }
    shipment.trackingURL = shipment.trackingNumber.flatMap { courier?.trackingAddress(of: $0) }
  }
}
