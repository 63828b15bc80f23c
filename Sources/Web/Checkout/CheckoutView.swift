import Documents
import Domain
import UseCases

/// What the page of a checkout link shows. Every figure comes from the document that the PDF is drawn from; nothing else of the order
/// gets here, no identities least of all (PAY-06, PAY-08).
struct CheckoutView {
  let values: [String: View]

  init(_ sight: CheckoutSight, site: Site, token: String) {
    let texts = site.languages.texts(sight.snapshot.language)
    let document = site.invoices.document(sight.snapshot, link: sight.link, isSuperseded: sight.isSuperseded)
    let writer = CheckoutWriter(
      sight: sight, document: document, texts: texts,
      locale: DocumentLocale(currency: sight.snapshot.currency, timeZone: sight.snapshot.timeZone, say: { texts.say($0, $1) }))
    var values: [String: View] = [
      "lang": .text(texts.language), "direction": .text(document.isRightToLeft ? "rtl" : "ltr"), "shop": .text(document.shopName),
      "number": .text(texts.say("checkout.order", ["number": sight.number])), "title": .text(writer.title),
      "state": .text(sight.state.rawValue),
      "chip": .text(texts.say("checkout.chip_\(sight.state.rawValue)")), "sentences": .list(writer.sentences.map { .text($0) }),
      "reloads": .flag(sight.state == .updating || sight.state == .checking), "changed": .text(writer.changed ?? ""),
      "steps": .list(writer.steps), "has_steps": .flag(!writer.steps.isEmpty), "lines_title": .text(writer.linesTitle),
      "rows": .list(document.rows.map(writer.row)),
      "sums": .list(
        document.sums.map { .object(["label": .text($0.label), "amount": .text($0.amount), "included": .flag($0.isIncluded)]) }),
      "total_label": .text(writer.totalLabel), "total": .text(document.total.value), "balances": .list(writer.balances),
      "pdf": .text("\(CheckoutLinks.path)\(token)/invoice.pdf"), "own": .text("\(CheckoutLinks.path)\(token)"),
      "again": .text(texts.say("checkout.again")), "pdf_label": .text(texts.say("checkout.pdf")),
      "notes": .list(document.notes.map(Self.block)), "footer": .list(document.footer.map { .text($0) }),
      "contacts": .list(writer.contacts),
      "closing": .text(texts.say("checkout.closing")), "where_title": .text(texts.say("checkout.where")),
    ]
    values["parties"] = .list(document.parties.map(Self.block))
    if let due = writer.due {
      var parts: [String: View] = ["label": .text(due.label), "amount": .text(due.amount)]
      if !due.by.isEmpty { parts["by"] = .text(due.by) }
      values["due"] = .object(parts)
    }
    // A section of the template is there for whatever has a value, an empty text too.
    self.values = values.filter { if case .text("") = $0.value { false } else { true } }
  }

  private static func block(_ block: InvoiceDocument.Block) -> View {
    .object(["heading": .text(block.heading), "lines": .list(block.lines.map { .text($0) })])
  }
}

/// The words of one link's page.
struct CheckoutWriter {
  let sight: CheckoutSight
  let document: InvoiceDocument
  let texts: Texts
  let locale: DocumentLocale

  var title: String {
    let name = sight.snapshot.buyer.flatMap { $0.name ?? $0.company } ?? ""
    switch sight.state {
    case .open, .partlyPaid, .checking:
      return name.isEmpty ? texts.say("checkout.title_nobody") : texts.say("checkout.title_for", ["name": name])
    case .updating, .paid, .placed, .refunded, .canceled, .expired: return texts.say("checkout.title_\(sight.state.rawValue)")
    }
  }

  /// The amount in large letters: what is open, or was.
  var due: (label: String, amount: String, by: String)? {
    switch sight.state {
    case .open, .partlyPaid, .placed, .checking:
      (label: texts.say("checkout.due"), amount: locale.money(sight.amountDue), by: document.due ?? "")
    case .updating, .paid, .refunded, .canceled, .expired: nil
    }
  }

