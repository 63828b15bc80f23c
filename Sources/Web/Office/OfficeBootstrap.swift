import Domain
import JSON

/// What every page of the back office tells its script when it loads.
struct OfficeBootstrap: Sendable {
  let principal: Principal
  let settings: ShopSettings
  /// Beginnings of keys of the catalogue.
  let texts: [String]
  let data: JSON

  /// JSON that may stand inside a `<script>` element: no `<` is in it.
  func json(csrf: String, texts catalogue: Texts) -> String {
    var writer = JSONWriter(capacity: 32_768)
    writer.object { json in
      json.member("csrf", csrf)
      json.member("staff", object: person)
      // Each action with the policy's word, so that a page can say why something is not possible.
      json.member(
        "may",
        object: { actions in
          for action in Action.allCases { actions.member(.given(action.rawValue), Self.word(principal.decision(on: action))) }
        })
      json.member("settings", object: shop)
      json.member("texts", chosen(catalogue))
      json.member("page", data)
    }
    return ScriptText.harmless(writer.bytes)
  }

  private func person(_ json: inout JSONWriter) {
    json.member("id", principal.staffID?.text)
    json.member("name", principal.name)
    json.member("role", principal.role.rawValue)
    json.member("location_id", principal.locationID?.text)
  }

  private func shop(_ json: inout JSONWriter) {
    json.member("shop_name", settings.shopName)
    json.member("currency", settings.currency.code)
    json.member("exponent", settings.currency.exponent)
    json.member("language", settings.language)
    json.member("time_zone", settings.timeZone)
    json.member("prices_include_tax", settings.pricesIncludeTax)
    json.member("tax_rounding", settings.taxRounding.rawValue)
    json.member("rounding", settings.rounding.rawValue)
    json.member("require_discard_reason", settings.requiresDiscardReason)
  }

  private static func word(_ decision: Policy.Decision) -> String {
    switch decision {
    case .allow: "allow"
    case .needsApproval: "needs_approval"
    case .deny: "deny"
    }
  }

  private func chosen(_ catalogue: Texts) -> JSON {
    guard case .object(let members) = catalogue.json else { return .object([]) }
    let beginnings = ["office.", "alerts."] + texts
    return .object(members.filter { member in beginnings.contains { member.key.utf8.starts(with: $0.utf8) } })
  }
}

/// JSON on its way into a page.
enum ScriptText {
  /// The same JSON without a `<`, so that no text in it can end the `<script>` element it stands in.
  static func harmless(_ json: [UInt8]) -> String {
    String(decoding: json, as: UTF8.self).split(separator: "<", omittingEmptySubsequences: false).joined(separator: "\\u003c")
  }
}
