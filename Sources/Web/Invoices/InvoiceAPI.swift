import Documents
import Domain
import JSON
import UseCases

/// Sending an invoice, taking it back, and looking at it (`api.md` §2).
enum InvoiceAPI {
  static func routes(_ api: inout RouteGroup) {
    api.post("/orders/{id}/send_invoice", send)
    api.post("/orders/{id}/revert_to_draft", revert)
    api.get("/orders/{id}/invoice", show, query: ["revision"])
    api.get("/orders/{id}/invoice_revisions", revisions)
  }

  private static func send(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let way = fields.choice("via", of: InvoiceWay.self, required: true)
    let recipient = fields.name("to", limit: 254)
    let message = fields.text("message", limit: 10_000, multiline: true)
    let expected = fields.amount("expected_total", nullable: true)
    var request = InvoiceRequest(way: try fields.finish(way))
    request.recipient = recipient
    request.message = message
    request.expectedTotal = expected
    let asked = request
    let letter = call.site.letters.invoice
    return try await call.write({ try $0.sendInvoice(id, asked, letter: letter) }, answer: { OrderJSON.reply($0) })
  }

  private static func revert(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    try call.noFields()
    return try await call.endingPayments(of: id) {
      try await call.write({ try $0.revertToDraft(id) }, answer: { OrderJSON.reply($0) })
    }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let query = call.query.reader()
    let revision = query.integer("revision", in: 1...1_000_000)
    try query.finish()
    let type = try MediaChoice.best(of: InvoiceReply.types, for: try call.headers.single("accept"))
    let shown = try await call.read { try $0.readInvoice(id, revision: revision) }
    return try await InvoiceReply.of(call.site.invoices.document(shown), as: type, call)
  }

  private static func revisions(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let revisions = try await call.read { try $0.invoiceRevisions(id) }
    return Reply.json { json in
      json.object {
        $0.member("data", array: revisions) { writer, revision in
          writer.object {
            $0.member("revision", Optional(revision.revision))
            $0.member("number", revision.snapshot.invoiceNumber)
            $0.member("currency", revision.snapshot.currency.code)
            $0.member("total", Optional(revision.snapshot.total))
            $0.member("content_hash", revision.contentHash)
            $0.member("sent_at", revision.sentAt.text)
            $0.member("viewed_at", revision.viewedAt?.text)
            $0.member("superseded_at", revision.supersededAt?.text)
          }
        }
        $0.member("next_cursor", nil as String?)
      }
    }
  }
}

/// An invoice as the octets of one media type.
enum InvoiceReply {
  /// What it can be had as; the first where the caller does not mind.
  static let types = ["text/html", "application/pdf", "text/plain"]

  static func of(_ document: InvoiceDocument, as type: String, _ call: Call) async throws -> Reply {
    let invoices = call.site.invoices
    switch type {
    case "application/pdf":
      let name = InvoicePapers.fileName(document)
      return Reply(status: 200, body: .bytes(try await invoices.pdf(document))).with("Content-Type", type)
        .with("Content-Disposition", "inline; filename=\"\(name)\"").with("Vary", "Accept")
    case "text/plain":
      return Reply.text(invoices.text(document)).with("Vary", "Accept")
    default:
      // The back office shows it in a frame; it loads nothing but its style sheets.
      return Reply.html(invoices.html(document)).with("Vary", "Accept").with("Content-Security-Policy", policy)
        .with("X-Frame-Options", "SAMEORIGIN")
    }
  }

  private static let policy =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
}
