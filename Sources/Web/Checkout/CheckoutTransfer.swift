import Documents
import Domain
import UseCases

/// The part of a link's page about paying by transfer: where to, how much, with which words, the code that banking apps read, what became
/// of what was told, and the form that tells it.
struct CheckoutTransfer {
  let writer: CheckoutWriter
  let page: CheckoutPage

  private var sight: TransferSight { writer.sight.transfer }

  private func say(_ key: String, _ facts: [String: String] = [:]) -> String { writer.texts.say("transfer.\(key)", facts) }

  /// Nil where nobody pays this way, or nobody asked for it yet.
  var view: View? {
    let answers = self.answers
    let isOpen = mayTell && (isAsked || !answers.isEmpty) && sight.account != nil
    // Whoever has told of all of it is not asked for it again.
    let account = isOpen && !isToldInFull ? self.account : nil
    guard isOpen || !answers.isEmpty else { return nil }
    var parts: [String: View] = [
      "title": .text(account == nil ? say("title_told") : say("title")), "answers": .list(answers),
      // Said even where they are not there, or the template would take those of the page around it.
      "account": .flag(false), "form": .flag(false),
    ]
    if let account { parts["account"] = .object(account) }
    if isOpen { parts["form"] = .object(form) }
    return .object(parts)
  }

  /// What waits to be checked covers what is to be paid now.
  private var isToldInFull: Bool {
    guard page.transfer == nil, let amount = sight.amount else { return false }
    let told = sight.notices.filter { $0.status == .claimed }.reduce(Int64(0)) {
      $0.addingReportingOverflow($1.amount.minorUnits).partialValue
    }
    return told >= amount.minorUnits
  }

  /// They chose it, or what they said of it was refused.
  private var isAsked: Bool { page.way == "transfer" || page.transfer != nil }

  private var mayTell: Bool {
    switch writer.sight.state {
    case .open, .partlyPaid, .placed, .checking: sight.amount != nil && !writer.isShort
    case .updating, .paying, .paid, .clearing, .refunded, .canceled, .expired: false
    }
  }

  /// What became of what was told: everything that waits, and of the rest the last.
  private var answers: [View] {
    guard ![.updating, .canceled, .expired].contains(writer.sight.state) else { return [] }
    let last = sight.notices.indices.last
    return sight.notices.enumerated().compactMap { index, notice in
      guard notice.status == .claimed || (index == last && writer.sight.state != .paid) else { return nil }
      let facts = [
        "amount": writer.locale.money(notice.amount.minorUnits), "date": writer.locale.date(notice.paidAt),
        "reason": notice.reason ?? "", "shop": writer.document.shopName,
      ]
      var text = say(notice.status.rawValue, facts)
      if notice.status == .claimed, notice.hasSlip { text += " " + say("with_slip") }
      var parts: [String: View] = ["text": .text(text), "kind": .text(notice.status.rawValue), "reason": .flag(false)]
      if let reason = notice.reason { parts["reason"] = .text(reason) }
      return .object(parts)
    }
  }

  private var account: [String: View]? {
    guard let account = sight.account, let amount = sight.amount else { return nil }
    let reference = account.reference(of: sight.number)
    let iban = account.iban.flatMap(IBAN.init)
    var rows: [View] = []
    func add(_ key: String, _ shown: String?, copied: String? = nil) {
      guard let shown, !shown.isEmpty else { return }
      rows.append(
        .object([
          "label": .text(say(key)), "value": .text(DocumentText.plain(shown)), "plain": .text(DocumentText.plain(copied ?? shown)),
        ]))
    }
    add("amount", writer.locale.money(amount.minorUnits), copied: amount.plainText)
    add("holder", account.holder)
    add("iban", iban?.grouped, copied: iban?.text)
    add("bic", account.bic)
    add("account_number", account.accountNumber)
    add("sort_code", account.sortCode)
    add("promptpay", account.promptPayID)
    add("bank_name", account.bankName)
    add("reference", reference)
    var parts: [String: View] = [
      "rows": .list(rows), "lead": .text(say("lead")), "copy": .text(say("copy")), "copied": .text(say("copied")),
      "details": .list(DocumentText.lines(account.details).map { .text($0) }), "code": .flag(false),
    ]
    if let text = TransferCode.text(to: account, amount, number: sight.number), let code = QRCode(text) {
      // Four squares of quiet around it, as readers of codes ask for.
      parts["code"] = .object([
        "box": .text("-4 -4 \(code.width + 8) \(code.width + 8)"), "path": .text(code.svgPath), "label": .text(say("code")),
        "hint": .text(say("code_hint")),
      ])
    }
    return parts
  }

  private var form: [String: View] {
    let amount = sight.amount?.plainText ?? ""
    let day = sight.today.text
    var parts: [String: View] = [
      "title": .text(say("tell")), "action": .text(action), "revision": .text(String(writer.sight.snapshot.revision)),
      "button": .text(say("tell_button")), "hint": .text(say("tell_hint", ["shop": writer.document.shopName])), "latest": .text(day),
      "folded": .flag(sight.notices.contains { $0.status == .claimed } && page.transfer == nil), "again": .text(say("tell_again")),
      "slip": field("slip", "slip", value: ""), "slip_hint": .text(say("slip_hint")),
    ]
    parts["fields"] = .list([
      field("paid_amount", "paid_amount", value: amount, type: "text", mode: "decimal", limit: 40, required: true),
      field("paid_at", "paid_at", value: day, type: "date", limit: 10, required: true),
      field("bank", "bank", value: "", type: "text", limit: 100), field("reference", "bank_reference", value: "", type: "text", limit: 140),
    ])
    return parts
  }

  private var action: String {
    let language = CheckoutPage.language(of: page.call).map { "&lang=\($0)" } ?? ""
    return "\(CheckoutLinks.path)\(page.call.parameter("token"))/transfer_notices?way=transfer\(language)#transfer"
  }

  private func field(
    _ name: String, _ label: String, value: String, type: String = "text", mode: String = "text", limit: Int = 100, required: Bool = false
  ) -> View {
    var parts: [String: View] = [
      "name": .text(name), "id": .text("transfer-\(name)"), "label": .text(say(label)), "type": .text(type), "mode": .text(mode),
      "limit": .text(String(limit)), "value": .text(page.transfer?[name] ?? value), "required": .flag(required),
      "error": .flag(false),
    ]
    if page.transfer != nil, let failure = page.refusal?.failures.first(where: { $0.field == name }) {
      parts["error"] = .text(Self.words(failure, writer.texts))
    }
    return .object(parts)
  }

  /// What is wrong with a field, in the reader's words where the catalogue has them.
  static func words(_ failure: FieldFailure, _ texts: Texts) -> String {
    let key = "transfer.wrong_\(failure.code)"
    let words = texts.say(key)
    return words == key ? texts.say("transfer.wrong") : words
  }
}
