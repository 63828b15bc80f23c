import Domain
import Testing

@Suite("Telling customers of the stock")
struct TellingTheStock {
  private static func variant(
    _ available: Int64?, unit: SalesUnit = .piece, allowsOversell: Bool = false
  ) throws -> SellableVariant {
    let ids = IDSource(milliseconds: { 0 })
    return try SellableVariant(
      id: ids.next(), productID: ids.next(), productTitle: "Pot", variantTitle: "", sku: nil, barcode: nil, price: .zero,
      currency: #require(Currency("EUR")), cost: nil, taxRates: [], isTaxable: true, requiresShipping: true, tracksStock: available != nil,
      allowsOversell: allowsOversell, status: .active, unit: unit, available: available)
  }

  @Test(arguments: [0, -2000, 400, 5001, 7_777_000] as [Int64])
  func `nothing is sold out, and many are not told by number`(_ available: Int64) throws {
    let word = StockWord(of: try Self.variant(available), low: try #require(Quantity(units: 100)))
    #expect(word == (available < 1000 ? .soldOut : .inStock))
  }

  @Test(arguments: zip([1000, 3900, 5000] as [Int64], [1, 3, 5] as [Int64]))
  func `a handful is told by number`(_ available: Int64, _ told: Int64) throws {
    #expect(StockWord(of: try Self.variant(available), low: try #require(Quantity(units: 100))) == .few(told))
  }

  @Test func `the shop's own mark for low stock counts where it is lower`() throws {
    #expect(StockWord(of: try Self.variant(4000), low: try #require(Quantity(units: 3))) == .inStock)
    #expect(StockWord(of: try Self.variant(3000), low: try #require(Quantity(units: 3))) == .few(3))
  }

  @Test func `what is weighed, not counted or sold ahead is simply there`() throws {
    #expect(StockWord(of: try Self.variant(1500, unit: .kg), low: .one) == .inStock)
    #expect(StockWord(of: try Self.variant(nil), low: .one) == .inStock)
    #expect(StockWord(of: try Self.variant(-9000, allowsOversell: true), low: .one) == .inStock)
  }
}
