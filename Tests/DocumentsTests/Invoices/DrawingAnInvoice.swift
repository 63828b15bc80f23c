import Documents
import Domain
import Testing

/// The PDF: stable, whole, over as many sheets as it takes.
struct DrawingAnInvoice {
  private func sheets(_ octets: [UInt8]) -> Int {
    // Every sheet is an object of this type; the catalogue of sheets is another.
    String(decoding: octets, as: UTF8.self).split(separator: "/Type /Page %").count - 1
  }

  @Test func `the same document gives the same octets`() async throws {
    let printer = PDFPrinter()
    let document = InvoiceFixtures.document(try InvoiceFixtures.terrace())
    let first = try await printer.pdf(document)
    #expect(first.starts(with: "%PDF".utf8))
    #expect(try await printer.pdf(document) == first)
    #expect(sheets(first) > 0)
  }

  @Test func `long lists, long words and long notes go on over the page`() async throws {
    var invoice = try InvoiceFixtures.terrace()
    let word = String(repeating: "M", count: 1000)
    invoice.lines = try (0..<120).map { try InvoiceFixtures.line("Item \($0)") } + [try InvoiceFixtures.line(word, note: word)]
    invoice.terms = String(repeating: "Word ", count: 2000)
    let octets = try await PDFPrinter().pdf(InvoiceFixtures.document(invoice))
    #expect(sheets(octets) > 4)
  }

  @Test(arguments: ["ar", "he"])
  func `a document from right to left is drawn`(language: String) async throws {
    let invoice = try InvoiceFixtures.terrace(language: language)
    let document = InvoiceDocument(invoice, standing: .init(link: nil, isSuperseded: false), language: language) { key, values in
      key == "format.direction" ? "rtl" : InvoiceFixtures.say(key, values)
    }
    #expect(document.isRightToLeft)
    #expect(try await PDFPrinter().pdf(document).count > 1000)
  }

  @Test func `a text with no letters at all is drawn`() async throws {
    var invoice = try InvoiceFixtures.terrace()
    invoice.lines[0].title = "\u{0}\u{1}"
    invoice.lines[1].title = String(repeating: "\u{301}", count: 500)
    #expect(try await PDFPrinter().pdf(InvoiceFixtures.document(invoice)).count > 1000)
  }

  @Test func `the code is square and its path stays inside`() throws {
    let code = try #require(QRCode("https://shop.example/checkout/abc"))
    #expect(code.isDark(0, 0) && !code.isDark(-1, 0) && !code.isDark(code.width, 0))
    #expect(code.svgPath.utf8.starts(with: "M0 0h7".utf8))
    #expect(QRCode(String(repeating: "x", count: 5000)) == nil)
  }
}
