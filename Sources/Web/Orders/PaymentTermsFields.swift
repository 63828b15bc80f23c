import Domain
import JSON

/// Payment terms in and out: `{type, days, due_date, deposit, title}`, on an order, a customer and in the shop's own list.
extension Fields {
  private enum Due: String, CaseIterable {
    case onReceipt = "due_on_receipt"
    case net
    case fixedDate = "fixed_date"
  }

  func paymentTerms(_ key: String) -> PaymentTerms? {
    object(key)?.paymentTerms(titleRequired: false)
  }

  /// The members of payment terms in this object.
  func paymentTerms(titleRequired: Bool) -> PaymentTerms? {
    let title = name("title", limit: 200, required: titleRequired)
    let due = paymentTermsDue()
    let deposit = deposit("deposit")
    return due.map { PaymentTerms(title: title, due: $0, deposit: deposit) }
  }

  /// `type` with what belongs to it.
  func paymentTermsDue() -> PaymentTerms.Due? {
    let type = choice("type", of: Due.self, required: true)
    let days = integer("days", in: 1...PaymentTerms.mostDays, nullable: true)
    let date = date("due_date")
    guard let type else { return nil }
    if type != .net, days != nil { fail("days", "excluded", "Only net terms have days.") }
    if type != .fixedDate, date != nil { fail("due_date", "excluded", "Only terms with a fixed date have a date.") }
    switch type {
    case .onReceipt: return .onReceipt
    case .net:
      if !has("days") || isNull("days") { fail("days", "required", "Net terms need their days.") }
      return days.map { .net(days: $0) }
    case .fixedDate:
      if !has("due_date") || isNull("due_date") { fail("due_date", "required", "These terms need their date.") }
      return date.map { .on($0) }
    }
  }

  private func date(_ key: String) -> CalendarDate? {
    guard let text = text(key, limit: 10) else { return nil }
    guard let date = CalendarDate(text: text) else {
      fail(key, "date", "A day such as 2026-12-24.")
      return nil
    }
    return date
  }

  func deposit(_ key: String) -> PaymentTerms.Deposit? {
    guard let fields = object(key) else { return nil }
    switch fields.discountValue(fixedOnly: false) {
    case .percentage(let percentage): return .percentage(percentage)
    case .fixed(let minorUnits, _): return .fixed(minorUnits)
    case nil: return nil
    }
  }
}

enum PaymentTermsJSON {
  static func member(_ name: JSONKey, _ terms: PaymentTerms?, _ json: inout JSONWriter) {
    guard let terms else { return json.member(name, JSON.null) }
    json.member(name) { members(terms, &$0) }
  }

  static func members(_ terms: PaymentTerms, _ json: inout JSONWriter) {
    json.member("title", terms.title)
    switch terms.due {
    case .onReceipt:
      json.member("type", "due_on_receipt")
      json.member("days", nil as Int64?)
      json.member("due_date", nil as String?)
    case .net(let days):
      json.member("type", "net")
      json.member("days", Optional(days))
      json.member("due_date", nil as String?)
    case .on(let date):
      json.member("type", "fixed_date")
      json.member("days", nil as Int64?)
      json.member("due_date", date.text)
    }
    guard let deposit = terms.deposit else { return json.member("deposit", JSON.null) }
    json.member("deposit") { json in
      switch deposit {
      case .percentage(let percentage): LineJSON.value(.percentage(percentage), &json)
      case .fixed(let minorUnits): LineJSON.value(.fixed(minorUnits: minorUnits, per: .line), &json)
      }
    }
  }
}
