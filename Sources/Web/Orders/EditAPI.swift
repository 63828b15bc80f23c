import Domain
import JSON
import UseCases

/// Changing what is on a placed order, and looking beforehand at what that would cost (`api.md` §2, T13).
enum EditAPI {
  static func routes(_ api: inout RouteGroup) {
    api.post("/orders/{id}/edits", edit)
  }

  private static func edit(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    var request = fields.orderEdit()
    let isPreview = fields.bool("preview") ?? false
    try fields.finish()
    do {
      request.version = try call.expectedVersion
      let asked = request
      if isPreview { return answer(try await call.read { try $0.previewEdit(id, asked) }, isPreview: true) }
      return try await store(asked, of: id, call)
    } catch let refusal as Refusal where refusal.code == .versionConflict {
      throw try await call.withCurrent(id, refusal)
    }
  }

  /// What a provider has to give back is asked for after the change is safe; the answer says that it is on its way.
  private static func store(_ request: EditRequest, of id: ID<Order>, _ call: Call) async throws -> Reply {
    let accounts = request.refunds ? try await call.shop.refundAccounts() : []
    let reply = try await call.write {
      try $0.editPlacedOrder(id, request, through: accounts)
    } answer: {
      answer($0, isPreview: false)
    }
    if request.refunds { await call.shop.askForRefunds(of: id, by: try call.principal) }
    return reply
  }

  private static func answer(_ edited: EditedOrder, isPreview: Bool) -> Reply {
    let (order, change) = (edited.order, edited.change)
    return Reply.json { json in
      json.object {
        $0.key("order")
        OrderJSON.write(order, to: &$0)
        $0.member("difference", Optional(change.difference))
        $0.member("currency", change.currency.code)
        $0.member("total_before", Optional(change.totalBefore))
        $0.member("total_after", Optional(change.totalAfter))
        $0.member("amount_due", Optional(order.amountDue))
        $0.member("to_refund", Optional(edited.toRefund))
        $0.member("refunded", Optional(edited.refunded))
        $0.member("changes", array: change.parts) { write($1, to: &$0) }
        $0.member("preview", isPreview)
        $0.member("approvals", array: edited.approvals) { $0.string($1.rawValue) }
      }
    }.with("ETag", "\"\(order.version)\"")
  }

  private static func write(_ part: OrderChange.Part, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("kind", part.kind.rawValue)
      json.member("id", part.id)
      json.member("title", part.title)
      json.key("quantity_before")
      quantity(part.quantityBefore, &json)
      json.key("quantity_after")
      quantity(part.quantityAfter, &json)
      json.member("total_before", part.totalBefore)
      json.member("total_after", part.totalAfter)
    }
  }

  private static func quantity(_ quantity: Quantity?, _ json: inout JSONWriter) {
    if let quantity { json.number(quantity.text) } else { json.null() }
  }
}
