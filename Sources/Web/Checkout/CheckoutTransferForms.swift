import Domain
import UseCases

/// *I have paid*: what the holder of a link says of a transfer, with or without a slip (E4, UPL-03).
enum CheckoutTransferForms {
  static func routes(_ links: inout RouteGroup) {
    links.post("/checkout/{token}/transfer_notices", notify, body: .parts(limit: Shop.slipLimit + 65_536, or: .form), query: ["*"])
  }

  private static func notify(_ call: Call) async throws -> Reply {
    var page = CheckoutPage(call)
    page.way = "transfer"
    page.transfer = [:]
    do {
      let form = try call.parts()
      let fields = try form?.fields() ?? call.form()
      page.transfer = fields
      let token = call.parameter("token")
      let sight = try await call.shop.openCheckout(token, peer: call.peer.address, isView: false)
      let (claim, revision) = try read(fields, files: form?.parts.filter { $0.fileName != nil }.map(\.name) ?? [], sight)
      try await call.shop.notifyTransferOnLink(
        token, peer: call.peer.address, revision: revision, claim, slip: form?.file("slip"))
      return CheckoutPage.kept(.seeOther(CheckoutPage.path(call, done: .transfer, at: "transfer")))
    } catch let refusal as Refusal {
      page.refusal = refusal.naming("amount", as: "paid_amount")
      return try await page.reply()
    }
  }

  /// `paid_amount` and a day as a person types them, or `amount` in minor units and a moment as programs write them (`api.md` §2).
  private static func read(
    _ fields: [String: String], files: [String], _ sight: CheckoutSight
  ) throws(Refusal) -> (TransferClaim, revision: Int64?) {
    let known: Set<String> = ["paid_amount", "amount", "paid_at", "bank", "reference", "note", "slip", "revision", "lang"]
    var failures = (fields.keys + files).filter { !known.contains($0) }.sorted().map {
      FieldFailure(field: TextRules.shown($0), code: "unknown_field", message: "This field is not known here.")
    }
    func fail(_ field: String, _ code: String, _ message: String) {
      failures.append(FieldFailure(field: field, code: code, message: message))
    }
    func text(_ name: String, limit: Int) -> String? {
      guard let typed = fields[name], !typed.isEmpty else { return nil }
      switch TextRules.read(typed, limit: limit, minimum: 0, multiline: name == "note") {
      case .failure(let failure):
        fail(name, failure.code, failure.message)
        return nil
      case .success(let text):
        if CardNumberText.isLikely(text) { fail(name, "card_number", "This looks like the number of a card. Never write one down here.") }
        return text.trimmedText
      }
    }
    let currency = sight.snapshot.currency
    let typed = fields["paid_amount"].flatMap(\.trimmedText)
    let amount = typed.map { TypedAmount.read($0, in: currency) } ?? fields["amount"].flatMap { WholeNumber.read($0)?.value }
    if amount == nil || amount == 0 { fail("paid_amount", "amount", "An amount, such as 214.38.") }
    var claim = TransferClaim(paidAt: moment(fields["paid_at"]) ?? .on(sight.transfer.today))
    if moment(fields["paid_at"]) == nil { fail("paid_at", "date", "The day of the transfer, such as 2026-11-21.") }
    claim.amount = amount
    claim.bank = text("bank", limit: 100)
    claim.reference = text("reference", limit: 140)
    claim.note = text("note", limit: 1000)
    let revision = fields["revision"].flatMap { WholeNumber.read($0)?.value }
    if fields["revision"] != nil, revision == nil { fail("revision", "type", "A whole number.") }
    if let first = failures.first { throw Refusal(.validationFailed, first.message, failures: failures) }
    return (claim, revision)
  }

  private static func moment(_ text: String?) -> TransferClaim.Moment? {
    guard let text else { return nil }
    return CalendarDate(text: text).map { .on($0) } ?? Instant(text: text).map { .at($0) }
  }
}

extension Refusal {
  /// The same with a field called as the form calls it.
  fileprivate func naming(_ field: String, as name: String) -> Refusal {
    Refusal(
      code, detail,
      failures: failures.map {
        FieldFailure(field: $0.field == field ? name : $0.field, code: $0.code, message: $0.message, lineID: $0.lineID, link: $0.link)
      }, extra: extra)
  }
}
