import Domain
import Testing

struct MovingAPackage {
  /// What the shop's rules say, written down once more and by hand, so that the table cannot change unseen.
  private static let allowed: [Shipment.Status: Set<Shipment.Status>] = [
    .pending: [.packed, .readyForPickup, .handedOver, .shipped, .canceled],
    .packed: [.readyForPickup, .handedOver, .shipped, .canceled],
    .readyForPickup: [.pickedUp, .canceled],
    .shipped: [.delivered, .failed],
    .failed: [.shipped, .canceled],
    .pickedUp: [], .handedOver: [], .delivered: [], .canceled: [],
  ]

  @Test(arguments: Shipment.Status.allCases, Shipment.Status.allCases)
  func `a package moves only as the table says`(from: Shipment.Status, to: Shipment.Status) throws {
    var order = try Parcels.order(at: from)
    let isAllowed = Self.allowed[from]?.contains(to) == true
    do {
      try order.move(Parcels.id, to: to, step: Parcels.step(order))
      #expect(isAllowed, "\(from) let \(to) pass")
      #expect(order.shipments[0].status == to)
    } catch {
      #expect(!isAllowed, "\(from) refused \(to): \(error.detail)")
      #expect(error.code == .conflict)
      #expect(order.shipments[0].status == from)
    }
  }

  @Test func `every status but the first has one row`() {
    #expect(Set(ShipmentTransition.table.map(\.to)) == Set(Shipment.Status.allCases).subtracting([.pending]))
    #expect(ShipmentTransition.table.count == Shipment.Status.allCases.count - 1)
  }

  @Test func `a shipped package names its courier and its number`() throws {
    var order = try Parcels.order(at: .pending, courier: nil, number: nil)
    do throws(Refusal) {
      try order.move(Parcels.id, to: .shipped, step: Parcels.step(order))
      Issue.record("shipped without a label")
    } catch {
      #expect(error.code == .validationFailed)
      #expect(error.failures.map(\.field) == ["courier", "tracking_number"])
    }
  }

  @Test(arguments: [OrderStatus.draft, .invoiceSent, .closed, .canceled])
  func `nothing leaves for an order that is not placed`(status: OrderStatus) throws {
    var order = try OrderFixture.order(at: status == .closed || status == .canceled ? .draft : status)
    if status == .draft || status == .invoiceSent {
      let line = try #require(order.lines.first)
      try order.add(Parcels.parcel(), contents: [.init(lineID: line.id, quantity: .one)])
    } else {
      order = try Parcels.order(at: .pending)
      if status == .canceled { try order.cancel(reason: "Mistake") } else { try order.move(.close) }
    }
    #expect(throws: Refusal.self) { try order.move(Parcels.id, to: .shipped, step: Parcels.step(order)) }
    #expect(throws: Refusal.self) { try order.move(Parcels.id, to: .handedOver, step: Parcels.step(order)) }
  }

  @Test func `an empty package goes nowhere`() throws {
    var order = try Parcels.order(at: .pending)
    for line in order.lines { _ = order.release(line.quantity, of: line.id) }
    #expect(throws: Refusal.self) { try order.move(Parcels.id, to: .readyForPickup, step: Parcels.step(order)) }
  }

  @Test(arguments: [Shipment.Status.readyForPickup, .shipped, .handedOver, .canceled])
  func `a step is taken back for ten seconds`(to: Shipment.Status) throws {
    var order = try Parcels.order(at: .packed)
    try order.move(Parcels.id, to: to, step: Parcels.step(order))
    var late = order
    do throws(Refusal) {
      _ = try late.undoStep(of: Parcels.id, now: OrderFixture.now.adding(seconds: 10))
      Issue.record("undone after ten seconds")
    } catch { #expect(error.code == .undoExpired) }
    _ = try order.undoStep(of: Parcels.id, now: OrderFixture.now.adding(seconds: 9))
    #expect(order.shipments.map(\.status) == [.packed])
    #expect(throws: Refusal.self) { try order.undoStep(of: Parcels.id, now: OrderFixture.now.adding(seconds: 9)) }
  }

  @Test func `what was called off and packed again is not called back`() throws {
    var order = try Parcels.order(at: .packed)
    try order.move(Parcels.id, to: .canceled, step: Parcels.step(order))
    try order.add(Parcels.parcel("2"), contents: nil)
    #expect(throws: Refusal.self) { try order.undoStep(of: Parcels.id, now: OrderFixture.now) }
  }
}

/// Placed orders with one package of everything.
enum Parcels {
  static let id = ID<Shipment>(stored: "shp_1")

  static func parcel(_ name: String = "1", courier: String? = "DPD", number: String? = "159700448213") -> Shipment {
    Shipment(
      id: ID(stored: "shp_\(name)"), contents: [], parcel: Parcel(), courier: courier, trackingNumber: number,
      createdAt: OrderFixture.now, updatedAt: OrderFixture.now)
  }

  /// Three loaves and a vase, to be sent.
  static func placed(channel: Channel = .onlineStore) throws -> Order {
    var order = try OrderFixture.draft(500, 900, channel: channel)
    for id in order.lines.map(\.id) { try order.change(id) { $0.requiresShipping = true } }
    try order.change(order.lines[0].id) { $0.quantity = Quantity(units: 3) ?? .one }
    try order.recalculate()
    try order.place(number: "1001", now: OrderFixture.now)
    return order
  }

  static func order(at status: Shipment.Status, courier: String? = "DPD", number: String? = "159700448213") throws -> Order {
    var order = try placed()
    try order.add(parcel(courier: courier, number: number), contents: nil)
    try advance(&order, id, to: status)
    return order
  }

  static func advance(_ order: inout Order, _ id: ID<Shipment>, to status: Shipment.Status) throws {
    let way: [Shipment.Status] =
      switch status {
      case .pending: []
      case .packed, .readyForPickup, .handedOver, .shipped, .canceled: [status]
      case .pickedUp: [.readyForPickup, .pickedUp]
      case .delivered, .failed: [.shipped, status]
      }
    for next in way { try order.move(id, to: next, step: step(order, id)) }
  }

  static func step(_ order: Order, _ id: ID<Shipment> = id) -> Shipment.Step {
    order.shipments.first { $0.id == id }?.step(of: "call", at: OrderFixture.now) ?? .init(call: "call", at: OrderFixture.now, from: nil)
  }
}
