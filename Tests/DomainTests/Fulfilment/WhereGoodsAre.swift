import Domain
import Testing

struct WhereGoodsAre {
  /// Three loaves and a vase in two packages that stand as given; nil leaves the second half in none.
  private func order(_ first: Shipment.Status, _ second: Shipment.Status?) throws -> Order {
    var order = try Parcels.placed()
    let (bread, vase) = (order.lines[0].id, order.lines[1].id)
    let two = try #require(Quantity(units: 2))
    try order.add(Parcels.parcel("1"), contents: [.init(lineID: bread, quantity: two), .init(lineID: vase, quantity: .one)])
    try Parcels.advance(&order, ID(stored: "shp_1"), to: first)
    guard let second else { return order }
    try order.add(Parcels.parcel("2"), contents: [.init(lineID: bread, quantity: .one)])
    try Parcels.advance(&order, ID(stored: "shp_2"), to: second)
    return order
  }

  private static let standing: [(Shipment.Status, Shipment.Status?, FulfillmentStatus)] = [
    (.pending, .packed, .unfulfilled), (.packed, nil, .unfulfilled), (.readyForPickup, .readyForPickup, .readyForPickup),
    (.readyForPickup, .packed, .unfulfilled), (.shipped, nil, .partiallyFulfilled), (.shipped, .pending, .partiallyFulfilled),
    (.shipped, .readyForPickup, .partiallyFulfilled), (.shipped, .shipped, .shipped), (.shipped, .delivered, .shipped),
    (.failed, .shipped, .shipped), (.delivered, .pickedUp, .fulfilled), (.handedOver, .delivered, .fulfilled),
    (.delivered, .canceled, .partiallyFulfilled), (.canceled, .canceled, .unfulfilled), (.pickedUp, nil, .partiallyFulfilled),
  ]

  @Test(arguments: standing)
  func `what has left is read off the packages`(first: Shipment.Status, second: Shipment.Status?, expected: FulfillmentStatus) throws {
    #expect(try order(first, second).fulfillmentStatus == expected)
  }

  @Test(arguments: [
    (Shipment.Status.shipped, DisplayStatus.shipped), (.readyForPickup, .readyForPickup), (.delivered, .paid), (.packed, .paid),
  ])
  func `a list shows what the customer waits for`(status: Shipment.Status, expected: DisplayStatus) throws {
    var order = try Parcels.order(at: status)
    order.payments.append(OrderFixture.payment(2400))
    #expect(order.displayStatus == expected)
  }

  @Test func `an order that has all arrived and is paid closes by itself`() throws {
    var order = try Parcels.order(at: .shipped)
    order.payments.append(OrderFixture.payment(2400))
    try order.closeIfSettled()
    #expect(order.status == .placed)
    try Parcels.advance(&order, Parcels.id, to: .pending)
    try order.move(Parcels.id, to: .delivered, step: Parcels.step(order))
    try order.closeIfSettled()
    #expect(order.status == .closed)
    order.markClosed(by: "call")
    _ = try order.undoStep(of: Parcels.id, now: OrderFixture.now)
    #expect(order.status == .placed && order.shipments[0].status == .shipped)
  }

  @Test func `a sale over the counter is handed over at once, but for what is not there yet`() throws {
    let sale = try Parcels.placed(channel: .register)
    #expect(sale.fulfillmentStatus == .fulfilled && sale.unpackedContents.isEmpty)
    var early = try OrderFixture.draft(500, 900)
    try early.change(early.lines[0].id) { $0.requiresShipping = true }
    try early.change(early.lines[1].id) { ($0.requiresShipping, $0.isPreorder) = (true, true) }
    try early.place(number: "1002", now: OrderFixture.now)
    #expect(early.fulfillmentStatus == .partiallyFulfilled)
    #expect(early.unpackedContents.map(\.lineID) == [early.lines[1].id])
    try early.add(Parcels.parcel(), contents: nil)
    try Parcels.advance(&early, Parcels.id, to: .handedOver)
    #expect(early.fulfillmentStatus == .fulfilled)
  }

  @Test func `goods outside keep an order from being canceled until they are back`() throws {
    var order = try Parcels.order(at: .failed)
    #expect(throws: Refusal.self) { try order.cancel(reason: "Mistake") }
    try order.move(Parcels.id, to: .canceled, step: Parcels.step(order))
    try order.cancel(reason: "Mistake")
    #expect(order.status == .canceled)
  }

  @Test func `canceling an order calls its waiting packages off`() throws {
    var order = try order(.packed, .readyForPickup)
    try order.cancel(reason: "Mistake")
    #expect(order.shipments.map(\.status) == [.canceled, .canceled])
  }

  @Test func `what is given back before it left is not owed, what had left still was`() throws {
    var order = try order(.shipped, .pending)
    let bread = order.lines[0].id
    #expect(order.release(.one, of: bread) == .one)
    #expect(order.shipments[1].contents.isEmpty)
    #expect(order.fulfillmentStatus == .shipped)
    #expect(order.release(.one, of: bread) == .zero)
  }

  @Test func `nothing is left to do where everything was given back before it left`() throws {
    var order = try Parcels.placed()
    for line in order.lines { _ = order.release(line.quantity, of: line.id) }
    #expect(order.fulfillmentStatus == .notRequired)
  }
}
