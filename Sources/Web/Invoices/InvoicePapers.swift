package import Documents
package import Domain
package import UseCases

/// Puts invoices into words, pages and PDFs: what the API, the back office, a checkout link and a message hand out is made here.
package struct InvoicePapers: Sendable {
  private let page: InvoicePage
  private let printer = PDFPrinter()
  private let languages: Languages
  private let styles: [String]

  init(_ files: SiteFiles, languages: Languages, assets: Assets) throws {
    page = try InvoicePage(template: String(decoding: files.document("invoice.mustache"), as: UTF8.self))
    styles = ["tokens", "invoice"].map { assets.address(of: "styles/\($0).css") }
    self.languages = languages
  }

  /// The document in the language of its customer, as far as the shop speaks it.
  package func document(_ shown: ShownInvoice) -> InvoiceDocument {
    document(shown.snapshot, link: shown.link, isSuperseded: shown.isSuperseded)
  }

  package func document(_ invoice: InvoiceSnapshot, link: String?, isSuperseded: Bool) -> InvoiceDocument {
    let texts = languages.texts(invoice.language)
    return InvoiceDocument(
      invoice, standing: .init(link: link, isSuperseded: isSuperseded), language: texts.language,
      say: { texts.say($0, $1) })
  }

  package func html(_ document: InvoiceDocument) -> String { page.html(document, styles: styles) }

  package func pdf(_ document: InvoiceDocument) async throws -> [UInt8] { try await printer.pdf(document) }

  package func text(_ document: InvoiceDocument) -> String { document.text() }

  /// A name for the file: the document's number, with nothing that a header or a file system would read otherwise.
  package static func fileName(_ document: InvoiceDocument) -> String {
    let plain = document.number.utf8.map { byte -> UInt8 in
      let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
      return isPlain ? byte : UInt8(ascii: "-")
    }
    return String(decoding: plain.prefix(60), as: UTF8.self) + ".pdf"
  }
}