  var sentences: [String] {
    let facts = [
      "paid": locale.money(sight.amountPaid), "due": locale.money(sight.amountDue), "refunded": locale.money(sight.amountRefunded),
      "shop": document.shopName,
    ]
    var sentences = [texts.say("checkout.says_\(sight.state.rawValue)", facts)]
    if sight.state == .paid, sight.amountRefunded > 0 { sentences.append(texts.say("checkout.part_refunded", facts)) }
    return sentences.filter { !$0.isEmpty }
  }

  /// Said when this is not the version they saw last.
  var changed: String? {
    guard let earlier = sight.earlierTotal, sight.state != .updating else { return nil }
    let facts = ["revision": String(sight.snapshot.revision), "before": locale.money(earlier), "after": document.total.value]
    return texts.say(earlier == sight.snapshot.total ? "checkout.changed_same" : "checkout.changed", facts)
  }

  var linesTitle: String {
    sight.state == .updating
      ? texts.say("checkout.as_sent", ["date": locale.moment(sight.sentAt)]) : texts.say("checkout.your_order")
  }

  var totalLabel: String {
    sight.state == .updating ? texts.say("checkout.total_before") : document.total.label
  }

  /// What has been paid of it and what is left, where both are something.
  var balances: [View] {
    var rows: [View] = []
    func add(_ key: String, _ amount: Int64) {
      rows.append(.object(["label": .text(texts.say(key)), "amount": .text(locale.money(amount))]))
    }
    if sight.amountPaid > 0 { add("checkout.paid", sight.amountPaid) }
    if sight.amountRefunded > 0 { add("checkout.refunded", -sight.amountRefunded) }
    if sight.amountPaid > 0, sight.amountDue > 0 { add("checkout.left", sight.amountDue) }
    return rows
  }

  func row(_ row: InvoiceDocument.Row) -> View {
    .object([
      "title": .text(row.title), "count": .text("\(row.quantity) × \(row.price)"), "details": .list(row.details.map { .text($0) }),
      "amount": .text(row.amount),
    ])
  }

  /// Where the goods are, for an order that stands and has something to send.
  var steps: [View] {
    guard let placedAt = sight.placedAt, sight.state != .canceled, sight.state != .refunded else { return [] }
    let present: Int
    switch sight.fulfillment {
    case .notRequired: return []
    case .unfulfilled: present = 1
    case .partiallyFulfilled, .shipped, .readyForPickup: present = 2
    case .fulfilled: present = 4
    }
    let isPickup = sight.fulfillment == .readyForPickup
    let names = [
      "placed", "packing", isPickup ? "pickup" : sight.fulfillment == .partiallyFulfilled ? "part_shipped" : "shipped",
      isPickup ? "picked_up" : "delivered",
    ]
    return names.enumerated().map { index, name in
      .object([
        "name": .text(texts.say("checkout.step_\(name)")), "done": .flag(index < present), "present": .flag(index == present),
        "time": .text(index == 0 ? locale.moment(placedAt) : index == present ? texts.say("checkout.now") : ""),
      ])
    }
  }

  /// Ways to reach the shop that a phone can open.
  var contacts: [View] {
    var contacts: [View] = []
    if let phone = sight.snapshot.seller.phone {
      let digits = String(decoding: phone.utf8.filter { (48...57).contains($0) || $0 == UInt8(ascii: "+") }, as: UTF8.self)
      if digits.utf8.count >= 3 {
        contacts.append(.object(["address": .text("tel:\(digits)"), "label": .text(texts.say("checkout.call", ["phone": phone]))]))
      }
    }
    if let email = sight.snapshot.seller.email.flatMap(EmailAddress.init) {
      contacts.append(.object(["address": .text("mailto:\(email.text)"), "label": .text(texts.say("checkout.write"))]))
    }
    return contacts
  }
}
