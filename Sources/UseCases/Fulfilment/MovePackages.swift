import Domain
import JSON
import Stores

/// The steps of packages that one call takes, together: one way back, one word to the customer for each.
struct FulfillmentCall {
  let id: String
  /// Whether the customer is told; nil does as the shop's settings say.
  let notify: Bool?
  /// What was moved, in that order.
  var moved: [ID<Shipment>] = []
  /// Packages whose customer is told anew, though they did not move.
  var relabelled: [ID<Shipment>] = []

  init(id: String, notify: Bool?) {
    self.id = id
    self.notify = notify
  }
}

extension UnitOfWork {
  /// Moves one package: its status by the table, and its goods on or off the shelf.
  ///
  /// - Parameter way: the way back, from before anything of the call touched the package.
  func move(
    _ id: ID<Shipment>, to status: Shipment.Status, of order: inout Order, by call: inout FulfillmentCall, way: Shipment.Step
  ) throws {
    if status != .packed { try principal.require(.fulfil) }
    guard let before = order.shipments.first(where: { $0.id == id }) else { throw Refusal.notFound("shipment") }
    try order.move(id, to: status, step: way)
    try moveStock(of: before, in: &order)
    if !call.moved.contains(id) { call.moved.append(id) }
  }

  /// Lets goods leave the shelf, or come back to it, where the step of a package crossed the door.
  ///
  /// - Parameter isUndone: it never crossed it, so nothing of it may have been given back meanwhile.
  func moveStock(of before: Shipment, in order: inout Order, isUndone: Bool = false) throws {
    guard let location = order.locationID else { return }
    let index = order.shipments.firstIndex { $0.id == before.id }
    let isOut = index.map { order.shipments[$0].status.hasLeft } ?? false
    if isOut, !before.status.hasLeft, let index {
      let cause = stockCause("sale", order.id, at: location)
      order.shipments[index].taken = try tx.stock.ship(order.shipments[index].contents, cause)
    } else if !isOut, before.status.hasLeft {
      let early = Set(order.lines.filter(\.isPreorder).map(\.id))
      let home = try order.comeBack(before, isUndone: isUndone)
      let cause = stockCause(isUndone ? "undo" : "return", order.id, at: location)
      try tx.stock.takeBack(demands(home.promised, of: order), cause, preorders: early)
      try tx.stock.restock(demands(home.free, of: order), cause)
      if !home.free.isEmpty { try recordRestock(home.free.map { ($0.lineID, $0.quantity) }, of: order) }
      if let index { order.shipments[index].taken = [] }
    }
  }

  /// Saves what a call did, closes what is settled by it (T9), and tells the world and the customer.
  func finish(_ order: inout Order, since before: Order, _ call: FulfillmentCall) throws {
    try order.closeIfSettled()
    if order.status != before.status { order.markClosed(by: call.id) }
    let events = call.moved.compactMap { id in order.shipments.first { $0.id == id } }
      .map { (name: $0.status.event, data: order.eventData(of: $0)) }
    let first = events.first { $0.name != "order.updated" } ?? events.first
    try keep(&order, since: before, event: first?.name ?? "order.updated", data: first?.data ?? [])
    for event in events where event.name != "order.updated" && event.data.first?.value != first?.data.first?.value {
      try tell(event.name, of: order, data: event.data)
    }
    for id in call.moved + call.relabelled {
      guard let shipment = order.shipments.first(where: { $0.id == id }) else { continue }
      try tellCustomer(of: shipment, order, notify: call.notify)
    }
  }

  /// What lines' goods are, for the shelf.
  func demands(_ contents: [Shipment.Content], of order: Order) -> [StockDemand] {
    let variants = Dictionary(order.lines.map { ($0.id, $0.variantID) }, uniquingKeysWith: { first, _ in first })
    return contents.compactMap { content in
      guard let variant = variants[content.lineID] ?? nil else { return nil }
      return StockDemand(lineID: content.lineID, variantID: variant, quantity: content.quantity)
    }
  }
}

extension Shipment.Status {
  /// What the world hears of a package that came to it.
  fileprivate var event: String {
    switch self {
    case .pending, .packed, .canceled: "order.updated"
    case .readyForPickup: "order.ready_for_pickup"
    case .pickedUp: "order.picked_up"
    case .handedOver: "order.handed_over"
    case .shipped: "order.shipped"
    case .delivered: "order.delivered"
    case .failed: "order.delivery_failed"
    }
  }
}

extension Order {
  /// What an event says of a package.
  func eventData(of shipment: Shipment) -> [(key: String, value: JSON)] {
    [
      ("shipment_id", .string(shipment.id.text)), ("shipment_status", .string(shipment.status.rawValue)),
      ("courier", shipment.courier.map { .string($0) } ?? .null),
      ("tracking_number", shipment.trackingNumber.map { .string($0) } ?? .null),
      ("partial", .bool(fulfillmentStatus == .partiallyFulfilled || fulfillmentStatus == .unfulfilled)),
    ]
  }
}
