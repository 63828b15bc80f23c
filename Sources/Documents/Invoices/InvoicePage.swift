import Domain
import Mustache

/// Renders an invoice as a page: on screen, in a frame of the back office, on paper from a browser.
package struct InvoicePage: Sendable {
  private let library: MustacheLibrary

  /// - Parameter template: the text of `DocumentTemplates/invoice.mustache`.
  package init(template: String) throws {
    var library = MustacheLibrary()
    try library.register(template, named: "invoice")
    self.library = library
  }

  /// - Parameter styles: the addresses of the sheets that lay it out.
  package func html(_ invoice: InvoiceDocument, styles: [String]) -> String {
    let heads = invoice.heads
    var values: [String: Any] = [
      "language": invoice.language, "direction": invoice.isRightToLeft ? "rtl" : "ltr", "styles": styles, "title": invoice.title,
      "reference": invoice.reference, "mark": invoice.mark ?? "", "shop": invoice.shopName, "seller": invoice.seller,
      "facts": invoice.facts.map { ["label": $0.label, "value": $0.value] }, "parties": invoice.parties.map(block),
      "item": heads.item, "quantity": heads.quantity, "price": heads.price, "tax": heads.tax, "amount": heads.amount,
      "rows": invoice.rows.map(row), "due": invoice.due ?? "", "link": invoice.online?.link ?? "",
      "sums": invoice.sums.map { ["label": $0.label, "amount": $0.amount, "included": $0.isIncluded] as [String: Any] },
      "total_label": invoice.total.label, "total": invoice.total.value, "tax_table": !invoice.taxes.isEmpty, "tax_name": heads.taxName,
      "tax_base": heads.taxBase, "tax_amount": heads.taxAmount, "tax_gross": heads.taxGross,
      "taxes": invoice.taxes.map { ["label": $0.label, "base": $0.base, "amount": $0.amount, "gross": $0.gross] },
      "notes": ((invoice.transfer.map { [$0] } ?? []) + invoice.notes).map(block), "has_footer": !invoice.footer.isEmpty,
      "footer": invoice.footer,
    ]
    if let online = invoice.online {
      values["online"] = ["heading": online.heading, "hint": online.hint]
      if let code = online.code {
        // Four squares of quiet around it, as readers of codes ask for.
        values["code"] = ["box": "-4 -4 \(code.width + 8) \(code.width + 8)", "path": code.svgPath, "label": online.heading]
      }
    }
    // A section of the template is there for whatever has a value, an empty text too.
    return library.render(values.filter { ($0.value as? String)?.isEmpty != true }, withTemplate: "invoice") ?? ""
  }

  private func block(_ block: InvoiceDocument.Block) -> [String: Any] {
    ["heading": block.heading, "lines": block.lines]
  }

  private func row(_ row: InvoiceDocument.Row) -> [String: Any] {
    [
      "title": row.title, "details": row.details, "quantity": row.quantity, "price": row.price, "tax": row.tax, "amount": row.amount,
    ]
  }
}
