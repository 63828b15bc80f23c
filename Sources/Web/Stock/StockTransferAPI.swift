import Domain
import JSON
import UseCases

/// Transfers between the shop's places: written, sent, received in parts, called off.
enum StockTransferAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/stock_transfers", list, query: ["status", "location_id", "limit", "cursor"])
    api.post("/stock_transfers", add)
    api.get("/stock_transfers/{id}", show)
    api.patch("/stock_transfers/{id}", change)
    api.post("/stock_transfers/{id}/send", send)
    api.post("/stock_transfers/{id}/receive", receive)
    api.post("/stock_transfers/{id}/cancel", cancel)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let statuses = query.choices("status", of: StockTransfer.Status.self) ?? []
    let locations = query.identities("location_id", of: Location.self)
    let page = query.page()
    try query.finish()
    let found = try await call.read { try $0.listTransfers(statuses: statuses, locations: locations, page: page) }
    return Reply.json { $0.page(found) { write($1, to: &$0) } }
  }

  private static func add(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let from = fields.id("from_location_id", of: Location.self, required: true)
    let to = fields.id("to_location_id", of: Location.self, required: true)
    let note = fields.text("note")
    let lines = lines(fields, required: true)
    let (source, target, goods) = try fields.finish(from, to, lines)
    let request = TransferRequest(from: source, to: target, note: note, lines: goods.map { ($0.variantID, $0.quantity) })
    return try await call.write {
      try $0.draftTransfer(request)
    } answer: { transfer in
      Reply.created(at: "/api/v1/stock_transfers/\(transfer.id)") { write(transfer, to: &$0) }
    }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: StockTransfer.self)
    let transfer = try await call.read { try $0.findTransfer(id) }
    return Reply.json { write(transfer, to: &$0) }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: StockTransfer.self)
    let fields = try call.fields()
    var note = Change<String?>.keep
    if let text = fields.change("note", { $0.text($1) }) { note = .set(text) }
    let lines = lines(fields, required: false)
    try fields.finish()
    let (words, goods) = (note, lines.map { $0.map { ($0.variantID, $0.quantity) } })
    return try await answer(call) { try $0.changeTransfer(id, note: words, lines: goods) }
  }

  private static func send(_ call: Call) async throws -> Reply {
    let id = try call.id(of: StockTransfer.self)
    try call.noFields()
    return try await answer(call) { try $0.sendTransfer(id) }
  }

  private static func receive(_ call: Call) async throws -> Reply {
    let id = try call.id(of: StockTransfer.self)
    let fields = try call.fields()
    let arrived = lines(fields, required: false, allowsZero: true)
    let isAll = fields.bool("complete") ?? false
    try fields.finish()
    let parcels = arrived.map { $0.map { ($0.variantID, $0.quantity) } }
    return try await answer(call) { try $0.receiveTransfer(id, parcels, isAll: isAll) }
  }

  private static func cancel(_ call: Call) async throws -> Reply {
    let id = try call.id(of: StockTransfer.self)
    try call.noFields()
    return try await answer(call) { try $0.cancelTransfer(id) }
  }

  private static func answer(_ call: Call, _ body: @escaping @Sendable (UnitOfWork) throws -> StockTransfer) async throws -> Reply {
    try await call.write(body, answer: { transfer in Reply.json { write(transfer, to: &$0) } })
  }

  /// Some of a variant, as a caller names it.
  private struct Goods: Sendable {
    let variantID: ID<Variant>
    let quantity: Quantity
  }

  private static func lines(_ fields: Fields, required: Bool, allowsZero: Bool = false) -> [Goods]? {
    let lines = fields.objects("lines", limit: StockTransfer.lineLimit, required: required) { line -> Goods? in
      let variant = line.id("variant_id", of: Variant.self, required: true)
      let quantity = line.quantity("quantity", allowsZero: allowsZero, required: true)
      guard let variant, let quantity else { return nil }
      return Goods(variantID: variant, quantity: quantity)
    }
    if lines?.isEmpty == true { fields.fail("lines", "empty", "Name what is to go.") }
    return lines
  }

  private static func write(_ transfer: StockTransfer, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", transfer.id.text)
      json.member("number", Optional(transfer.number))
      json.member("from_location_id", transfer.from.text)
      json.member("to_location_id", transfer.to.text)
      json.member("status", transfer.status.rawValue)
      json.member("note", transfer.note)
      json.member("lines", array: transfer.lines) { writer, line in
        writer.object {
          $0.member("variant_id", line.variantID.text)
          $0.member("quantity", number: SignedQuantity.text(line.quantity))
          $0.member("received", number: SignedQuantity.text(line.received))
          $0.member("returned", number: SignedQuantity.text(line.returned))
          $0.member("missing", number: SignedQuantity.text(line.missing))
          $0.member("in_transit", number: SignedQuantity.text(transfer.status == .sent ? line.open : 0))
        }
      }
      json.member("created_by", transfer.createdBy)
      json.member("sent_by", transfer.sentBy)
      json.member("ended_by", transfer.endedBy)
      json.member("created_at", transfer.createdAt.text)
      json.member("sent_at", transfer.sentAt?.text)
      json.member("ended_at", transfer.endedAt?.text)
    }
  }
}
