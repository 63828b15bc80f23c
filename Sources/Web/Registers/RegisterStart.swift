import Domain
import JSON

/// What a till is told when its page loads; the goods and the held orders follow over the API.
struct RegisterStart: Sendable {
  let register: Register
  let location: Location
  let registers: [Register]
  let staff: [Staff]
  let settings: ShopSettings

  /// JSON that may stand inside a `<script>` element: no `<` is in it.
  func json(for session: WebSession, csrf: String, texts: Texts) -> String {
    var writer = JSONWriter()
    writer.object { json in
      json.key("csrf")
      json.string(csrf)
      json.key("staff")
      json.object { Self.person(session.staffID.text, session.staffName, session.role, to: &$0) }
      json.key("register")
      json.object { Self.named(register.id.text, register.name, to: &$0) }
      json.key("location")
      json.object { Self.named(location.id.text, location.name, to: &$0) }
      json.key("registers")
      json.array(registers) { json, each in
        json.object { Self.named(each.id.text, each.name, to: &$0) }
      }
      json.key("staff_names")
      json.array(staff) { json, each in
        json.object { Self.person(each.id.text, each.name, each.role, to: &$0) }
      }
      json.key("settings")
      json.object { write(to: &$0) }
      json.key("texts")
      json.value(Self.own(texts))
    }
    let text = String(decoding: writer.bytes, as: UTF8.self)
    return text.split(separator: "<", omittingEmptySubsequences: false).joined(separator: "\\u003c")
  }

  private static func named(_ id: String, _ name: String, to json: inout JSONWriter) {
    json.key("id")
    json.string(id)
    json.key("name")
    json.string(name)
  }

  private static func person(_ id: String, _ name: String, _ role: Role, to json: inout JSONWriter) {
    named(id, name, to: &json)
    json.key("role")
    json.string(role.rawValue)
  }

  private func write(to json: inout JSONWriter) {
    json.key("currency")
    json.string(settings.currency.code)
    json.key("exponent")
    json.integer(Int64(settings.currency.exponent))
    json.key("language")
    json.string(settings.language)
    json.key("time_zone")
    json.string(location.timeZone ?? settings.timeZone)
    json.key("cash_step")
    json.integer(settings.cashStep)
    json.key("prices_include_tax")
    json.bool(settings.pricesIncludeTax)
    json.key("tax_rounding")
    json.string(settings.taxRounding.rawValue)
    json.key("rounding")
    json.string(settings.rounding.rawValue)
    json.key("held_orders_visibility")
    json.string(settings.heldOrdersVisibility.rawValue)
    json.key("held_price_first_choice")
    json.string(settings.heldPriceFirstChoice.rawValue)
    json.key("require_discard_reason")
    json.bool(settings.requiresDiscardReason)
    json.key("require_register_session")
    json.bool(settings.requiresRegisterSession)
    json.key("hold_reserves_stock")
    json.bool(settings.holdReservesStock)
    json.key("low_stock_level")
    json.string(settings.lowStockLevel.text)
  }

  /// Only the register's own words, and those of notices and the inbox.
  private static func own(_ texts: Texts) -> JSON {
    guard case .object(let members) = texts.json else { return .object([]) }
    return .object(members.filter { member in ["register.", "alerts.", "inbox."].contains { member.key.utf8.starts(with: $0.utf8) } })
  }
}
