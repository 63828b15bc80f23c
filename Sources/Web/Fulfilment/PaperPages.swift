import Documents
import Domain
import UseCases

/// The papers of the packing table: the list of what to fetch, and the slips that lie in parcels. The register prints slips from a frame of
/// its own, as it prints receipts.
enum PaperPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/orders/pick-list", pickList, query: ["ids"])
    pages.get("/admin/orders/packing-slips", slips, query: ["ids", "prices"])
    pages.get("/admin/orders/{id}/packing-slip", slip, query: ["package", "prices"])
  }

  private static func slip(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let query = call.query.reader()
    let (package, showsPrices) = (query.id("package", of: Shipment.self), query.integer("prices", in: 0...1) == 1)
    try query.finish()
    let facts = try await call.read { try $0.packingFacts(id) }
    let sheets = sheets(of: facts, only: package)
    guard !sheets.isEmpty else { throw Refusal.notFound("package") }
    let address = "\(call.path)?\(package.map { "package=\($0.text)&" } ?? "")prices=\(showsPrices ? 0 : 1)"
    let title = call.site.texts.say("papers.slip", ["number": facts.order.shownNumber])
    return page(sheets, call, title: title, notes: [], showsPrices: showsPrices, other: address)
  }

  private static func slips(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (ids, showsPrices) = (query.ids("ids", of: Order.self) ?? [], query.integer("prices", in: 0...1) == 1)
    try query.finish()
    let facts = try await call.read { try $0.packingFacts(ids) }
    let sheets = facts.flatMap { Self.sheets(of: $0) }
    let say = call.site.texts
    var notes = [say.say("papers.slips.count", ["count": String(sheets.count)])]
    let missing = Set(ids).count - facts.count
    if missing > 0 { notes.append(say.say("papers.missing", ["count": String(missing)])) }
    let address = "\(call.path)?ids=\(ids.map(\.text).joined(separator: ","))&prices=\(showsPrices ? 0 : 1)"
    return page(sheets, call, title: say.say("papers.slips"), notes: notes, showsPrices: showsPrices, other: address)
  }

  private static func sheets(of facts: PackingFacts, only: ID<Shipment>? = nil) -> [PackingSlip] {
    PackingSlip.sheets(
      of: facts.order, facts: .init(settings: facts.settings, from: facts.from, pickup: facts.pickup), only: only)
  }

  /// - Parameter other: the address of the same sheets with prices, or without.
  private static func page(
    _ sheets: [PackingSlip], _ call: Call, title: String, notes: [String], showsPrices: Bool, other: String
  ) -> Reply {
    let site = call.site
    let frame = PackingSlipPage.Frame(
      language: site.texts.language, title: title, notes: notes, print: site.texts.say("papers.print"),
      other: (site.texts.say(showsPrices ? "papers.without_prices" : "papers.with_prices"), other),
      styles: ["tokens", "papers"].map { site.assets.address(of: "styles/\($0).css") },
      script: site.assets.address(of: "office/papers/print-view.js"))
    let html = site.slips.html(sheets, frame: frame, showsPrices: showsPrices) { slip in
      let order = slip.order
      let texts = site.languages.texts(order.language ?? order.customer?.language ?? slip.facts.settings.language)
      return (texts.language, { texts.say($0, $1) })
    }
    return Reply.html(html).with("Content-Security-Policy", Surface.framedPolicy).with("X-Frame-Options", "SAMEORIGIN")
  }

  private static func pickList(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let ids = query.ids("ids", of: Order.self) ?? []
    try query.finish()
    let facts = try await call.read { work in (picking: try work.pickingFacts(ids), settings: try work.readSettings()) }
    let view = PickListView(facts: facts.picking, settings: facts.settings, texts: call.site.texts)
    return try call.site.pages.render("office/pick-list", view.values(call.site.assets))
      .with("Content-Security-Policy", Surface.framedPolicy).with("X-Frame-Options", "SAMEORIGIN")
  }
}
