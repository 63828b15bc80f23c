import Domain
import Testing

struct ReadingProducts {
  private static let header =
    "Handle,Title,Tags,Published,Option1 Name,Option1 Value,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Image Src\n"

  private func read(_ rows: String) throws -> [ImportedProduct] {
    let euro = try #require(Currency("EUR"))
    return try ImportedProduct.read(try CSVTable(Self.header + rows), currency: euro)
  }

  @Test func `rows of one handle are one product, and a row may only add an image`() throws {
    let products = try read(
      """
      pot,Pot,"Clay, Garden",true,Size,S,9.99,,1,https://example.org/1.jpg
      pot,,,,,L,15.99,,3,https://example.org/2.jpg
      pot,,,,,,,,,https://example.org/3.jpg
      lamp,Lamp,,false,Title,Default Title,5,shopify,8,

      """)
    let pot = try #require(products.first)
    #expect(pot.options == [Product.Option(name: "Size", values: ["S", "L"])])
    #expect(pot.kinds.map { $0.price as UnitPrice? } == [UnitPrice(minorUnits: 999), UnitPrice(minorUnits: 1599)])
    #expect(pot.imageURLs.count == 3)
    #expect(pot.tags == ["Clay", "Garden"])
    #expect(pot.kinds.allSatisfy { !$0.tracksStock && $0.stock == nil })
    let lamp = try #require(products.last)
    #expect(lamp.options.isEmpty)
    #expect(lamp.status == .draft)
    #expect(lamp.kinds.first?.stock == Quantity(units: 8))
  }

  @Test func `a variant without a price has the one of the first row`() throws {
    let products = try read("pot,Pot,,,Size,S,9.99,,,\npot,,,,,L,,,,\n")
    #expect(products.first?.kinds.map { $0.price as UnitPrice? } == [UnitPrice(minorUnits: 999), UnitPrice(minorUnits: 999)])
  }

  @Test(arguments: [
    ("pot,,,,,,1,,,\n", 2), (",Pot,,,,,1,,,\n", 2), ("pot,Pot,,,,,x,,,\n", 2), ("pot,Pot,,,,,,,,\n", 2),
    ("pot,Pot,,,Size,S,1,,,\npot,,,,,S,1,,,\n", 3), ("pot,Pot,,maybe,,,1,,,\n", 2), ("pot,Pot,,,,,1,shopify,1.2345,\n", 2),
  ])
  func `a bad row is named by its line`(rows: String, line: Int) {
    #expect { try read(rows) } throws: { ($0 as? Refusal)?.failures.map(\.field) == ["line \(line)"] }
  }
}
