import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

@Suite("Keeping a catalogue", .timeLimit(.minutes(15)))
struct KeepingACatalogue {
  @Test(arguments: Engine.underTest)
  func `a code belongs to one variant however it is typed`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    _ = try await shop.addProduct("Café") { $0.variants[0].sku = "CAF\u{C9}-1" }
    let again = try await shop.refusal { _ = try await shop.addProduct("Cafe\u{301}") { $0.variants[0].sku = "cafe\u{301}-1" } }
    #expect(again == .validationFailed)
    let found = try await shop.database.read { try $0.catalog.findVariant(sku: "CAFE\u{301}-1") }
    #expect(found?.sku == "CAF\u{C9}-1")
  }

  @Test(arguments: Engine.underTest)
  func `the codes of a removed product are free again`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let old = try await shop.addProduct("Old") { $0.variants[0].barcode = "5901234123457" }
    let now = shop.now
    try await shop.database.write { try $0.catalog.remove(old.productID, at: now) }
    let new = try await shop.addProduct("New") { $0.variants[0].barcode = "5901234123457" }
    let found = try await shop.database.read { try $0.catalog.findVariant(barcode: "5901234123457") }
    #expect(found?.id == new.id)
  }

  @Test(arguments: Engine.underTest)
  func `a line learns price, taxes and stock in one question`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let airport = try await shop.addLocation("Airport")
    let standard = TaxClass(id: shop.ids.next(), name: "Standard", isDefault: true, createdAt: shop.now)
    let books = TaxClass(id: shop.ids.next(), name: "Books", isDefault: false, createdAt: shop.now)
    let rates = [
      shop.rate("VAT", "20", of: standard), shop.rate("VAT", "0", of: books), shop.rate("Duty free", "0", of: standard, at: airport),
    ]
    try await shop.database.write { tx in
      for taxClass in [standard, books] { try tx.tax.add(taxClass) }
      for rate in rates.compactMap(\.self) { try tx.tax.add(rate) }
    }
    let rye = try await shop.addProduct("Rye bread", stock: 4)
    let novel = try await shop.addProduct("Novel") { $0.product.taxClassID = books.id }
    let here = try await shop.database.read { [location = shop.location] in try $0.catalog.sellable([rye.id, novel.id], at: location) }
    #expect(here[rye.id]?.taxRates.map(\.rate.text) == ["20"])
    #expect(here[novel.id]?.taxRates.map(\.rate.text) == ["0"])
    #expect(here[rye.id]?.available == 4000)
    let there = try await shop.database.read { try $0.catalog.sellable([rye.id], at: airport) }
    #expect(there[rye.id]?.taxRates.map(\.title) == ["Duty free"])
    #expect(there[rye.id]?.available == 0)
  }

  @Test(arguments: Engine.underTest)
  func `a till hears what changed since an event, and nothing else`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye bread", stock: 4)
    _ = try await shop.addProduct("Plum cake", stock: 4)
    let seen = try await shop.tell("product.created")
    let (demand, cause) = (shop.demand(rye), shop.cause("sale", shop.ids.next()))
    let nothing = try await shop.feed(since: seen)
    #expect(nothing.entries.isEmpty && !nothing.isComplete)
    try await shop.database.write { try $0.stock.sell([demand], cause) }
    _ = try await shop.tell("order.placed")
    let changed = try await shop.feed(since: seen)
    #expect(changed.entries.map(\.sheet.product.id) == [rye.productID])
    #expect(changed.entries.first?.available == [3000])
    try await shop.database.write { try $0.catalog.touchRules() }
    _ = try await shop.tell("settings.updated")
    #expect(try await shop.feed(since: seen).isComplete)
  }

  @Test(arguments: Engine.underTest)
  func `a removed product is named to tills that knew it`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let rye = try await shop.addProduct("Rye bread")
    let seen = try await shop.tell("product.created")
    let now = shop.now
    try await shop.database.write { try $0.catalog.remove(rye.productID, at: now) }
    _ = try await shop.tell("product.removed")
    let feed = try await shop.feed(since: seen)
    #expect(feed.removed == [rye.productID] && feed.entries.isEmpty)
  }
}

extension StockedShop {
  fileprivate func rate(_ title: String, _ percent: String, of taxClass: TaxClass, at place: ID<Location>? = nil) -> TaxRateRow? {
    Rate(text: percent).map {
      TaxRateRow(id: ids.next(), taxClassID: taxClass.id, locationID: place, title: title, rate: $0, createdAt: now)
    }
  }

  fileprivate func tell(_ type: String) async throws -> Int64 {
    let (id, now): (ID<Event>, Instant) = (ids.next(), now)
    return try await database.write { tx in
      try tx.events.record(
        type, id: id, at: now, by: .system, object: EventObject("product", "prd_x"), location: nil, detail: "{}", reason: nil,
        link: AuditLink(salt: nil, words: "", chain: ""))
      return try tx.events.lastSequence()
    }
  }

  fileprivate func feed(since sequence: Int64) async throws -> CatalogFeed {
    try await database.read { [location] in try $0.catalog.feed(at: location, since: sequence) }
  }
}
