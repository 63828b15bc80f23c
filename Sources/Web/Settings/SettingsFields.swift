import Domain

extension Fields {
  func settingsChanges() -> Changes<ShopSettings> {
    var changes = Changes<ShopSettings>()
    set(\.shopName, in: &changes, "shop_name") { $0.name($1, limit: 255, nullable: false) }
    clear(\.legalName, in: &changes, "legal_name") { $0.name($1, limit: 255) }
    clear(\.taxID, in: &changes, "tax_id") { $0.name($1, limit: 64) }
    set(\.currency, in: &changes, "currency") { $0.currency($1) }
    set(\.language, in: &changes, "language") { $0.name($1, limit: 35, nullable: false) }
    set(\.timeZone, in: &changes, "time_zone") { $0.name($1, limit: 64, nullable: false) }
    set(\.businessDayCutOff, in: &changes, "business_day_cut_off") { $0.timeOfDay($1) }
    receiptSettings(&changes)
    invoiceSettings(&changes)
    moneySettings(&changes)
    holdSettings(&changes)
    noticeSettings(&changes)
    bellSettings(&changes)
    onlineStoreSettings(&changes)
    webChatSettings(&changes)
    clear(\.bankTransfer, in: &changes, "bank_transfer") { $0.object($1)?.bankAccount() }
    return changes
  }

  private func receiptSettings(_ changes: inout Changes<ShopSettings>) {
    if isNull("order_number_prefix") {
      changes.set(\.orderNumberPrefix, to: "")
    } else {
      set(\.orderNumberPrefix, in: &changes, "order_number_prefix") { $0.text($1, limit: 16) }
    }
    clear(\.receiptHeader, in: &changes, "receipt_header") { $0.text($1, multiline: true) }
    clear(\.receiptFooter, in: &changes, "receipt_footer") { $0.text($1, multiline: true) }
    set(\.barcodePrefixes, in: &changes, "barcode_prefixes") { $0.objects($1, limit: 10) { $0.barcodePrefix() } }
    set(\.lowStockLevel, in: &changes, "low_stock_level") { $0.quantity($1, allowsZero: true) }
  }

  private func invoiceSettings(_ changes: inout Changes<ShopSettings>) {
    set(\.invoiceNumberPrefix, in: &changes, "invoice_number_prefix") { $0.identifier($1, limit: 16, nullable: false) }
    set(\.creditNoteNumberPrefix, in: &changes, "credit_note_number_prefix") { $0.identifier($1, limit: 16, nullable: false) }
    clear(\.invoiceFooter, in: &changes, "invoice_footer") { $0.text($1, multiline: true) }
    clear(\.contactEmail, in: &changes, "contact_email") { $0.name($1, limit: 254) }
    clear(\.contactPhone, in: &changes, "contact_phone") { $0.name($1, limit: 64) }
  }

  private func moneySettings(_ changes: inout Changes<ShopSettings>) {
    set(\.pricesIncludeTax, in: &changes, "prices_include_tax") { $0.bool($1) }
    set(\.taxRounding, in: &changes, "tax_rounding") { $0.choice($1) }
    set(\.rounding, in: &changes, "rounding") { $0.choice($1) }
    set(\.cashStep, in: &changes, "cash_step") { $0.integer($1, in: 1...1_000_000) }
    set(\.requiresRegisterSession, in: &changes, "require_register_session") { $0.bool($1) }
    set(\.discountLimit, in: &changes, "discount_limit") { $0.percentage($1) }
    clear(\.pointsEarnedPer, in: &changes, "points_earned_per") { $0.amount($1, in: 1...Money.limit) }
    clear(\.pointsValue, in: &changes, "points_value") { $0.amount($1, in: 1...1_000_000) }
  }

  private func holdSettings(_ changes: inout Changes<ShopSettings>) {
    set(\.heldOrdersVisibility, in: &changes, "held_orders_visibility") { $0.choice($1) }
    clear(\.holdLimit, in: &changes, "hold_cap") { $0.integer($1, in: 1...100_000) }
    clear(\.holdExpiryMinutes, in: &changes, "hold_expiry_minutes") { $0.integer($1, in: 1...527_040) }
    set(\.holdReservesStock, in: &changes, "hold_reserves_stock") { $0.bool($1) }
    set(\.heldPriceFirstChoice, in: &changes, "held_price_first_choice") { $0.choice($1) }
    set(\.requiresDiscardReason, in: &changes, "require_discard_reason") { $0.bool($1) }
  }

  private func noticeSettings(_ changes: inout Changes<ShopSettings>) {
    set(\.reminders, in: &changes, "reminders") {
      $0.objects($1, limit: 100) { $0.integer("days", in: ReminderPlan.steps, required: true) }
    }
    guard let notices = object("notices", nullable: false) else { return }
    for kind in NoticeKind.allCases {
      if let isTold = notices.bool(kind.rawValue) { changes.set(\.[tells: kind], to: isTold) }
    }
  }

  private func onlineStoreSettings(_ changes: inout Changes<ShopSettings>) {
    set(\.onlineStore.isOpen, in: &changes, "online_store_open") { $0.bool($1) }
    clear(\.onlineStore.intro, in: &changes, "online_store_intro") { $0.text($1, multiline: true) }
    clear(\.onlineStore.locationID, in: &changes, "online_store_location_id") { $0.id($1, of: Location.self) }
    set(\.onlineStore.takesPayOnCollection, in: &changes, "online_store_pay_on_collection") { $0.bool($1) }
    set(\.onlineStore.unpaidDays, in: &changes, "online_store_unpaid_days") { $0.integer($1, in: 1...OnlineStore.mostUnpaidDays) }
  }

  private func barcodePrefix() -> BarcodePrefix? {
    let prefix = name("prefix", limit: 2, required: true)
    let meaning = choice("meaning", of: BarcodePrefix.Meaning.self, required: true)
    let decimals = integer("decimals", in: 0...3, required: true)
    guard let prefix, let meaning, let decimals else { return nil }
    return BarcodePrefix(prefix: prefix, meaning: meaning, decimals: decimals)
  }

  /// `HH:MM` as minutes after midnight.
  func timeOfDay(_ key: String) -> Int64? {
    guard let text = text(key, limit: 5, nullable: false) else { return nil }
    guard let minutes = ShopSettings.minutes(ofTime: text) else {
      fail(key, "time", "A time of day such as 04:00.")
      return nil
    }
    return minutes
  }
}
