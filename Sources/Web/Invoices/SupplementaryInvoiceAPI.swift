import Documents
import Domain
import JSON
import UseCases

/// What was added to the invoice of a placed order that was changed; written by edits, only read here.
enum SupplementaryInvoiceAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/orders/{id}/supplementary_invoices", list)
    api.get("/orders/{id}/supplementary_invoices/{supplementary_invoice_id}", show)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let invoices = try await call.read { try $0.supplementaryInvoices(id) }
    return Reply.json { json in
      json.object {
        $0.member("data", array: invoices) { writer, invoice in
          writer.object {
            $0.member("id", invoice.id.text)
            $0.member("number", invoice.number)
            $0.member("invoice_number", invoice.snapshot.supplements)
            $0.member("currency", invoice.snapshot.currency.code)
            $0.member("amount", Optional(invoice.amount))
            $0.member("created_at", invoice.createdAt.text)
          }
        }
        $0.member("next_cursor", nil as String?)
      }
    }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let invoiceID = try call.id("supplementary_invoice_id", of: SupplementaryInvoice.self)
    let type = try MediaChoice.best(of: InvoiceReply.types, for: try call.headers.single("accept"))
    guard let invoice = try await call.read({ try $0.supplementaryInvoices(id) }).first(where: { $0.id == invoiceID }) else {
      throw Refusal.notFound("supplementary invoice")
    }
    return try await InvoiceReply.of(call.site.invoices.document(invoice.snapshot, link: nil, isSuperseded: false), as: type, call)
  }
}
