import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

@Suite("Showing products to strangers", .timeLimit(.minutes(15)))
struct ShowingProducts {
  @Test(arguments: Engine.underTest)
  func `categories come once each, and none of what is not on show`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    for (title, category) in [("Vase", "Pots"), ("Rake", "Tools"), ("Bowl", "Pots"), ("Apple", "Fruit"), ("Odd", nil)] {
      _ = try await shop.addProduct(title) { $0.product.category = category }
    }
    _ = try await shop.addProduct("Hidden") {
      $0.product.category = "Secret"
      $0.product.isSoldOnline = false
    }
    #expect(try await shop.database.read { try $0.catalog.shownCategories(limit: 60) }.sorted() == ["Fruit", "Pots", "Tools"])
    #expect(try await shop.database.read { try $0.catalog.shownCategories(limit: 1) }.count == 1)
  }

  @Test(arguments: Engine.underTest)
  func `a thousandth product of one title still gets a handle of its own`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    var handles: Set<String> = []
    for _ in 0..<40 {
      let handle = try await shop.database.read { try $0.catalog.freeHandle(for: "Zażółć gęślą – 12 cm") }
      _ = try await shop.addProduct("Zażółć gęślą – 12 cm") { $0.product.handle = handle }
      handles.insert(handle)
    }
    #expect(handles.count == 40 && handles.contains("zazolc-gesla-12-cm") && handles.contains("zazolc-gesla-12-cm-40"))
  }

  @Test(arguments: Engine.underTest)
  func `a cart is found by its secret alone and until its time is up`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    let pot = try await shop.addProduct("Pot", stock: 9)
    let vase = try await shop.addProduct("Vase", stock: 9)
    let now = shop.now
    let cart = Cart(
      id: shop.ids.next(), lines: [.init(variantID: pot.id, quantity: .one)], createdAt: now, expiresAt: now.adding(seconds: 60))
    try await shop.database.write { try $0.carts.add(cart, tokenHash: "hash") }
    var changed = cart
    try changed.add(.one, of: vase.id)
    let later = changed
    try await shop.database.write { try $0.carts.save(later) }
    let found = try await shop.database.read { try $0.carts.find(tokenHash: "hash", at: now) }
    #expect(found?.lines.map(\.variantID) == [pot.id, vase.id])
    #expect(try await shop.database.read { try $0.carts.find(tokenHash: "hash", at: now.adding(seconds: 60)) } == nil)
    #expect(try await shop.database.read { try $0.carts.find(tokenHash: "other", at: now) } == nil)
    try await shop.database.write { try $0.carts.removeExpired(at: now.adding(seconds: 61)) }
    #expect(try await shop.database.read { try $0.carts.hasExpired(at: now.adding(seconds: 61)) } == false)
  }
}
