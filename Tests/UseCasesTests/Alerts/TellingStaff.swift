import Domain
import Stores
import TestSupport
import Testing
import UseCases

/// Staff hear of what comes in from outside in the transaction in which it happens, each thing once.
struct TellingStaff {
  private static func alerts(_ at: PayingBakery, open: Bool? = true, by principal: Principal? = nil) async throws -> [ShownAlert] {
    var filter = AlertFilter()
    filter.isOpen = open
    let wanted = filter
    return try await at.shop.read(by: principal ?? at.bakery.owner) { try $0.listAlerts(wanted, page: PageRequest(limit: 200)).elements }
  }

  private static func pay(_ at: PayingBakery, _ order: Order, amount: Int64? = nil) async throws {
    let started = try await at.click(order.id, amount: amount)
    at.gateway.pay(started.paymentID)
    for _ in 1...3 { try await at.shop.settlePayment(started.paymentID) }
  }

  private static func claim(_ at: PayingBakery) -> TransferClaim { TransferClaim(paidAt: .at(at.shop.clock())) }

  /// What the link's holder says.
  private static func announce(_ at: PayingBakery, _ order: Order) async throws {
    let url = at.shop.links.url(of: order.id, rotation: 0)
    let token = url.split(separator: "/").last.map(String.init) ?? ""
    try await at.shop.notifyTransferOnLink(token, peer: nil, revision: nil, claim(at), slip: nil)
  }

  private static func bound(to location: ID<Location>) -> Principal {
    Principal(kind: .token(ID(stored: "tok_x")), role: .cashier, name: "Till", locationID: location)
  }

