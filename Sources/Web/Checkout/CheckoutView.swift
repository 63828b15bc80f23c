import Documents
import Domain
import UseCases

/// What the page of a checkout link shows. Every figure comes from the document that the PDF is drawn from; nothing else of the order
/// gets here, no identities least of all (PAY-06, PAY-08).
struct CheckoutView {
  let values: [String: View]

  /// - Parameters:
  ///   - takesCard: somebody takes cards for the shop.
  ///   - settings: whether the shop can be written to.
  init(_ sight: CheckoutSight, page: CheckoutPage, takesCard: Bool, settings: ShopSettings) {
    let site = page.call.site
    var snapshot = sight.snapshot
    if let language = CheckoutPage.language(of: page.call) { snapshot.language = language }
    let texts = site.languages.texts(snapshot.language)
    let document = site.invoices.document(snapshot, link: sight.link, isSuperseded: sight.isSuperseded)
    let writer = CheckoutWriter(
      sight: sight, document: document, texts: texts,
      locale: DocumentLocale(currency: snapshot.currency, timeZone: snapshot.timeZone, say: { texts.say($0, $1) }))
    let token = page.call.parameter("token")
    var values = Self.head(writer, site: site, token: token)
    values.merge(Self.goods(writer)) { $1 }
    values["t"] = .object(Self.words(writer))
    let desk = CheckoutDeskView(writer: writer, page: page, token: token, takesCard: takesCard)
    values.merge(desk.values) { $1 }
    if values["pay"] == nil, writer.isOwed {
      values["sentences"] = .list((writer.sentences + [writer.say("as_agreed", ["shop": document.shopName])]).map { .text($0) })
    }
    if let view = CheckoutChangesView(writer: writer).view { values["changes"] = view }
    if let notice = Self.notice(page.notice, writer) { values["notice"] = .text(notice) }
    if let refusal = page.refusal { values["problem"] = CheckoutProblem(refusal, writer: writer).view }
    if let view = CheckoutTransfer(writer: writer, page: page).view { values["transfer"] = view }
    if let button = ChatButton(page.call, settings, texts).view() { values["chat"] = button }
    let journey = CheckoutJourney(writer: writer)
    values["steps"] = .list(journey.steps)
    values["has_steps"] = .flag(!journey.steps.isEmpty)
    values["parcels"] = .list(journey.parcels)
    values["pickup"] = .list(journey.pickup)
    if let due = writer.due {
      var parts: [String: View] = ["label": .text(due.label), "amount": .text(due.amount)]
      if !due.by.isEmpty { parts["by"] = .text(due.by) }
      values["due"] = .object(parts)
    }
    // A section of the template is there for whatever has a value, an empty text too.
    self.values = values.filter { if case .text("") = $0.value { false } else { true } }
  }

  private static func head(_ writer: CheckoutWriter, site: Site, token: String) -> [String: View] {
    let own = "\(CheckoutLinks.path)\(token)"
    let spoken = site.languages.spoken
    let others = spoken.filter { $0.language != writer.texts.language }
    let waits: Set<CheckoutState> = [.updating, .checking, .paying, .clearing]
    return [
      "lang": .text(writer.texts.language), "direction": .text(writer.document.isRightToLeft ? "rtl" : "ltr"),
      "shop": .text(writer.document.shopName), "number": .text(writer.say("order", ["number": writer.sight.number])),
      "title": .text(writer.title), "chip": .text(writer.chip), "state": .text(writer.isShort ? "short" : writer.sight.state.rawValue),
      "receipt": .text(
        writer.sight.placedAt != nil && writer.sight.amountPaid > 0 && writer.sight.state != .canceled ? "\(own)/receipt" : ""),
      "has_languages": .flag(!others.isEmpty),
      "languages": .list(
        others.map { .object(["code": .text($0.language), "name": .text($0.name), "href": .text("\(own)?lang=\($0.language)")]) }),
      "sentences": .list(writer.sentences.map { .text($0) }), "reloads": .flag(waits.contains(writer.sight.state)),
      "pdf": .text("\(own)/invoice.pdf"), "own": .text(own), "contacts": .list(writer.contacts),
      "footer": .list(writer.document.footer.map { .text($0) }), "mark": .text(mark(writer)),
    ]
  }

  /// Changes whenever the page would say something else; says nothing of how.
  private static func mark(_ writer: CheckoutWriter) -> String {
    let sight = writer.sight
    return [
      sight.state.rawValue, String(sight.snapshot.revision), String(sight.amountDue), String(sight.amountRefunded),
      sight.fulfillment.rawValue, sight.parcels.map(\.status.rawValue).joined(separator: "."), String(writer.isShort),
    ].joined(separator: "-")
  }

  private static func goods(_ writer: CheckoutWriter) -> [String: View] {
    let document = writer.document
    var values: [String: View] = [
      "lines_title": .text(writer.linesTitle), "total_label": .text(writer.totalLabel), "total": .text(document.total.value),
      "rows": .list(document.rows.map(row)),
      "sums": .list(
        document.sums.map { .object(["label": .text($0.label), "amount": .text($0.amount), "included": .flag($0.isIncluded)]) }),
      "balances": .list(writer.balances),
    ]
    let terms = writer.texts.say("invoice.terms")
    values["notes"] = .list(
      document.notes.map { block in
        var note: [String: View] = ["heading": .text(block.heading), "lines": .list(block.lines.map { .text($0) })]
        if block.heading == terms { note["id"] = .text("terms") }
        return .object(note)
      })
    return values
  }

  private static func row(_ row: InvoiceDocument.Row) -> View {
    .object([
      "title": .text(row.title), "count": .text("\(row.quantity) × \(row.price)"), "details": .list(row.details.map { .text($0) }),
      "amount": .text(row.amount),
    ])
  }

  /// Words that stand where they stand, whatever the state.
  private static func words(_ writer: CheckoutWriter) -> [String: View] {
    let keys = [
      "again", "pdf", "closing", "where", "delivery", "change", "save", "before", "after", "language",
      "busy", "receipt_page",
    ]
    return Dictionary(uniqueKeysWithValues: keys.map { ($0, View.text(writer.say($0))) })
  }

  private static func notice(_ notice: CheckoutPage.Notice?, _ writer: CheckoutWriter) -> String? {
    guard let notice else { return nil }
    if notice == .shipping || notice == .details, let before = writer.sight.ownEarlierTotal, before != writer.sight.snapshot.total {
      let facts = ["before": writer.locale.money(before), "after": writer.document.total.value]
      return writer.say("done_total", facts)
    }
    return writer.say("done_\(notice.rawValue)")
  }
}
