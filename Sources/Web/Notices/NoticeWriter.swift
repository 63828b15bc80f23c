import Documents
import Domain
package import UseCases

/// The words in which customers are told of their money: payments, refunds, reminders, receipts.
package struct NoticeWriter: Sendable {
  let languages: Languages

  /// What use cases write notices with.
  package var letter: NoticeLetter {
    { notice, channel in
      let texts = languages.texts(notice.language)
      let letter = NoticeText(notice: notice, say: { texts.say($0, $1) })
      return switch channel {
      case .email: letter.long
      case .sms: letter.short
      case .conversation: letter.chat
      }
    }
  }
}

/// One notice in one language.
struct NoticeText {
  let notice: Notice
  let say: InvoiceDocument.Words
  let locale: DocumentLocale

  init(notice: Notice, say: @escaping InvoiceDocument.Words) {
    self.notice = notice
    self.say = say
    locale = DocumentLocale(currency: notice.order.currency, timeZone: notice.timeZone, say: say)
  }

  /// For an e-mail: what happened, what it means for the order, and where to see it.
  var long: NoticeWords {
    let (name, lead, facts) = matter(isMail: true)
    var blocks = [say("notice.hello", [:]), lead, facts.joined(separator: "\n")]
    if case .sale(let facts) = notice.about { blocks = [sale(facts), say("notice.sale.thanks", [:])] }
    if notice.hasLink { blocks.append("\(say(linkKey, [:]))\n\(CheckoutLink.placeholder)") }
    let contact = [notice.settings.contactEmail, notice.settings.contactPhone].compactMap(\.self).joined(separator: ", ")
    if !contact.isEmpty { blocks.append(say("notice.contact", ["contact": DocumentText.plain(contact)])) }
    blocks.append(values["shop"] ?? "")
    let text = blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
    return NoticeWords(subject: say("notice.\(name).subject", values), text: text + "\n")
  }

  /// For an SMS: who, how much and the link.
  var short: NoticeWords {
    let (name, _, _) = matter(isMail: false)
    let key =
      switch notice.about {
      case .reminder(let open, nil) where open.due != nil: "notice.reminder.sms_by"
      default: "notice.\(name).sms"
      }
    var words = say(key, values)
    if case .reminder(_, let message?) = notice.about { words = DocumentText.plain(message) }
    if case .rejectedTransfer(_, let reason?) = notice.about {
      words += " " + say("notice.rejected.reason", ["reason": DocumentText.plain(reason)])
    }
    return NoticeWords(subject: "", text: notice.hasLink ? "\(words)\n\(CheckoutLink.placeholder)" : words)
  }

  /// For a conversation: what happened, what it means for the order, and the link. Who writes is plain there.
  var chat: NoticeWords {
    let (_, lead, facts) = matter(isMail: false)
    var blocks = ["\(say("notice.hello", [:])) \(lead)", facts.joined(separator: "\n")]
    if case .sale(let facts) = notice.about { blocks = [sale(facts), say("notice.sale.thanks", [:])] }
    if notice.hasLink { blocks.append("\(say(linkKey, [:]))\n\(CheckoutLink.placeholder)") }
    return NoticeWords(subject: "", text: blocks.filter { !$0.isEmpty }.joined(separator: "\n\n"))
  }

  /// What it is called in the catalogue, its first sentence, and the figures below it.
  ///
  /// - Parameter isMail: only a mail has the invoice with it.
  private func matter(isMail: Bool) -> (name: String, lead: String, facts: [String]) {
    switch notice.about {
    case .payment(let payment):
      let attached = isMail && notice.order.amountDue == 0 && notice.order.placedAt != nil && notice.order.invoice != nil
      return (
        "receipt", say("notice.receipt.lead", values), paidWith(payment) + left + (attached ? [say("notice.attached", [:])] : [])
      )
    case .refunds(let refunds): return ("refund", say("notice.refund.lead", values), refunds.map(givenBack))
    case .rejectedTransfer(_, let reason):
      let why = reason.map { say("notice.rejected.reason", ["reason": DocumentText.plain($0)]) }
      return ("rejected", say("notice.rejected.lead", values), [why].compactMap(\.self) + left)
    case .reminder(let open, let message): return ("reminder", lead(of: open, message), toPay(open))
    case .change(let change):
      return ("changed", say("notice.changed.lead", values), changes(change) + (notice.order.amountOverpaid > 0 ? [] : left))
    case .shipment(let facts): return shipment(facts)
    case .sale: return ("sale", "", [])
    }
  }

  private var linkKey: String {
    switch notice.about {
    case .reminder: "notice.reminder.pay"
    case .change: notice.order.amountDue > 0 ? "notice.reminder.pay" : "notice.link"
    case .rejectedTransfer: "notice.rejected.again"
    case .payment, .refunds, .sale, .shipment: "notice.link"
    }
  }