  @Test(arguments: Engine.underTest)
  func `an order that its payment places is one notice, however often the provider tells of it`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    try await Self.pay(at, order)
    let alerts = try await Self.alerts(at)
    #expect(alerts.map(\.alert.kind) == [.onlineOrder])
    #expect(alerts.first?.alert.amount?.minorUnits == 10_000)
    #expect(alerts.first?.sight.orderNumber == "1001")
    let told = try await at.shop.read(by: .system) { try $0.readEvents(after: nil, limit: 200).elements }
    #expect(told.count { $0.type == "alert.raised" } == 1)
  }

  @Test(arguments: Engine.underTest)
  func `money on the link of an order that stood already is a notice of its own`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    let owner = at.bakery.owner
    _ = try await at.shop.write(by: owner) { try $0.completeOrder(order.id, paymentPending: true, expectedTotal: nil) }
    #expect(try await Self.alerts(at).isEmpty)
    try await Self.pay(at, order)
    #expect(try await Self.alerts(at).map(\.alert.kind) == [.payment])
  }

  @Test(arguments: Engine.underTest)
  func `a sale at a till and one by phone ring nowhere`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    for channel in [Channel.register, .phone] {
      let order = try await at.draft { $0.channel = channel }
      _ = try await at.cash(order.id)
    }
    #expect(try await Self.alerts(at, open: nil).isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `an order of the online store rings although nothing is paid`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.draft { $0.channel = .onlineStore }
    let owner = at.bakery.owner
    _ = try await at.shop.write(by: owner) { try $0.completeOrder(order.id, paymentPending: true, expectedTotal: nil) }
    #expect(try await Self.alerts(at).map(\.alert.kind) == [.onlineOrder])
  }

  @Test(arguments: Engine.underTest)
  func `a transfer rings when its customer tells of it, until somebody has decided`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let (told, written) = (try await at.invoice(), try await at.invoice())
    let (owner, claim) = (at.bakery.owner, Self.claim(at))
    _ = try await at.shop.write(by: owner) { try $0.notifyTransfer(written.id, claim) }
    try await Self.announce(at, told)
    let alerts = try await Self.alerts(at)
    #expect(alerts.map(\.alert.kind) == [.transferNotice])
    #expect(alerts.map(\.alert.orderID) == [told.id])
    let notice = try #require(try await at.order(told.id).transferNotices.last)
    _ = try await at.shop.write(by: owner) { try $0.rejectTransfer(told.id, notice.id, reason: "Not found") }
    #expect(try await Self.alerts(at).isEmpty)
    #expect(try await Self.alerts(at, open: false).map(\.sight.acknowledgedBy) == ["Nora"])
  }

  @Test(arguments: Engine.underTest)
  func `an order that is called off rings no more`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.draft { $0.channel = .onlineStore }
    let owner = at.bakery.owner
    _ = try await at.shop.write(by: owner) { work in
      _ = try work.completeOrder(order.id, paymentPending: true, expectedTotal: nil)
      _ = try work.cancelOrder(order.id, CancelRequest(reason: "Changed their mind", restock: true), through: [])
    }
    #expect(try await Self.alerts(at).isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `of two who acknowledge one is the first, and both are told who`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let order = try await at.invoice()
    try await Self.pay(at, order)
    let id = try #require(try await Self.alerts(at).first).alert.id
    let marta = try await at.bakery.hire("Marta", .cashier, pin: "2468")
    let second = Principal(kind: .staff(marta.id), role: .cashier, name: "Marta")
    let owner = at.bakery.owner
    async let one = at.shop.write(by: owner) { try $0.acknowledgeAlert(id) }
    async let two = at.shop.write(by: second) { try $0.acknowledgeAlert(id) }
    let names = try await [one, two].map(\.sight.acknowledgedBy)
    #expect(names[0] == names[1])
    #expect(["Nora", "Marta"].contains(names[0]))
    let told = try await at.shop.read(by: .system) { try $0.readEvents(after: nil, limit: 200).elements }
    #expect(told.count { $0.type == "alert.acknowledged" } == 1)
  }

  @Test(arguments: Engine.underTest)
  func `acknowledging what somebody saw leaves what came in after`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    try await Self.pay(at, try await at.invoice())
    let seen = try await Self.alerts(at).map(\.alert.id)
    try await Self.pay(at, try await at.invoice())
    let owner = at.bakery.owner
    _ = try await at.shop.write(by: owner) { try $0.acknowledgeAlerts(seen) }
    #expect(try await Self.alerts(at).count == 1)
    _ = try await at.shop.write(by: owner) { try $0.acknowledgeAlerts(nil) }
    #expect(try await Self.alerts(at).isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `whoever is bound to a location hears of its orders and of those that have none`(on engine: Engine) async throws {
    let at = try await PayingBakery(on: engine)
    let here = at.bakery.location.id
    let owner = at.bakery.owner
    let there = try await at.shop.write(by: owner) { work in
      var changes = Changes<Location>()
      changes.set(\.name, to: "Harbour")
      return try work.createLocation(changes)
    }
    for location in [here, there.id] {
      try await Self.pay(at, try await at.invoice { $0.locationID = location })
    }
    try await at.shop.write(by: .system) { work in
      guard let other = try work.tx.alerts.open(at: there.id, limit: 1).first, let order = other.orderID, let amount = other.amount else {
        throw Refusal.notFound("notice")
      }
      let nowhere = Alert(
        id: work.ids.next(), kind: .payment, orderID: order, locationID: nil, amount: amount,
        createdAt: work.now.adding(seconds: 1))
      _ = try work.tx.alerts.add(nowhere, cause: "nowhere")
    }
    let clerk = Self.bound(to: here)
    let heard = try await Self.alerts(at, by: clerk)
    #expect(heard.map(\.alert.locationID) == [nil, here])
    #expect(heard.map(\.sight.isOpenable) == [false, true])
    let others = try await Self.alerts(at).filter { $0.alert.locationID == there.id }
    let foreign = try #require(others.first).alert.id
    #expect(try await at.refusal { try await at.shop.write(by: clerk) { try $0.acknowledgeAlert(foreign) } } == .notFound)
    #expect(try await at.refusal { try await at.shop.write(by: clerk) { try $0.acknowledgeAlerts([foreign]) } } == .validationFailed)
    _ = try await at.shop.write(by: clerk) { try $0.acknowledgeAlerts(nil) }
    #expect(try await Self.alerts(at).map(\.alert.id) == [foreign])
  }
}
