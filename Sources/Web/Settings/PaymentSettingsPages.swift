import Documents
import Domain
import UseCases

/// `/admin/settings/payments`: who takes cards for the shop, and the account that customers transfer to, with what they see of it.
enum PaymentSettingsPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/settings/payments", show)
  }

  private static func show(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageSettings)
    let (settings, doors) = (try await call.read { try $0.readSettings() }, try await call.shop.openDoors())
    let gateways = try await call.shop.gateways(call.shop)
    let say = call.words("payment_settings.")
    var form = ResourceForm(say("title"), back: (call.site.texts.say("settings.title"), "/admin/settings"), path: "/settings")
    form.mark = mark(gateways.first?.account, say)
    form.sections = [cards(doors, say), account(settings.bankTransfer, say)]
    form.panels = [
      ResourcePanel("settings/payment-cards", cardsView(doors, gateways.map(\.account), call, say)),
      ResourcePanel("settings/payment-preview", preview(settings, say)),
    ]
    return try await call.office(
      form, active: "payment_settings", module: "settings/payments-view.js", texts: ["payment_settings.", "doors."])
  }

  private static func mark(_ account: ProviderAccount?, _ say: (String) -> String) -> (String, String) {
    switch account {
    case nil: (say("mark.none"), "chip-on_hold")
    case let account? where account.provider == .test: (say("mark.test_gateway"), "chip-warn")
    case let account?: account.isLive ? (say("mark.live"), "chip-paid") : (say("mark.test"), "chip-warn")
    }
  }

  /// Secrets are written anew and never shown; what the environment says cannot be changed here.
  private static func cards(_ doors: OpenDoors, _ say: (String) -> String) -> ResourceForm.Section {
    let fields = [DoorOut.stripeKey, .stripeHookSecret].map { door -> ResourceField in
      let name = door.rawValue
      guard doors.sources[door] != .environment else { return .fixed(say(name), say("by_environment")) }
      let isSet = doors.sources[door] == .settings
      return .text(name, say(isSet ? "\(name).new" : name), nil, type: "password").limit(2000).help(say(isSet ? "is_set" : "\(name).help"))
    }
    return ResourceForm.Section(say("cards"), help: say("cards_help"), fields)
  }

  private static func account(_ account: BankAccount?, _ say: (String) -> String) -> ResourceForm.Section {
    let values: [(String, String?, Int)] = [
      ("account_holder", account?.holder, 70), ("iban", account?.iban.flatMap { IBAN($0)?.grouped ?? $0 }, 64), ("bic", account?.bic, 20),
      ("bank_name", account?.bankName, 100), ("account_number", account?.accountNumber, 34), ("sort_code", account?.sortCode, 20),
      ("promptpay_id", account?.promptPayID, 40),
    ]
    let fields = values.map { name, value, limit in
      ResourceField.text("bank_transfer", say(name), value).entry(name).limit(limit).help(say("\(name).help"))
    }
    let details = ResourceField.area("bank_transfer", say("details"), account?.details).entry("details").limit(500).help(
      say("details.help"))
    return ResourceForm.Section(say("account"), help: say("account_help"), fields + [details])
  }

  private static func cardsView(
    _ doors: OpenDoors, _ accounts: [ProviderAccount], _ call: Call, _ say: (String) -> String
  ) -> [String: View] {
    let secrets = [DoorOut.stripeKey, .stripeHookSecret]
    return [
      "has_provider": .flag(!accounts.isEmpty), "is_test_gateway": .flag(accounts.first?.provider == .test),
      "is_stripe": .flag(accounts.contains { $0.provider == .stripe }), "is_live": .flag(accounts.first?.isLive == true),
      "needs_hook": .flag(accounts.contains { $0.provider == .stripe } && doors.stripe.hookSecrets.isEmpty),
      "doors": .list(
        secrets.map { door in
          .object([
            "name": .text(door.rawValue), "label": .text(say(door.rawValue)),
            "state": .text(doors.sources[door].map { say("source.\($0.rawValue)") } ?? say("not_set")),
            "may_clear": .flag(doors.sources[door] == .settings),
          ])
        }),
    ]
  }

  /// What a customer reads, made of what is saved; the script follows what is typed.
  private static func preview(_ settings: ShopSettings, _ say: (String) -> String) -> [String: View] {
    let sample = Money(minorUnits: 2500, currency: settings.currency)
    let text = settings.bankTransfer.flatMap { account in
      EPCCode.text(to: account, sample, number: "1001")
        ?? account.promptPayID.flatMap(PromptPayID.init).flatMap { PromptPayCode.text(to: $0, sample) }
    }
    let code = text.flatMap(QRCode.init)
    return [
      "rows": .list(
        ["account_holder", "iban", "bic", "bank_name", "account_number", "sort_code", "promptpay_id"].map { name in
          .object(["name": .text(name), "label": .text(say(name))])
        }),
      "amount": .text(sample.text),
      "code": code.map { .object(["path": .text($0.svgPath), "width": .text(String($0.width))]) } ?? .flag(false),
    ]
  }
}
