import Domain
import Testing

@Suite("Filling a cart")
struct FillingACart {
  private let ids = IDSource(milliseconds: { 0 })
  private let now = Instant(milliseconds: 0)

  private func cart() -> Cart { Cart(id: ids.next(), createdAt: now, expiresAt: now) }

  @Test func `the same thing twice is one line`() throws {
    var cart = cart()
    let pot: ID<Variant> = ids.next()
    try cart.add(.one, of: pot)
    try cart.add(try #require(Quantity(text: "1.5")), of: pot)
    #expect(cart.lines == [Cart.Line(variantID: pot, quantity: try #require(Quantity(text: "2.5")))])
  }

  @Test func `wanting none of it takes it out, and what is not there can be taken out too`() throws {
    var cart = cart()
    let pot: ID<Variant> = ids.next()
    try cart.add(.one, of: pot)
    try cart.set(.zero, of: pot)
    try cart.set(.zero, of: ids.next())
    #expect(cart.lines.isEmpty)
  }

  @Test func `no more of one thing than one may order, and nothing changes by asking`() throws {
    var cart = cart()
    let pot: ID<Variant> = ids.next()
    let most = try #require(Quantity(units: Cart.mostUnits))
    try cart.set(most, of: pot)
    #expect(throws: Refusal.self) { try cart.add(try #require(Quantity(thousandths: 1)), of: pot) }
    #expect(throws: Refusal.self) { try cart.add(try #require(Quantity(thousandths: Quantity.limit)), of: pot) }
    #expect(cart.quantity(of: pot) == most)
  }

  @Test func `no more different things than a cart holds, and those there are can still be changed`() throws {
    var cart = cart()
    let first: ID<Variant> = ids.next()
    try cart.add(.one, of: first)
    for _ in 1..<Cart.mostLines { try cart.add(.one, of: ids.next()) }
    let refusal = #expect(throws: Refusal.self) { try cart.add(.one, of: ids.next()) }
    #expect(refusal?.code == .conflict)
    try cart.add(.one, of: first)
    #expect(cart.quantity(of: first) == Quantity(units: 2))
  }
}
