import Domain
import Testing

/// A customer changes their mind after the order was placed (T13).
struct EditingAPlacedOrder {
  private static func placed(_ lines: [LineItem], adjustments: [Adjustment] = []) throws -> Order {
    var order = try OrderFixture.draft(channel: .phone)
    for line in lines { try order.add(line) }
    for adjustment in adjustments { try order.add(adjustment) }
    try order.recalculate()
    try order.place(number: "1001", now: OrderFixture.now)
    return order
  }

  private static func line(_ price: Int64, _ units: Int64, rate: String = "21", includesTax: Bool = true, ships: Bool = true) throws
    -> LineItem
  {
    LineItem(
      id: OrderFixture.ids.next(), title: "Vase", quantity: try #require(Quantity(units: units)),
      unitPrice: try #require(UnitPrice(minorUnits: price)), priceSource: .custom, priceTakenAt: OrderFixture.now,
      taxRates: [TaxRate(title: "VAT", rate: try #require(Rate(text: rate)))], priceIncludesTax: includesTax, requiresShipping: ships)
  }

  private static func edited(_ order: Order, _ change: (inout Order) throws -> Void) throws -> Order {
    var copy = try order.openedForEdit()
    try change(&copy)
    try copy.recalculate()
    var after = order
    try after.takeOver(copy) { _ in "lines[0]" }
    return after
  }

  @Test func `only what is placed can be edited`() throws {
    for status in [OrderStatus.draft, .invoiceSent, .canceled] {
      let order = try OrderFixture.order(at: status)
      #expect(throws: Refusal.self) { _ = try order.openedForEdit() }
    }
    let closed = try OrderFixture.order(at: .closed)
    let after = try Self.edited(closed) { try $0.add(try Self.line(500, 1)) }
    #expect(after.status == .placed, "a closed order is opened again")
  }

  @Test func `nobody edits behind the back of a payer`() throws {
    var order = try OrderFixture.order(at: .placed)
    var open = OrderFixture.payment(500, .gateway)
    open.status = .requiresAction
    order.payments.append(open)
    do {
      _ = try order.openedForEdit()
      Issue.record("opened")
    } catch { #expect(error.code == .orderLocked) }
  }

  @Test func `what has left stays on the order`() throws {
    let line = try Self.line(1000, 3)
    var order = try Self.placed([line])
    let content = Shipment.Content(lineID: line.id, quantity: try #require(Quantity(units: 2)))
    order.shipments = [
      Shipment(
        id: OrderFixture.ids.next(), status: .handedOver, contents: [content], parcel: Parcel(), createdAt: OrderFixture.now,
        updatedAt: OrderFixture.now)
    ]
    #expect(order.settled(of: order.lines[0]).wholeUnits == 2)
    let lower = try Self.edited(order) { try $0.change(line.id) { $0.quantity = Quantity(units: 2) ?? .zero } }
    #expect(lower.totals.total.minorUnits == 2000)
    for change: (inout Order) throws -> Void in [
      { try $0.change(line.id) { $0.quantity = .one } }, { try $0.remove(line.id) },
      { try $0.change(line.id) { $0.unitPrice = UnitPrice(minorUnits: 900) ?? $0.unitPrice } },
    ] {
      do {
        _ = try Self.edited(order, change)
        Issue.record("let pass")
      } catch {
        let refusal = error as? Refusal
        #expect(refusal?.code == .conflict && refusal?.failures.first?.lineID == line.id.text)
      }
    }
  }

  @Test func `money that went back for an edit is asked for again when it costs more again`() throws {
    let line = try Self.line(1000, 10)
    var order = try Self.placed([line])
    order.payments = [OrderFixture.payment(10_000, .cardTerminal)]
    order = try Self.edited(order) { try $0.change(line.id) { $0.quantity = Quantity(units: 8) ?? .zero } }
    #expect(order.amountOverpaid == 2000 && order.paymentStatus == .overpaid)
    var refund = Refund(
      id: OrderFixture.ids.next(), paymentID: order.payments[0].id, method: .cardTerminal, amount: 2000, cashRounding: 0, reason: nil,
      lines: [], registerID: nil, sessionID: nil, staffID: nil, createdAt: OrderFixture.now.adding(seconds: 60))
    refund.excess = 2000
    order.take(refund)
    #expect(order.amountOverpaid == 0 && order.amountDue == 0 && order.paymentStatus == .paid)
    order = try Self.edited(order) { try $0.change(line.id) { $0.quantity = Quantity(units: 9) ?? .zero } }
    #expect(order.amountDue == 1000 && order.paymentStatus == .partiallyPaid)
  }

  @Test func `whatever is edited, the sums hold and the papers say the difference tax by tax`() throws {
    var (count, seed) = RandomOrders.run()
    count = min(count, 2000)
    var random = RandomOrders(seed: seed)
    for _ in 0..<count {
      let rates = ["21", "9", "0", "7.5"]
      let lines = try (0..<random.number(1...4)).map { _ in
        try Self.line(random.number(1...9999), random.number(1...5), rate: random.pick(rates), includesTax: random.chance(50))
      }
      let discount = Adjustment(
        id: OrderFixture.ids.next(), kind: .discount, title: nil, reason: nil, code: nil,
        value: .percentage(try #require(Percentage(text: random.pick(["0", "10", "33.3333"])))), taxRates: [], priceIncludesTax: true)
      let before = try Self.placed(lines, adjustments: random.chance(50) ? [discount] : [])
      let after = try Self.edited(before) { copy in
        for line in copy.lines where random.chance(40) {
          let units = random.number(0...6)
          if units == 0, copy.lines.count > 1 {
            try copy.remove(line.id)
          } else {
            try copy.change(line.id) { $0.quantity = Quantity(units: max(1, units)) ?? $0.quantity }
          }
        }
        if random.chance(50) { try copy.add(try Self.line(random.number(1...9999), random.number(1...5), rate: random.pick(rates))) }
        if random.chance(20) {
          try copy.ship(
            by: ShippingLine(title: "Courier", price: random.number(0...900), rateID: nil, taxRates: [], priceIncludesTax: true))
        }
      }
      let change = OrderChange(from: before, to: after)
      #expect(change.difference == after.totals.total.minorUnits - before.totals.total.minorUnits, "seed \(seed)")
      let correction = InvoiceCorrection(from: before, to: after)
      let (added, taken) = (correction.added, correction.taken)
      #expect((added?.total ?? 0) - (taken?.total ?? 0) == change.difference, "seed \(seed)")
      for sheet in [added, taken].compactMap(\.self) {
        let parts = sheet.lines.map(\.amount) + sheet.changes.map(\.amount) + [sheet.delivery?.amount ?? 0]
        #expect(sheet.total > 0 && parts.reduce(0, +) == sheet.total, "seed \(seed)")
      }
      let taxes = after.totals.taxTotal.minorUnits - before.totals.taxTotal.minorUnits
      let said = (added?.taxes ?? []).reduce(0) { $0 + $1.amount } - (taken?.taxes ?? []).reduce(0) { $0 + $1.amount }
      let isPaperless = added == nil && taken == nil
      #expect(isPaperless || said == taxes, "seed \(seed)")
      for line in after.lines {
        let was = before.lines.first { $0.id == line.id }
        #expect(was == nil || was?.unitPrice == line.unitPrice, "seed \(seed): what is there keeps its price")
      }
    }
  }
}
