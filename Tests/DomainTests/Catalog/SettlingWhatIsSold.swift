import Domain
import Testing

@Suite("Settling what is sold")
struct SettlingWhatIsSold {
  private let ids = IDSource(milliseconds: { 1_760_000_000_000 })
  private let now = Instant(milliseconds: 1_760_000_000_000)

  private func sheet(_ variants: Int = 1) throws -> ProductSheet {
    let euro = try #require(Currency("EUR"))
    let product = Product(id: ids.next(), title: "Rye bread", createdAt: now)
    return ProductSheet(
      product: product, variants: (0..<variants).map { _ in Variant(id: ids.next(), productID: product.id, currency: euro, createdAt: now) }
    )
  }

  private func failures(_ sheet: ProductSheet) -> [String] {
    var copy = sheet
    do {
      try copy.settle()
      return []
    } catch {
      return error.failures.map { "\($0.field):\($0.code)" }
    }
  }

  @Test func `two variants of one product cannot share a code`() throws {
    var sheet = try sheet(2)
    sheet.variants[0].sku = "Abc"
    sheet.variants[1].sku = "ＡＢＣ"
    #expect(failures(sheet) == ["variants[1].sku:duplicate"])
  }

  @Test(arguments: ["AB\u{200B}C", "A\u{202E}B", "\u{FEFF}A", "A\u{AD}", "A\u{E0041}"])
  func `a code that looks like another one is refused`(_ code: String) throws {
    var sheet = try sheet()
    sheet.variants[0].barcode = code
    #expect(failures(sheet) == ["variants[0].barcode:invisible_character"])
  }

  @Test(arguments: ["", " ", "A ", "A\nB", "A\u{0}B"]) func `a code is one plain word or several`(_ code: String) throws {
    var sheet = try sheet()
    sheet.variants[0].sku = code
    #expect(failures(sheet).count == 1)
  }

  @Test func `a title of one letter with a million marks is too long`() throws {
    var sheet = try sheet()
    sheet.product.title = "a" + String(repeating: "\u{301}", count: 1_000_000)
    #expect(failures(sheet) == ["title:too_long"])
  }

  @Test func `texts are kept composed`() throws {
    var sheet = try sheet()
    sheet.product.title = "Cafe\u{301}"
    try sheet.settle()
    #expect(Array(sheet.product.title.utf8) == Array("Caf\u{E9}".utf8))
  }

  @Test func `a variant is called by its choices`() throws {
    var sheet = try sheet()
    sheet.variants[0].options = [.init(name: "Size", value: "L"), .init(name: "Colour", value: "Red")]
    try sheet.settle()
    #expect(sheet.variants[0].title == "L / Red")
  }

  @Test(arguments: ["javascript:alert(1)", "data:image/png;base64,AA", "//evil.example/a.png", "ftp://a"])
  func `only a picture of the web or of the shop is a picture`(_ url: String) throws {
    var sheet = try sheet()
    sheet.product.imageURLs = [url]
    #expect(failures(sheet) == ["image_urls[0]:invalid"])
  }
}
