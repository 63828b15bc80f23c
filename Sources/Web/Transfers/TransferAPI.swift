import Domain
import JSON
import UseCases

/// What was said of bank transfers, and what staff found of them (`api.md` §2).
enum TransferAPI {
  /// A slip of 10 MiB with its fields.
  static let body = Route.BodyRule.parts(limit: Shop.slipLimit + 65_536, or: .json(limit: 1_048_576))

  static func routes(_ api: inout RouteGroup) {
    api.get("/transfer_notices", list, query: ["status"] + PageQuery.names)
    api.post("/orders/{id}/transfer_notices", notify, body: body)
    api.post("/orders/{id}/transfer_notices/{notice_id}/confirm", confirm)
    api.post("/orders/{id}/transfer_notices/{notice_id}/reject", reject)
    api.get("/orders/{id}/transfer_notices/{notice_id}/slip", slip)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (status, page) = (query.choice("status", of: TransferNotice.Status.self), query.page())
    try query.finish()
    let (notices, labels) = try await call.read { work in
      let notices = try work.listTransferNotices(status, page: page)
      return (notices, try work.labels(of: notices.elements.map(\.orderID)))
    }
    return Reply.json { json in
      json.page(notices) { writer, notice in
        TransferJSON.write(notice, label: .some(labels[notice.orderID]), to: &writer)
      }
    }
  }

  private static func notify(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let (fields, file) = try call.transferFields()
    let amount = fields.amount("amount", in: 1...Money.limit, required: true)
    let paidAt = fields.instant("paid_at", required: true)
    let bank = fields.transferText("bank", limit: 100)
    let reference = fields.transferText("reference", limit: 140)
    let note = fields.transferText("note", limit: 1000, multiline: true)
    let encoded = file == nil ? fields.slip() : nil
    let (claimed, moment) = try fields.finish(amount, paidAt)
    var claim = TransferClaim(paidAt: .at(moment))
    (claim.amount, claim.bank, claim.reference, claim.note) = (claimed, bank, reference, note)
    // Whoever may not do it, or names no order, costs no decoding.
    _ = try await call.read { try $0.findOrder(id) }
    if let bytes = file ?? encoded { claim.slip = try await call.shop.lookAtSlip(bytes) }
    let told = claim
    return try await call.write({ try $0.notifyTransfer(id, told) }, answer: { OrderJSON.reply($0) })
  }

  private static func confirm(_ call: Call) async throws -> Reply {
    let (id, notice) = (try call.id(of: Order.self), try call.id("notice_id", of: TransferNotice.self))
    let fields = try call.fields()
    let amount = fields.amount("amount", in: 1...Money.limit, nullable: true)
    try fields.finish()
    return try await call.endingPayments(of: id) {
      try await call.write({ try $0.confirmTransfer(id, notice, amount: amount) }, answer: { OrderJSON.reply($0) })
    }
  }

  private static func reject(_ call: Call) async throws -> Reply {
    let (id, notice) = (try call.id(of: Order.self), try call.id("notice_id", of: TransferNotice.self))
    let fields = try call.fields()
    let reason = fields.transferText("reason", limit: 1000, required: true)
    let words = try fields.finish(reason)
    return try await call.write({ try $0.rejectTransfer(id, notice, reason: words) }, answer: { OrderJSON.reply($0) })
  }

  private static func slip(_ call: Call) async throws -> Reply {
    let (id, notice) = (try call.id(of: Order.self), try call.id("notice_id", of: TransferNotice.self))
    let slip = try await call.read { try $0.readSlip(id, notice) }
    return SlipReply.of(slip, name: "slip-\(notice)")
  }
}

/// A slip as it is handed out: of the type that we know it has, without rights in the browser (UPL-02).
enum SlipReply {
  static func of(_ slip: (kind: SlipSight.Kind, bytes: [UInt8]), name: String) -> Reply {
    let (type, place, ending) =
      switch slip.kind {
      // Made anew from its pixels, so it may be shown.
      case .jpeg: ("image/jpeg", "inline", "jpg")
      case .pdf: ("application/pdf", "attachment", "pdf")
      }
    return Reply(status: 200, body: .bytes(slip.bytes)).with("Content-Type", type)
      .with("Content-Disposition", "\(place); filename=\"\(name).\(ending)\"")
      .with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
  }
}
