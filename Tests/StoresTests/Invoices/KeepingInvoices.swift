import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

/// Revisions are kept as they were sent; numbers follow one another.
struct KeepingInvoices {
  private let now = Instant(milliseconds: 1_760_000_000_000)

  private func snapshot(_ shop: StockedShop, revision: Int64) throws -> InvoiceSnapshot {
    let day = try #require(CalendarDate(text: "2026-03-27"))
    let rate = try #require(Rate(text: "8.875"))
    return InvoiceSnapshot(
      seller: .init(shopName: "Corner \"bakery\"", address: Address(line1: "Corner 1")),
      buyer: .init(name: nil, company: "B.V.", taxID: nil),
      billingAddress: Address(name: "Ann\nB"), shippingAddress: nil, orderNumber: "D-1", invoiceNumber: "INV-1", corrects: nil,
      revision: revision, issuedAt: now, orderedAt: now, purchaseOrderNumber: nil, customerNote: "żółć", terms: nil,
      payment: PaymentPromise(title: nil, dueOn: day, parts: [.init(amount: 5, dueOn: day, isDeposit: true)]), language: "pl",
      timeZone: "Europe/Warsaw", currency: shop.euro,
      lines: [
        InvoiceLine(
          title: "Bread", sku: "B-1", note: nil, unit: "kg", quantity: try #require(Quantity(text: "1.5")),
          unitPrice: try #require(UnitPrice(text: "33.3333")), priceIncludesTax: true, cycle: BillingCycle(interval: .week, count: 2),
          reductions: [.init(title: nil, amount: 3)], rates: [rate], amount: 47, total: 47)
      ], changes: [InvoiceChange(kind: "fee", title: nil, amount: 10)], delivery: InvoiceChange(kind: "delivery", title: "Post", amount: 9),
      taxes: [InvoiceTax(title: "VAT", rate: rate, includesTax: false, taxable: 40, amount: 4)], taxTotal: 4, total: 70)
  }

  private func addOrder(_ shop: StockedShop, _ draftNumber: Int64 = 1) async throws -> ID<Order> {
    let order = Order(
      id: shop.ids.next(), clientID: nil, draftNumber: draftNumber, channel: .phone, currency: shop.euro, pricesIncludeTax: true,
      taxesEnabled: true, taxRounding: .document, rounding: .halfUp, createdAt: now)
    try await shop.database.write { try $0.orders.add(order, contentHash: nil) }
    return order.id
  }

  @Test(arguments: Engine.underTest)
  func `what was sent is read back as it was`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let (id, now) = (try await addOrder(shop), now)
    let first = InvoiceRevision(
      orderID: id, revision: 1, snapshot: try snapshot(shop, revision: 1), contentHash: "h", sentAt: now)
    try await shop.database.write { tx in
      _ = try tx.invoices.issueNumber(for: id, prefix: "INV-", at: now)
      try tx.invoices.add(first)
    }
    #expect(try await shop.database.read { try $0.invoices.find(id) } == first)
  }

  @Test(arguments: Engine.underTest)
  func `of all revisions one counts`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let (id, now) = (try await addOrder(shop), now)
    let snapshots = [try snapshot(shop, revision: 1), try snapshot(shop, revision: 2)]
    try await shop.database.write { tx in
      _ = try tx.invoices.issueNumber(for: id, prefix: "INV-", at: now)
      for snapshot in snapshots {
        try tx.invoices.add(
          InvoiceRevision(
            orderID: id, revision: snapshot.revision, snapshot: snapshot, contentHash: "h", sentAt: now.adding(seconds: snapshot.revision)))
      }
    }
    let all = try await shop.database.read { try $0.invoices.list(id) }
    #expect(all.map(\.revision) == [1, 2])
    #expect(all[0].supersededAt == now.adding(seconds: 2) && all[1].supersededAt == nil)
    let seen = now.adding(seconds: 9)
    #expect(try await shop.database.write { try $0.invoices.view(id, at: seen) })
    #expect(try await !shop.database.write { try $0.invoices.view(id, at: seen) })
    #expect(try await shop.database.read { try $0.invoices.list(id) }.map(\.viewedAt) == [nil, seen])
  }

  @Test(arguments: Engine.underTest)
  func `numbers of a series follow one another, and nobody gets two`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let now = now
    var numbers: [String] = []
    for draft in 1...3 {
      let id = try await addOrder(shop, Int64(draft))
      let prefix = draft == 3 ? "2027-" : "INV-"
      numbers.append(try await shop.database.write { try $0.invoices.issueNumber(for: id, prefix: prefix, at: now) })
      await #expect(throws: (any Error).self) {
        try await shop.database.write { try $0.invoices.issueNumber(for: id, prefix: prefix, at: now) }
      }
    }
    #expect(numbers == ["INV-1", "INV-2", "2027-1"])
  }

  @Test(arguments: Engine.underTest)
  func `a token is kept as its hash, one for an order`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let (id, now) = (try await addOrder(shop), now)
    for (hash, rotation) in [("one", Int64(0)), ("two", 1)] {
      try await shop.database.write { try $0.checkoutLinks.save(CheckoutLink(orderID: id, tokenHash: hash, rotation: rotation), at: now) }
    }
    #expect(try await shop.database.read { try $0.checkoutLinks.find(tokenHash: "one") } == nil)
    #expect(try await shop.database.read { try $0.checkoutLinks.find(tokenHash: "two") }?.rotation == 1)
  }
}
