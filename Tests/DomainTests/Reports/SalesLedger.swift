import Domain
import Testing

/// The rows of the sales ledger, against what orders cost and what was given back (rules S1 to S8).
struct SalesLedger {
  private static let euro = Currency("EUR")
  private static let noProducts: [ID<Variant>: ID<Product>] = [:]

  private func refund(_ amount: Int64, of order: inout Order, for lines: [RefundedLine] = []) -> Refund {
    let payment = order.payments.last { $0.amount - $0.refunded >= amount } ?? order.payments[0]
    var refund = Refund(
      id: OrderFixture.ids.next(), paymentID: payment.id, method: .cash, amount: amount, cashRounding: 0, reason: nil, lines: lines,
      registerID: nil, sessionID: nil, staffID: nil, createdAt: OrderFixture.now)
    // As every way of giving money back does: money without goods is first what was paid too much.
    if lines.isEmpty { refund.excess = min(amount, order.amountOverpaid) }
    order.take(refund)
    return refund
  }

  @Test func `a sale with prices that include tax is net of it, discounts too`() throws {
    var order = try OrderFixture.draft(12_100)
    let id = try #require(order.lines.first?.id)
    let vat = TaxRate(title: "VAT", rate: try #require(Rate(text: "21")))
    let tenth = try #require(Percentage(text: "10"))
    try order.change(id) {
      $0.taxRates = [vat]
      $0.discounts = [Discount(value: .percentage(tenth), title: nil, reason: nil)]
      $0.unitCost = UnitPrice(minorUnits: 4000)
    }
    try order.recalculate()
    try order.place(number: "1", now: OrderFixture.now)
    let entry = try #require(order.salesEntries(products: Self.noProducts, at: OrderFixture.now).first)
    #expect(entry.gross == 10_000)
    #expect(entry.discounts == 1000)
    #expect(entry.net == 9000)
    #expect(entry.tax == 1890)
    #expect(entry.cost == 4000)
    #expect(entry.orders == 1)
  }

  @Test func `an amount given back is shared over goods, shipping and tax, and all of it leaves nothing`() throws {
    var order = try OrderFixture.draft(1000, 333)
    let vat = TaxRate(title: "VAT", rate: try #require(Rate(text: "21")))
    for line in order.lines { try order.change(line.id) { $0.taxRates = [vat] } }
    order.shippingLine = ShippingLine(title: "Courier", price: 500, rateID: nil, taxRates: [vat], priceIncludesTax: false)
    try order.recalculate()
    try order.place(number: "1", now: OrderFixture.now)
    let total = order.totals.total.minorUnits
    order.payments = [OrderFixture.payment(total)]
    var entries = order.salesEntries(products: Self.noProducts, at: OrderFixture.now)
    let part = refund(700, of: &order)
    var posting = RefundPosting(SalesBook(entries, order.rounding), for: []) { _ in 0 }
    let first = posting.take(leaving: order.saleLeft, refundID: part.id, at: OrderFixture.now)
    #expect(first.reduce(0) { $0 + $1.net + $1.tax } == -700)
    #expect(first.contains { $0.shipping < 0 })
    entries += first
    let rest = refund(total - 700, of: &order)
    posting = RefundPosting(SalesBook(entries, order.rounding), for: []) { _ in 0 }
    entries += posting.take(leaving: order.saleLeft, refundID: rest.id, at: OrderFixture.now)
    #expect(entries.reduce(0) { $0 + $1.gross - $1.discounts - $1.refunds } == 0)
    #expect(entries.reduce(0) { $0 + $1.shipping } == 0)
    #expect(entries.reduce(0) { $0 + $1.tax } == 0)
  }

  @Test func `what was paid too much goes back without touching the sale`() throws {
    var order = try OrderFixture.draft(1000)
    try order.place(number: "1", now: OrderFixture.now)
    order.payments = [OrderFixture.payment(1200)]
    let entries = order.salesEntries(products: Self.noProducts, at: OrderFixture.now)
    let surplus = refund(200, of: &order)
    var posting = RefundPosting(SalesBook(entries, order.rounding), for: []) { _ in 0 }
    #expect(posting.take(leaving: order.saleLeft, refundID: surplus.id, at: OrderFixture.now).isEmpty)
    #expect(order.saleLeft == 1000)
  }

  @Test func `units that go back on the shelf give their cost back, others do not`() throws {
    var order = try OrderFixture.draft(900)
    let id = try #require(order.lines.first?.id)
    try order.change(id) {
      $0.quantity = Quantity(thousandths: 3000) ?? .one
      $0.unitCost = UnitPrice(minorUnits: 250)
    }
    try order.recalculate()
    try order.place(number: "1", now: OrderFixture.now)
    order.payments = [OrderFixture.payment(2700)]
    let entries = order.salesEntries(products: Self.noProducts, at: OrderFixture.now)
    for (restock, cost) in [(true, Int64(-250)), (false, Int64(0))] {
      var copy = order
      let line = RefundedLine(lineID: id, quantity: .one, restock: restock)
      let given = refund(900, of: &copy, for: [line])
      var posting = RefundPosting(SalesBook(entries, order.rounding), for: [line]) { $0.restock ? $0.quantity.thousandths : 0 }
      let made = posting.take(leaving: copy.saleLeft, refundID: given.id, at: OrderFixture.now)
      #expect(made.count == 1)
      #expect(made.first?.refunds == 900)
      #expect(made.first?.returned == 1000)
      #expect(made.first?.cost == cost)
    }
  }

  @Test(arguments: [(Rounding.halfUp, 3, [-1]), (.halfEven, 2, [])] as [(Rounding, Int64, [Int64])])
  func `cost and discount are rounded as the order is`(_ rounding: Rounding, _ half: Int64, _ restocked: [Int64]) throws {
    var order = try OrderFixture.draft(100, rounding: rounding)
    let id = try #require(order.lines.first?.id)
    let vat = TaxRate(title: "VAT", rate: try #require(Rate(text: "100")))
    try order.change(id) {
      $0.quantity = Quantity(thousandths: 4000) ?? .one
      $0.unitCost = UnitPrice(tenThousandths: 6250)
      $0.taxRates = [vat]
      $0.discounts = [Discount(value: .fixed(minorUnits: 5, per: .line), title: nil, reason: nil)]
    }
    try order.recalculate()
    let entry = try #require(order.salesEntries(products: Self.noProducts, at: OrderFixture.now).first)
    #expect([entry.cost, entry.discounts] == [half, half])
    let back = SalesBook([entry], order.rounding).restock([(id.text, 1000)], at: OrderFixture.now)
    #expect(back.compactMap(\.cost) == restocked)
  }

  @Test func `a refund that was not made is undone to the cent, and the goods stay back`() throws {
    var order = try OrderFixture.draft(1000)
    try order.place(number: "1", now: OrderFixture.now)
    order.payments = [OrderFixture.payment(1000)]
    let id = try #require(order.lines.first?.id)
    let line = RefundedLine(lineID: id, quantity: .one, restock: true)
    let given = refund(1000, of: &order, for: [line])
    let sale = order.salesEntries(products: Self.noProducts, at: OrderFixture.now)
    var posting = RefundPosting(SalesBook(sale, order.rounding), for: [line]) { $0.quantity.thousandths }
    let made = posting.take(leaving: order.saleLeft, refundID: given.id, at: OrderFixture.now)
    let undone = SalesBook.undoing(made, at: OrderFixture.now)
    #expect(SalesBook(sale + made + undone, order.rounding).money == 1000)
    #expect((made + undone).reduce(0) { $0 + $1.returned } == 1000)
  }

  @Test func `an edit brings only its difference`() throws {
    var order = try OrderFixture.draft(1000, 500)
    try order.place(number: "1", now: OrderFixture.now)
    let before = order.salesEntries(products: Self.noProducts, at: OrderFixture.now)
    order.lines[0].quantity = Quantity(thousandths: 2000) ?? .one
    order.lines.remove(at: 1)
    try order.recalculate()
    let after = order.salesEntries(products: Self.noProducts, at: OrderFixture.now)
    let changes = SalesBook.difference(from: before, to: after, at: OrderFixture.now)
    #expect(changes.count == 2)
    #expect(changes.allSatisfy { $0.orders == 0 && $0.cause == .edit })
    #expect(changes.reduce(0) { $0 + $1.gross } == 500)
    #expect(changes.reduce(0) { $0 + $1.quantity } == 0)
    #expect(SalesBook(before + changes, order.rounding).money == order.totals.total.minorUnits)
    #expect(SalesBook.difference(from: after, to: after, at: OrderFixture.now).isEmpty)
  }

  @Test func `calling an order off leaves nothing of it`() throws {
    var order = try OrderFixture.draft(1000)
    order.lines[0].unitCost = UnitPrice(minorUnits: 300)
    try order.place(number: "1", now: OrderFixture.now)
    let sale = order.salesEntries(products: Self.noProducts, at: OrderFixture.now)
    let gone = SalesBook(sale, order.rounding).cancelation(at: OrderFixture.now) { _ in true }
    #expect(SalesBook(sale + gone, order.rounding).money == 0)
    #expect((sale + gone).reduce(0) { $0 + ($1.cost ?? 0) } == 0)
    let kept = SalesBook(sale, order.rounding).cancelation(at: OrderFixture.now) { _ in false }
    #expect((sale + kept).reduce(0) { $0 + ($1.cost ?? 0) } == 300)
  }

  @Test func `however money goes back, the ledger holds what is left of the order, to the cent`() throws {
    let (count, seed) = RandomOrders.run()
    var random = RandomOrders(seed: seed)
    for turn in 0..<count / 20 {
      var order = try Self.order(from: random.order())
      try order.place(number: "1", now: OrderFixture.now)
      let total = order.totals.total.minorUnits
      let surplus = random.chance(20) ? random.number(0...500) : 0
      order.payments = [OrderFixture.payment(total + surplus)]
      var entries = order.salesEntries(products: Self.noProducts, at: OrderFixture.now)
      #expect(SalesBook(entries, order.rounding).money == total, "seed \(seed), order \(turn)")
      for _ in 0..<4 where order.refundable > 0 {
        let lines = random.chance(50) ? Self.someLines(of: order, &random) : []
        let asked = lines.isEmpty ? random.number(1...order.refundable) : try order.worth(of: lines)
        let amount = random.chance(15) ? order.refundable : min(asked, order.refundable)
        guard amount > 0 else { continue }
        var posting = RefundPosting(SalesBook(entries, order.rounding), for: lines) { _ in 0 }
        // Two parts of one request, as when two payments give it back.
        let parts = random.chance(30) && amount > 1 ? [amount / 2, amount - amount / 2] : [amount]
        for part in parts {
          let given = refund(part, of: &order, for: lines)
          entries += posting.take(leaving: order.saleLeft, refundID: given.id, at: OrderFixture.now)
        }
        for line in lines { _ = try order.giveBack(line) }
        let left = SalesBook(entries, order.rounding).money
        #expect(left == order.saleLeft, "seed \(seed), order \(turn)")
        #expect(left == max(0, total - (order.amountRefunded - order.refundedExcess)), "seed \(seed), order \(turn)")
      }
      if order.refundable == 0 {
        #expect(entries.reduce(0) { $0 + $1.tax } == 0, "seed \(seed), order \(turn)")
        #expect(entries.reduce(0) { $0 + $1.shipping } == 0, "seed \(seed), order \(turn)")
      }
    }
  }

  private static func order(from input: TotalsInput) throws -> Order {
    var order = Order(
      id: OrderFixture.ids.next(), clientID: nil, draftNumber: 1, channel: .api, currency: input.currency, pricesIncludeTax: true,
      taxesEnabled: input.taxesEnabled, taxRounding: input.taxRounding, rounding: input.rounding,
      createdAt: OrderFixture.now)
    for line in input.lines {
      try order.add(
        LineItem(
          id: OrderFixture.ids.next(), title: "Rye bread", quantity: line.quantity, unitPrice: line.unitPrice, priceSource: .custom,
          priceTakenAt: OrderFixture.now, discounts: line.discounts.map { Discount(value: $0, title: nil, reason: nil) },
          taxRates: line.taxRates, isTaxable: line.taxable, priceIncludesTax: line.includesTax, requiresShipping: false))
    }
    func adjust(_ kind: Adjustment.Kind, _ value: DiscountValue, _ charge: TotalsCharge? = nil) -> Adjustment {
      Adjustment(
        id: OrderFixture.ids.next(), kind: kind, title: nil, reason: nil, code: nil, value: value, taxRates: charge?.taxRates ?? [],
        priceIncludesTax: charge?.includesTax ?? false)
    }
    order.adjustments = input.reductions.map { adjust(.discount, $0) }
    order.adjustments += input.fees.map { adjust(.fee, .fixed(minorUnits: $0.amount, per: .line), $0) }
    order.adjustments += input.debits.map { adjust(.debit, .fixed(minorUnits: $0, per: .line)) }
    order.shippingLine = input.shipping.map {
      ShippingLine(title: "Courier", price: $0.amount, rateID: nil, taxRates: $0.taxRates, priceIncludesTax: $0.includesTax)
    }
    try order.recalculate()
    return order
  }

  private static func someLines(of order: Order, _ random: inout RandomOrders) -> [RefundedLine] {
    order.lines.compactMap { line in
      guard let left = line.quantity.subtracting(line.refundedQuantity), !left.isZero, random.chance(40) else { return nil }
      let units = random.chance(50) ? left : Quantity(thousandths: max(1000, left.thousandths / 2000 * 1000)) ?? left
      guard units <= left, line.canBeDivided(by: units) else { return nil }
      return RefundedLine(lineID: line.id, quantity: units, restock: false)
    }
  }
}
