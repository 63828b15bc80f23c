import Domain
import JSON
import SQLEngine

/// Payment terms, consent, billing cycles and promotions on lines as JSON text.
enum PaperColumns {
  static func text(_ consent: Consent) -> String {
    StoredList.write { writer in
      writer.object {
        $0.member("given", consent.isGiven)
        $0.member("text", consent.text)
        $0.member("given_at", consent.givenAt?.milliseconds)
      }
    }
  }

  static func consent(_ text: String) throws -> Consent {
    let json = try JSON.read(Array(text.utf8))
    guard case .bool(let isGiven)? = json["given"] else { throw StoredList.damaged }
    return Consent(
      isGiven: isGiven, text: StoredList.stringOrNil(json, "text"),
      givenAt: integerOrNil(json, "given_at").map(Instant.init(milliseconds:)))
  }

  static func text(_ terms: PaymentTerms) -> String {
    StoredList.write { writer in
      writer.object {
        $0.member("title", terms.title)
        switch terms.due {
        case .onReceipt: break
        case .net(let days): $0.member("days", Optional(days))
        case .on(let date): $0.member("date", Optional(date.dayNumber))
        }
        switch terms.deposit {
        case .percentage(let percentage): $0.member("deposit_percentage", percentage.text)
        case .fixed(let minorUnits): $0.member("deposit", Optional(minorUnits))
        case nil: break
        }
      }
    }
  }

  static func paymentTerms(_ text: String) throws -> PaymentTerms {
    let json = try JSON.read(Array(text.utf8))
    var due = PaymentTerms.Due.onReceipt
    if let days = integerOrNil(json, "days") { due = .net(days: days) }
    if let number = integerOrNil(json, "date") {
      guard let date = CalendarDate(dayNumber: number) else { throw StoredList.damaged }
      due = .on(date)
    }
    var deposit = integerOrNil(json, "deposit").map(PaymentTerms.Deposit.fixed)
    if let percentage = StoredList.stringOrNil(json, "deposit_percentage") {
      guard let percentage = Percentage(text: percentage) else { throw StoredList.damaged }
      deposit = .percentage(percentage)
    }
    return PaymentTerms(title: StoredList.stringOrNil(json, "title"), due: due, deposit: deposit)
  }

  static func text(_ cycle: BillingCycle) -> String {
    StoredList.write { writer in
      writer.object {
        $0.member("interval", cycle.interval.rawValue)
        $0.member("count", Optional(cycle.count))
      }
    }
  }

  static func billingCycle(_ text: String) throws -> BillingCycle {
    let json = try JSON.read(Array(text.utf8))
    guard let interval = BillingCycle.Interval(rawValue: try StoredList.string(json, "interval")),
      let count = integerOrNil(json, "count"), let cycle = BillingCycle(interval: interval, count: count)
    else { throw StoredList.damaged }
    return cycle
  }

  /// Nil for a line without promotions, as almost all are.
  static func text(_ promotions: [LinePromotion]) -> String? {
    guard !promotions.isEmpty else { return nil }
    return StoredList.write { writer in
      writer.array(promotions) { writer, promotion in
        writer.object {
          $0.member("id", promotion.id.text)
          $0.member("title", promotion.title)
          $0.member("code", promotion.code)
          OrderColumns.write(promotion.value, to: &$0)
        }
      }
    }
  }

  static func promotions(_ text: String) throws -> [LinePromotion] {
    try StoredList.elements(text).map { json in
      LinePromotion(
        id: ID(stored: try StoredList.string(json, "id")), title: try StoredList.string(json, "title"),
        code: StoredList.stringOrNil(json, "code"), value: try OrderColumns.value(json))
    }
  }

  private static func integerOrNil(_ json: JSON, _ key: String) -> Int64? {
    if case .number(let token)? = json[key] { Int64(token) } else { nil }
  }
}
