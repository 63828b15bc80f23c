package import Domain
import Stores

/// A step of everything that fits, as somebody chooses it under *Change status*.
package struct FulfillmentRequest: Sendable {
  package let choice: FulfillmentChoice
  package var courier: String?
  package var trackingNumber: String?
  /// Nil takes everything that fits.
  package var contents: [Shipment.Content]?
  package var parcel: Parcel?
  /// Whether the customer is told; nil does as the shop's settings say.
  package var notify: Bool?

  package init(_ choice: FulfillmentChoice) {
    self.choice = choice
  }
}

extension UnitOfWork {
  /// Moves an order on: its open packages, and a new one of what is in none.
  ///
  /// - Throws: ``RefusalCode/conflict`` with the reason where nothing fits, `validationFailed` naming `courier` and `tracking_number`
  ///   for goods that are shipped without them, ``RefusalCode/outOfStock`` for a pre-order whose goods have not come in.
  package func fulfillOrder(_ id: ID<Order>, _ request: FulfillmentRequest) throws -> Order {
    try principal.require(.fulfil)
    let before = try takeOrder(id)
    var order = before
    let plan = try plan(request, of: &order)
    var call = FulfillmentCall(id: ids.next(Shipment.self).text, notify: request.notify)
    for shipmentID in plan.shipments {
      guard let stored = before.shipments.first(where: { $0.id == shipmentID }) else { continue }
      let way = stored.step(of: call.id, at: now)
      try label(shipmentID, of: &order, request, isOnly: plan.shipments.count == 1 && plan.contents.isEmpty)
      try advance(shipmentID, to: request.choice, of: &order, by: &call, way: way)
    }
    if !plan.contents.isEmpty {
      var shipment = Shipment(id: ids.next(), contents: [], parcel: request.parcel ?? Parcel(), createdAt: now, updatedAt: now)
      try apply(request.label(instead: false, of: shipment), to: &shipment)
      let way = shipment.step(of: call.id, at: now, isNew: true)
      shipment.remember(way)
      try order.add(shipment, contents: plan.contents)
      try advance(shipment.id, to: request.choice, of: &order, by: &call, way: way)
    }
    try finish(&order, since: before, call)
    return order
  }

  private func plan(_ request: FulfillmentRequest, of order: inout Order) throws -> FulfillmentPlan {
    if request.choice != .shipped {
      var checks = FieldChecks()
      for (value, field) in [(request.courier, "courier"), (request.trackingNumber, "tracking_number")] where value != nil {
        checks.fail(field, "not_here", "Only what is shipped has one.")
      }
      try checks.finish()
    }
    guard let contents = request.contents else { return try order.plan(request.choice, awaited: try tx.stock.awaited(by: order.id)) }
    return try order.plan(request.choice, of: contents)
  }

  /// Writes courier, number and parcel on a package: on the only one in place of its own, on one of several where it has none.
  private func label(_ id: ID<Shipment>, of order: inout Order, _ request: FulfillmentRequest, isOnly: Bool) throws {
    guard var shipment = order.shipments.first(where: { $0.id == id }) else { return }
    if isOnly, let parcel = request.parcel { shipment.parcel = parcel }
    try apply(request.label(instead: isOnly, of: shipment), to: &shipment)
    let labelled = shipment
    try order.change(id) { $0 = labelled }
  }

  /// Goes where the choice leads; goods that nobody laid out are laid out on the way to who fetches them.
  private func advance(
    _ id: ID<Shipment>, to choice: FulfillmentChoice, of order: inout Order, by call: inout FulfillmentCall, way: Shipment.Step
  ) throws {
    guard let status = order.shipments.first(where: { $0.id == id })?.status, status != choice.target else { return }
    if choice == .pickedUp, status.isOpen { try move(id, to: .readyForPickup, of: &order, by: &call, way: way) }
    try move(id, to: choice.target, of: &order, by: &call, way: way)
  }
}

extension FulfillmentRequest {
  /// What of courier and number a package takes: the given ones in place of its own, or only where it has none.
  fileprivate func label(instead: Bool, of shipment: Shipment) -> PackageRequest {
    var request = PackageRequest()
    guard instead || !shipment.isLabelled else { return request }
    if let courier { request.courier = .set(courier) }
    if let trackingNumber { request.trackingNumber = .set(trackingNumber) }
    return request
  }
}
