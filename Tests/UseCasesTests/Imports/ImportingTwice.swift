import Domain
import SQLEngine
import Stores
import TestSupport
import Testing
import UseCases

struct ImportingTwice {
  private static let products = """
    Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty
    pot,Pot,Size,S,POT-S,9.99,shopify,4
    pot,,,L,POT-L,15.99,shopify,2

    """
  private static let orders = """
    InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
    1,A,Lamp,8,1/7/2010,4.25,7,UK
    2,B,,56,1/7/2010,0,,UK
    C3,A,Lamp,-6,2/7/2010,4.25,7,UK
    C4,D,Discount,-1,2/7/2010,27.5,7,UK
    5,E,,-10,2/7/2010,0,,UK

    """

  @Test(arguments: Engine.underTest)
  func `a second import of products changes nothing`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let first = try await bakery.shop.write(by: .system) { try $0.importProducts(Self.products, at: nil) }
    let second = try await bakery.shop.write(by: .system) { try $0.importProducts(Self.products, at: nil) }
    #expect(first.lines == ["Products: 1 added, 0 changed, 0 unchanged", "Variants: 2 added, 0 changed, 0 unchanged"])
    #expect(second.lines == ["Products: 0 added, 0 changed, 1 unchanged", "Variants: 0 added, 0 changed, 2 unchanged"])
    let changed = Self.products.replacing("15.99", with: "14.99") + "pot,,,XL,POT-XL,20,shopify,1\n"
    let third = try await bakery.shop.write(by: .system) { try $0.importProducts(changed, at: nil) }
    #expect(third.lines == ["Products: 0 added, 1 changed, 0 unchanged", "Variants: 1 added, 1 changed, 1 unchanged"])
  }

  @Test(arguments: Engine.underTest)
  func `one bad row keeps the whole file out`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let text = Self.products + "cup,Cup,,,POT-S,3,,\n"
    await #expect { _ = try await bakery.shop.write(by: .system) { try $0.importProducts(text, at: nil) } } throws: {
      ($0 as? Refusal)?.failures.first?.field == "line 4"
    }
    let page = try await bakery.shop.read(by: .system) { work in try work.tx.catalog.isEmpty() }
    #expect(page)
  }

  @Test(arguments: Engine.underTest)
  func `orders of the past are closed, refunded and counted once`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let options = OrderImport(currency: "GBP", timeZone: "Europe/London", locationID: nil)
    for count in 1...2 {
      let summary = try await bakery.shop.write(by: .system) { try $0.importOrders(Self.orders, options) }
      #expect(summary.net?.minorUnits == 3400 - 2550 - 2750, "import \(count)")
    }
    let orders = try await bakery.shop.read(by: .system) { work in try work.tx.orders.list(where: "1 = 1 ORDER BY number") }
    #expect(orders.map(\.number) == ["1", "2", "C4"])
    #expect(orders.map(\.status) == [.closed, .closed, .closed])
    #expect(orders.map(\.paymentStatus) == [.partiallyRefunded, .paid, .refunded])
    #expect(orders.map(\.returnStatus) == [.none, .none, .refunded])
    #expect(orders.map(\.amountDue) == [0, 0, 0])
    #expect(orders.map { $0.amountPaid - $0.amountRefunded } == [850, 0, -2750])
    // Midnight in London in summer.
    #expect(orders.first?.placedAt?.text == "2010-06-30T23:00:00.000Z")
    #expect(try await bakery.shop.read(by: .system) { try $0.checkInvariants() } == [])
  }

  @Test(arguments: Engine.underTest)
  func `the same invoice with other content is refused`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let options = OrderImport(currency: "GBP", timeZone: nil, locationID: nil)
    _ = try await bakery.shop.write(by: .system) { try $0.importOrders(Self.orders, options) }
    let other = Self.orders.replacing("4.25", with: "4.26")
    await #expect(throws: Refusal.self) { _ = try await bakery.shop.write(by: .system) { try $0.importOrders(other, options) } }
  }

  @Test(arguments: Engine.underTest)
  func `customers are found again by e-mail address`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let text = """
      First Name,Last Name,Email,Default Address Address1,Default Address City,Default Address Country Code,Phone,Tags,Accepts Email Marketing
      สมหญิง,ใจดี,SomYing@shop.example,12 ถนนสุขุมวิท,กรุงเทพ,TH,'+66812345678,"vip, garden",yes
      Ann,,,,,,,,

      """
    let first = try await bakery.shop.write(by: .system) { try $0.importCustomers(text) }
    let second = try await bakery.shop.write(by: .system) { try $0.importCustomers(text) }
    #expect(first.lines == ["Customers: 2 added, 0 changed, 0 unchanged"])
    #expect(second.lines == ["Customers: 0 added, 0 changed, 2 unchanged"])
  }
}
