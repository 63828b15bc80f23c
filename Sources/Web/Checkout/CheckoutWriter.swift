import Documents
import Domain
import UseCases

/// The words of one link's page, in its reader's language.
struct CheckoutWriter {
  let sight: CheckoutSight
  let document: InvoiceDocument
  let texts: Texts
  let locale: DocumentLocale

  func say(_ key: String, _ facts: [String: String] = [:]) -> String { texts.say("checkout.\(key)", facts) }

  /// Who pays, as far as anybody wrote it down.
  private var name: String {
    let buyer = sight.snapshot.buyer
    let address = sight.snapshot.billingAddress ?? sight.snapshot.shippingAddress
    return [buyer?.name, buyer?.company, address?.name, address?.company].compactMap(\.self).first.map(DocumentText.plain) ?? ""
  }

  var title: String {
    if isShort { return say("title_short") }
    switch sight.state {
    case .open, .partlyPaid, .checking: return name.isEmpty ? say("title_nobody") : say("title_for", ["name": name])
    case .paid: return name.isEmpty ? say("title_paid") : say("title_paid_for", ["name": name])
    case .updating, .paying, .clearing, .placed, .refunded, .canceled, .expired: return say("title_\(sight.state.rawValue)")
    }
  }

  /// Something of an open order cannot be had.
  var isShort: Bool { isOpen && sight.desk?.shortages.isEmpty == false }

  var isOpen: Bool { sight.state == .open || sight.state == .partlyPaid }

  /// Something is to be paid, and nothing is under way.
  var isOwed: Bool { (isOpen || sight.state == .placed) && sight.amountDue > 0 && !isShort }

  var chip: String { isShort ? say("chip_short") : say("chip_\(sight.state.rawValue)") }

  /// The amount in large letters: what is open, or was.
  var due: (label: String, amount: String, by: String)? {
    switch sight.state {
    case .open, .partlyPaid, .placed, .checking, .paying:
      guard let next = sight.installments.first, sight.amountDue > 0 else { return nil }
      let by = next.due.map { say("by", ["date": locale.date($0)]) } ?? ""
      return (label: say(next.isDeposit ? "due_deposit" : "due"), amount: locale.money(next.amount.minorUnits), by: by)
    case .updating, .paid, .clearing, .refunded, .canceled, .expired: return nil
    }
  }

  var sentences: [String] {
    let facts = [
      "paid": locale.money(sight.amountPaid), "due": locale.money(sight.amountDue), "refunded": locale.money(sight.amountRefunded),
      "shop": document.shopName,
    ]
    if isShort { return [say("says_short", facts)] }
    var sentences: [String] = []
    if sight.state == .paid, let latest = sight.latest, sight.amountPaid == latest.amount {
      sentences.append(
        say("says_paid_once", ["amount": locale.money(latest.amount), "way": way(latest), "date": locale.moment(latest.at)]))
    } else if sight.state != .open {
      sentences.append(say("says_\(sight.state.rawValue)", facts))
    }
    if sight.state == .paid, sight.amountRefunded > 0 { sentences.append(say("part_refunded", facts)) }
    if let rest = sight.installments.dropFirst().first, isOpen || sight.state == .placed {
      let facts = ["amount": locale.money(rest.amount.minorUnits), "date": rest.due.map(locale.date) ?? ""]
      sentences.append(say(rest.due == nil ? "rest" : "rest_by", facts))
    }
    return sentences
  }

  private func way(_ payment: CheckoutSight.LatestPayment) -> String {
    payment.card.map { say("way_card_number", ["brand": $0.brand, "last4": $0.last4]) } ?? say("way_\(payment.method.rawValue)")
  }

  var linesTitle: String {
    sight.state == .updating ? say("as_sent", ["date": locale.moment(sight.sentAt)]) : say("your_order")
  }

  var totalLabel: String { sight.state == .updating ? say("total_before") : document.total.label }

  /// What has been paid of it and what is left, where both are something.
  var balances: [View] {
    var rows: [View] = []
    func add(_ key: String, _ amount: Int64) {
      rows.append(.object(["label": .text(say(key)), "amount": .text(locale.money(amount))]))
    }
    if sight.amountPaid > 0 { add("paid", sight.amountPaid) }
    if sight.amountRefunded > 0 { add("refunded", -sight.amountRefunded) }
    if sight.amountPaid > 0, sight.amountDue > 0 { add("left", sight.amountDue) }
    return rows
  }

  /// Ways to reach the shop that a phone can open.
  var contacts: [View] {
    var contacts: [View] = []
    if let phone = sight.snapshot.seller.phone {
      let digits = String(decoding: phone.utf8.filter { (48...57).contains($0) || $0 == UInt8(ascii: "+") }, as: UTF8.self)
      if digits.utf8.count >= 3 {
        contacts.append(
          .object([
            "address": .text("tel:\(digits)"), "label": .text(say("call")), "spelt": .text(phone), "has_spelt": .flag(true),
            "icon": .text("phone"),
          ]))
      }
    }
    if let email = sight.snapshot.seller.email.flatMap(EmailAddress.init) {
      contacts.append(
        .object(["address": .text("mailto:\(email.text)"), "label": .text(say("write")), "has_spelt": .flag(false), "icon": .text("mail")]))
    }
    return contacts
  }
}
