package import Domain
import JSON
package import SQLEngine

/// The one row of what the shop decided.
package struct SettingsStore {
  let tx: Transaction

  /// - Throws: ``RefusalCode/notFound`` before the shop is set up.
  package func current() throws -> ShopSettings {
    guard let settings = try find() else { throw Refusal(.notFound, "The shop is not set up yet.") }
    return settings
  }

  /// Nil before the shop is set up.
  package func find() throws -> ShopSettings? {
    try tx.remembered("settings") { try read() }
  }

  private func read() throws -> ShopSettings? {
    try tx.row(
      """
      SELECT *, EXISTS (SELECT 1 FROM price_rules WHERE active = 1 AND automatic = 1) AS uses_price_rules,
        EXISTS (SELECT 1 FROM promotions WHERE active = 1 AND put_on_by = 'automatic') AS uses_promotions FROM settings WHERE id = 1
      """
    ).map(ShopSettings.init(row:))
  }

  /// Writes all of it; the first time and every time.
  package func save(_ settings: ShopSettings) throws {
    try tx.execute("DELETE FROM settings WHERE id = 1")
    try tx.execute(
      """
      INSERT INTO settings (id, shop_name, legal_name, tax_id, currency, language, time_zone, business_day_cut_off, prices_include_tax,
        tax_rounding, cash_step, require_register_session, held_orders_visibility, hold_cap, hold_expiry_minutes, hold_reserves_stock,
        held_price_first_choice, require_discard_reason, discount_limit, order_number_prefix, receipt_header, receipt_footer,
        low_stock_level, barcode_prefixes, version, invoice_number_prefix, credit_note_number_prefix, invoice_footer, contact_email,
        contact_phone, points_earned_per, points_value, bank_transfer, reminders,
        silent_notices, online_store, alert_sound, alert_volume, alert_repeat_seconds, alert_quiet_from, alert_quiet_to,
        alert_silent_kinds, rounding)
      VALUES (1, \(settings.shopName), \(settings.legalName), \(settings.taxID), \(settings.currency.code), \(settings.language),
        \(settings.timeZone), \(settings.businessDayCutOff), \(settings.pricesIncludeTax), \(settings.taxRounding.rawValue),
        \(settings.cashStep), \(settings.requiresRegisterSession), \(settings.heldOrdersVisibility.rawValue), \(settings.holdLimit),
        \(settings.holdExpiryMinutes), \(settings.holdReservesStock), \(settings.heldPriceFirstChoice.rawValue),
        \(settings.requiresDiscardReason), \(settings.discountLimit.partsPerMillion), \(settings.orderNumberPrefix),
        \(settings.receiptHeader), \(settings.receiptFooter), \(settings.lowStockLevel), \(Self.text(settings.barcodePrefixes)),
        \(settings.version), \(settings.invoiceNumberPrefix), \(settings.creditNoteNumberPrefix), \(settings.invoiceFooter),
        \(settings.contactEmail), \(settings.contactPhone), \(settings.pointsEarnedPer), \(settings.pointsValue),
        \(settings.bankTransfer.map(StoredBankAccount.text)), \(Self.text(settings.reminders)),
        \(StoredList.text(settings.silentNotices.map(\.rawValue).sorted())),
        \(StoredOnlineStore.text(settings.onlineStore)), \(settings.bell.hasSound), \(settings.bell.volume),
        \(settings.bell.repeatSeconds), \(settings.bell.quietFrom), \(settings.bell.quietTo),
        \(StoredList.text(settings.bell.silentKinds.map(\.rawValue).sorted())), \(settings.rounding.rawValue))
      """)
  }

  private static func text(_ days: [Int64]) -> String { StoredList.text(days.map(String.init)) }

  private static func text(_ prefixes: [BarcodePrefix]) -> String {
    StoredList.write { writer in
      writer.array(prefixes) { writer, prefix in
        writer.object {
          $0.member("prefix", prefix.prefix)
          $0.member("meaning", prefix.meaning.rawValue)
          $0.member("decimals", Optional(prefix.decimals))
        }
      }
    }
  }
}

extension ShopSettings {
  fileprivate init(row: Row) throws {
    self.init(shopName: try row.text("shop_name"), currency: try row.currency("currency"))
    legalName = try row.textOrNil("legal_name")
    taxID = try row.textOrNil("tax_id")
    language = try row.text("language")
    timeZone = try row.text("time_zone")
    businessDayCutOff = try row.integer("business_day_cut_off")
    pricesIncludeTax = try row.flag("prices_include_tax")
    taxRounding = try row.choice("tax_rounding")
    rounding = try row.choice("rounding")
    cashStep = try row.integer("cash_step")
    requiresRegisterSession = try row.flag("require_register_session")
    heldOrdersVisibility = try row.choice("held_orders_visibility")
    holdLimit = try row.integerOrNil("hold_cap")
    holdExpiryMinutes = try row.integerOrNil("hold_expiry_minutes")
    holdReservesStock = try row.flag("hold_reserves_stock")
    heldPriceFirstChoice = try row.choice("held_price_first_choice")
    requiresDiscardReason = try row.flag("require_discard_reason")
    discountLimit = Percentage(partsPerMillion: try row.integer("discount_limit")) ?? .whole
    orderNumberPrefix = try row.text("order_number_prefix")
    invoiceNumberPrefix = try row.text("invoice_number_prefix")
    creditNoteNumberPrefix = try row.text("credit_note_number_prefix")
    invoiceFooter = try row.textOrNil("invoice_footer")
    contactEmail = try row.textOrNil("contact_email")
    contactPhone = try row.textOrNil("contact_phone")
    receiptHeader = try row.textOrNil("receipt_header")
    receiptFooter = try row.textOrNil("receipt_footer")
    lowStockLevel = Quantity(thousandths: try row.integer("low_stock_level")) ?? .zero
    barcodePrefixes = try StoredList.elements(try row.text("barcode_prefixes")).map(Self.prefix)
    pointsEarnedPer = try row.integerOrNil("points_earned_per")
    pointsValue = try row.integerOrNil("points_value")
    bankTransfer = try row.textOrNil("bank_transfer").map(StoredBankAccount.read)
    usesPriceRules = try row.flag("uses_price_rules")
    usesPromotions = try row.flag("uses_promotions")
    reminders = try StoredList.strings(try row.text("reminders")).compactMap { Int64($0) }
    silentNotices = Set(try StoredList.strings(try row.text("silent_notices")).compactMap(NoticeKind.init(rawValue:)))
    if let store = try row.textOrNil("online_store") { onlineStore = try StoredOnlineStore.read(store) }
    bell.hasSound = try row.flag("alert_sound")
    bell.volume = try row.integer("alert_volume")
    bell.repeatSeconds = try row.integer("alert_repeat_seconds")
    bell.quietFrom = try row.integerOrNil("alert_quiet_from")
    bell.quietTo = try row.integerOrNil("alert_quiet_to")
    bell.silentKinds = Set(try StoredList.strings(try row.text("alert_silent_kinds")).compactMap(Alert.Kind.init(rawValue:)))
    version = try row.integer("version")
  }

  private static func prefix(_ json: JSON) throws -> BarcodePrefix {
    guard let meaning = BarcodePrefix.Meaning(rawValue: try StoredList.string(json, "meaning")),
      case .number(let token)? = json["decimals"], let decimals = Int64(token)
    else { throw StoredList.damaged }
    return BarcodePrefix(prefix: try StoredList.string(json, "prefix"), meaning: meaning, decimals: decimals)
  }
}

extension Transaction {
  package var settings: SettingsStore { SettingsStore(tx: self) }
}
