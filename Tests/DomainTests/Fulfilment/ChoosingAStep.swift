import Domain
import Testing

struct ChoosingAStep {
  private func quantity(_ units: Int64) throws -> Quantity { try #require(Quantity(units: units)) }

  @Test(arguments: [
    (Shipment.Status.pending, [FulfillmentChoice.readyForPickup, .pickedUp, .shipped]), (.readyForPickup, [.pickedUp]),
    (.shipped, [.delivered, .failed]), (.failed, [.shipped]), (.delivered, []), (.handedOver, []),
    (.canceled, [.preparing, .readyForPickup, .pickedUp, .shipped]),
  ])
  func `only what fits can be chosen`(status: Shipment.Status, expected: [FulfillmentChoice]) throws {
    let order = try Parcels.order(at: status)
    let possible = FulfillmentChoice.allCases.filter { choice in
      do { return try !order.plan(choice).isEmpty } catch { return false }
    }
    #expect(possible == expected)
  }

  @Test func `everything that is in no package makes one, and goods that are not there stay`() throws {
    let order = try Parcels.placed()
    let (bread, vase) = (order.lines[0].id, order.lines[1].id)
    #expect(try order.plan(.shipped).contents.map(\.lineID) == [bread, vase])
    #expect(try order.plan(.shipped, awaited: [vase]).contents.map(\.lineID) == [bread])
    #expect(try order.plan(.shipped, awaited: [bread, vase]).contents.count == 2)
  }

  @Test func `a part is taken out of the open packages`() throws {
    var order = try Parcels.order(at: .packed)
    let bread = order.lines[0].id
    let two = try quantity(2)
    let plan = try order.plan(.shipped, of: [.init(lineID: bread, quantity: two)])
    #expect(plan.shipments.isEmpty && plan.contents.map(\.quantity) == [two])
    #expect(order.shipments[0].contents.map(\.quantity) == [.one, .one])
  }

  @Test func `a part that is a package is that package`() throws {
    var order = try Parcels.order(at: .packed)
    let contents = order.shipments[0].contents
    #expect(try order.plan(.shipped, of: contents).shipments == [Parcels.id])
  }

  @Test func `more than there is stays where it was`() throws {
    var order = try Parcels.order(at: .packed)
    let four: [Shipment.Content] = [.init(lineID: order.lines[0].id, quantity: try quantity(4))]
    let twice: [Shipment.Content] = [
      .init(lineID: order.lines[0].id, quantity: try quantity(2)), .init(lineID: order.lines[0].id, quantity: try quantity(2)),
    ]
    let three = try quantity(3)
    for contents in [four, twice, []] {
      #expect(throws: Refusal.self) { try order.plan(.shipped, of: contents) }
      #expect(order.shipments[0].contents.map(\.quantity) == [three, .one])
    }
  }

  @Test func `what was shipped is not shipped again in parts`() throws {
    var order = try Parcels.order(at: .shipped)
    let bread = order.lines[0].id
    #expect(throws: Refusal.self) { try order.plan(.shipped, of: [.init(lineID: bread, quantity: .one)]) }
    #expect(throws: Refusal.self) { try order.plan(.delivered, of: [.init(lineID: bread, quantity: .one)]) }
  }
}