  /// What the sentences name.
  private var values: [String: String] {
    var values = ["shop": DocumentText.plain(notice.settings.shopName), "number": DocumentText.plain(notice.order.shownNumber)]
    switch notice.about {
    case .payment(let payment): values["amount"] = locale.money(payment.amount)
    case .refunds(let refunds): values["amount"] = locale.money(refunds.reduce(0) { $0 + $1.amount })
    case .rejectedTransfer(let amount, _): values["amount"] = locale.money(amount)
    case .reminder(let open, _):
      values["amount"] = locale.money(open.amount.minorUnits)
      values["date"] = open.due.map { locale.date($0) }
    case .change(let change):
      values["before"] = locale.money(change.totalBefore)
      values["amount"] = locale.money(change.totalAfter)
    case .shipment(let facts):
      values["courier"] = DocumentText.plain(facts.courier ?? "")
      values["tracking"] = DocumentText.plain(facts.trackingNumber ?? "")
      values["place"] = DocumentText.plain(facts.place ?? notice.settings.shopName)
    case .sale:
      values["amount"] = locale.money(notice.order.totals.total.minorUnits)
      values["paid"] = locale.money(notice.order.amountPaid)
    }
    return values
  }

  /// Who carries it and where to follow it; or where and when to fetch it.
  private func shipment(_ facts: ShipmentFacts) -> (name: String, lead: String, facts: [String]) {
    let name = facts.isPickup ? "ready" : facts.isPartial ? "part_shipped" : "shipped"
    var lines: [String] = []
    if facts.isPickup {
      let town = [facts.address?.postalCode, facts.address?.city].compactMap(\.self).joined(separator: " ")
      let address = [facts.address?.line1, facts.address?.line2, town].compactMap(\.self).filter { !$0.isEmpty }
      lines = [address.joined(separator: ", "), facts.pickupNote ?? ""].map(DocumentText.plain).filter { !$0.isEmpty }
    } else {
      lines.append(say("notice.shipped.number", values))
      if let url = facts.trackingURL { lines.append(say("notice.shipped.follow", ["url": url])) }
    }
    return (name, say("notice.\(name).lead", values), lines)
  }

  /// What came, went or became another number, each on a line, and what it comes to.
  private func changes(_ change: OrderChange) -> [String] {
    let parts = change.parts.map { part -> String in
      let title = ["title": DocumentText.plain(part.title)]
      switch (part.quantityBefore, part.quantityAfter) {
      case (let before?, let after?) where before != after:
        return say("notice.changed.count", title.merging(["before": before.text, "after": after.text]) { $1 })
      case (nil, let after?): return say("notice.changed.new", title.merging(["count": after.text]) { $1 })
      case (let before?, nil): return say("notice.changed.gone", title.merging(["count": before.text]) { $1 })
      default:
        let sums = ["before": locale.money(part.totalBefore ?? 0), "after": locale.money(part.totalAfter ?? 0)]
        return say("notice.changed.price", title.merging(sums) { $1 })
      }
    }
    return parts + [say("notice.changed.total", values)]
  }

  private func sale(_ facts: ReceiptFacts) -> String {
    let receipt = Receipt(
      order: facts.order,
      facts: .init(
        settings: facts.settings, locationName: facts.locationName, registerName: facts.registerName, staffName: facts.staffName,
        customerName: facts.customerName), isCopy: false, isGift: false)
    return receipt.text(locale, say: say)
  }

  private func paidWith(_ payment: Payment) -> [String] {
    if let card = payment.trace?.card { return [say("notice.paid_with", ["way": words(of: card)])] }
    return payment.method == .manual ? [] : [say("notice.paid_with", ["way": say("notice.way.\(payment.method.rawValue)", [:])])]
  }

  /// What is open after it, and by when.
  private var left: [String] {
    let due = notice.order.amountDue
    guard due > 0, let next = notice.order.nextInstallment else { return [say("notice.settled", [:])] }
    let (amount, part) = (locale.money(due), locale.money(next.amount.minorUnits))
    guard let day = next.due.map({ locale.date($0) }) else { return [say("notice.left", ["amount": amount])] }
    if next.amount.minorUnits == due { return [say("notice.left_by", ["amount": amount, "date": day])] }
    return [say("notice.left_next", ["amount": amount, "next": part, "date": day])]
  }

  private func givenBack(_ refund: Refund) -> String {
    let amount = locale.money(refund.amount)
    if let card = notice.order.payments.first(where: { $0.id == refund.paymentID })?.trace?.card,
      refund.method == .gateway || refund.method == .cardOnFile
    {
      return say("notice.back.card", ["amount": amount, "card": words(of: card)])
    }
    return say("notice.back.\(refund.method.rawValue)", ["amount": amount])
  }

  private func lead(of open: OpenInstallment, _ message: String?) -> String {
    if let message { return DocumentText.plain(message) }
    let time = open.due == nil ? "open" : notice.order.isOverdue ? "late" : "soon"
    return say("notice.reminder.\(open.isDeposit ? "deposit_" : "")\(time)", values)
  }

  private func toPay(_ open: OpenInstallment) -> [String] {
    var lines = [say(open.due == nil ? "notice.reminder.what" : "notice.reminder.what_by", values)]
    if notice.order.amountCounted > 0 { lines.append(say("notice.so_far", ["amount": locale.money(notice.order.amountCounted)])) }
    return lines + [say("notice.reminder.crossed", [:])]
  }

  /// `Visa ending 4242`; never more of a number (P26).
  private func words(of card: CardSight) -> String {
    say(
      "notice.card",
      ["brand": Self.brands[card.brand] ?? Self.capitalized(DocumentText.plain(card.brand)), "last4": DocumentText.plain(card.last4)])
  }

  private static func capitalized(_ brand: String) -> String { brand.prefix(1).uppercased() + brand.dropFirst() }

  private static let brands = [
    "visa": "Visa", "mastercard": "Mastercard", "amex": "American Express", "diners": "Diners Club", "jcb": "JCB", "unionpay": "UnionPay",
  ]
}
