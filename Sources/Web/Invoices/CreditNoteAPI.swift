import Documents
import Domain
import JSON
import UseCases

/// What was taken back of an invoice after its order was placed; written by refunds and cancellations, only read here.
enum CreditNoteAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/orders/{id}/credit_notes", list)
    api.get("/orders/{id}/credit_notes/{credit_note_id}", show)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let notes = try await call.read { try $0.creditNotes(id) }
    return Reply.json { json in
      json.object {
        $0.member("data", array: notes) { writer, note in
          writer.object {
            $0.member("id", note.id.text)
            $0.member("number", note.number)
            $0.member("invoice_number", note.snapshot.corrects)
            $0.member("currency", note.snapshot.currency.code)
            $0.member("amount", Optional(note.amount))
            $0.member("created_at", note.createdAt.text)
          }
        }
        $0.member("next_cursor", nil as String?)
      }
    }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let noteID = try call.id("credit_note_id", of: CreditNote.self)
    let type = try MediaChoice.best(of: InvoiceReply.types, for: try call.headers.single("accept"))
    guard let note = try await call.read({ try $0.creditNotes(id) }).first(where: { $0.id == noteID }) else {
      throw Refusal.notFound("credit note")
    }
    return try await InvoiceReply.of(call.site.invoices.document(note.snapshot, link: nil, isSuperseded: false), as: type, call)
  }
}
