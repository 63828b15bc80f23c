import Domain
import JSON
import UseCases

/// What the shop decided about itself: one object (`api.md` §3).
enum SettingsAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/settings", show)
    api.patch("/settings", change)
  }

  private static func show(_ call: Call) async throws -> Reply {
    let settings = try await call.read { try $0.readSettings() }
    return reply(settings, try await call.shop.openDoors())
  }

  private static func change(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let changes = fields.settingsChanges()
    let words = fields.doorWords()
    try fields.finish()
    let (shop, doors) = (call.shop, try call.shop.seal(words))
    return try await call.write {
      (try $0.changeSettings(changes), shop.openDoors(try $0.changeDoors(doors)))
    } answer: {
      reply($0.0, $0.1)
    }
  }

  private static func reply(_ settings: ShopSettings, _ doors: OpenDoors) -> Reply {
    Reply.json { write(settings, doors, to: &$0) }
  }

  private static func write(_ settings: ShopSettings, _ doors: OpenDoors, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("shop_name", settings.shopName)
      json.member("legal_name", settings.legalName)
      json.member("tax_id", settings.taxID)
      json.member("currency", settings.currency.code)
      json.member("language", settings.language)
      json.member("time_zone", settings.timeZone)
      json.member("business_day_cut_off", settings.businessDayCutOffText)
      json.member("prices_include_tax", settings.pricesIncludeTax)
      json.member("tax_rounding", settings.taxRounding.rawValue)
      json.member("rounding", settings.rounding.rawValue)
      json.member("cash_step", Optional(settings.cashStep))
      json.member("require_register_session", settings.requiresRegisterSession)
      json.member("held_orders_visibility", settings.heldOrdersVisibility.rawValue)
      json.member("hold_cap", settings.holdLimit)
      json.member("hold_expiry_minutes", settings.holdExpiryMinutes)
      json.member("hold_reserves_stock", settings.holdReservesStock)
      json.member("held_price_first_choice", settings.heldPriceFirstChoice.rawValue)
      json.member("require_discard_reason", settings.requiresDiscardReason)
      json.member("discount_limit", settings.discountLimit.text)
      json.member("order_number_prefix", settings.orderNumberPrefix)
      json.member("receipt_header", settings.receiptHeader)
      json.member("receipt_footer", settings.receiptFooter)
      json.member("invoice_number_prefix", settings.invoiceNumberPrefix)
      json.member("credit_note_number_prefix", settings.creditNoteNumberPrefix)
      json.member("invoice_footer", settings.invoiceFooter)
      json.member("contact_email", settings.contactEmail)
      json.member("contact_phone", settings.contactPhone)
      json.member("low_stock_level", number: settings.lowStockLevel.text)
      json.member("barcode_prefixes", array: settings.barcodePrefixes) { writer, prefix in
        writer.object {
          $0.member("prefix", prefix.prefix)
          $0.member("meaning", prefix.meaning.rawValue)
          $0.member("decimals", Optional(prefix.decimals))
        }
      }
      json.member("points_earned_per", settings.pointsEarnedPer)
      json.member("points_value", settings.pointsValue)
      json.member("reminders", array: settings.reminders) { writer, days in writer.object { $0.member("days", Optional(days)) } }
      json.member("notices") { list in
        for kind in NoticeKind.allCases { list.member(.given(kind.rawValue), settings[tells: kind]) }
      }
      AlertJSON.writeSettings(settings.bell, to: &json)
      BankAccountJSON.write(settings.bankTransfer, to: &json)
      json.member("online_store_open", settings.onlineStore.isOpen)
      json.member("online_store_intro", settings.onlineStore.intro)
      json.member("online_store_location_id", settings.onlineStore.locationID?.text)
      json.member("online_store_pay_on_collection", settings.onlineStore.takesPayOnCollection)
      json.member("online_store_unpaid_days", Optional(settings.onlineStore.unpaidDays))
      WebChatJSON.write(settings.onlineStore.chat, to: &json)
      DoorJSON.write(doors, to: &json)
      json.member("version", Optional(settings.version))
    }
  }
}
