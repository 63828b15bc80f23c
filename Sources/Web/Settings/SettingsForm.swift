import Domain

/// The fields of the settings, in the order in which somebody sets a shop up.
struct SettingsForm {
  let settings: ShopSettings
  let say: (String) -> String

  var sections: [ResourceForm.Section] {
    [shop, money, numbers, till, held, receipts, points, scales]
  }

  private var shop: ResourceForm.Section {
    ResourceForm.Section(
      say("shop"),
      [
        .text("shop_name", say("shop_name"), settings.shopName).required().limit(255),
        .text("legal_name", say("legal_name"), settings.legalName).limit(255).help(say("legal_name_help")),
        .text("tax_id", say("tax_id"), settings.taxID).limit(64).help(say("tax_id_help")),
        .text("contact_email", say("contact_email"), settings.contactEmail, type: "email").limit(254),
        .text("contact_phone", say("contact_phone"), settings.contactPhone, type: "tel").limit(64),
        .choice("language", say("language"), settings.language, languages),
        .text("time_zone", say("time_zone"), settings.timeZone).required().limit(64).help(say("time_zone_help")),
        .text("business_day_cut_off", say("cut_off"), settings.businessDayCutOffText, type: "time").required().help(say("cut_off_help")),
      ])
  }

  private var languages: [ResourceField.Choice] {
    let known = CustomerForm.languages
    return known.contains { $0.value == settings.language } ? known : known + [.init(settings.language, settings.language)]
  }

  private var money: ResourceForm.Section {
    ResourceForm.Section(
      say("money"),
      [
        .text("currency", say("currency"), settings.currency.code).required().limit(3).help(say("currency_help")),
        .money("cash_step", say("cash_step"), settings.cashStep, in: settings.currency).required().help(say("cash_step_help")),
        .radio(
          "tax_rounding", say("tax_rounding"), settings.taxRounding.rawValue,
          TaxRounding.allCases.map { .init($0.rawValue, say("tax_rounding.\($0.rawValue)")) }),
        .radio(
          "rounding", say("rounding"), settings.rounding.rawValue,
          Rounding.allCases.map { .init($0.rawValue, say("rounding.\($0.rawValue)")) }
        ).help(say("rounding_help")),
        .flag("prices_include_tax", say("prices_include_tax"), settings.pricesIncludeTax).help(say("prices_include_tax_help")),
        .percentage("discount_limit", say("discount_limit"), settings.discountLimit.text).required().help(say("discount_limit_help")),
      ])
  }

  private var numbers: ResourceForm.Section {
    ResourceForm.Section(
      say("numbers"), help: say("numbers_help"),
      [
        ResourceField.text("order_number_prefix", say("order_prefix"), settings.orderNumberPrefix).limit(16),
        ResourceField.text("invoice_number_prefix", say("invoice_prefix"), settings.invoiceNumberPrefix).required().limit(16),
        ResourceField.text("credit_note_number_prefix", say("credit_prefix"), settings.creditNoteNumberPrefix).required().limit(16),
        .area("invoice_footer", say("invoice_footer"), settings.invoiceFooter).limit(1000).help(say("invoice_footer_help")),
      ])
  }

  private var till: ResourceForm.Section {
    ResourceForm.Section(
      say("till"),
      [
        .flag("require_register_session", say("require_session"), settings.requiresRegisterSession).help(say("require_session_help")),
        .flag("require_discard_reason", say("require_reason"), settings.requiresDiscardReason).help(say("require_reason_help")),
        .number("low_stock_level", say("low_stock"), settings.lowStockLevel.text, decimals: 3).required().help(say("low_stock_help")),
      ])
  }

  private var held: ResourceForm.Section {
    ResourceForm.Section(
      say("held"),
      [
        .radio(
          "held_orders_visibility", say("visibility"), settings.heldOrdersVisibility.rawValue,
          ShopSettings.HeldOrdersVisibility.allCases.map { .init($0.rawValue, say("visibility.\($0.rawValue)")) }),
        .radio(
          "held_price_first_choice", say("first_choice"), settings.heldPriceFirstChoice.rawValue,
          ShopSettings.HeldPriceChoice.allCases.map { .init($0.rawValue, say("first_choice.\($0.rawValue)")) }),
        .number("hold_cap", say("hold_cap"), settings.holdLimit.map(String.init)).help(say("hold_cap_help")),
        .number("hold_expiry_minutes", say("hold_expiry"), settings.holdExpiryMinutes.map(String.init)).help(say("hold_expiry_help")),
        .flag("hold_reserves_stock", say("hold_reserves"), settings.holdReservesStock).help(say("hold_reserves_help")),
      ])
  }

  private var receipts: ResourceForm.Section {
    ResourceForm.Section(
      say("receipts"),
      [
        .area("receipt_header", say("receipt_header"), settings.receiptHeader).limit(1000),
        .area("receipt_footer", say("receipt_footer"), settings.receiptFooter).limit(1000),
      ])
  }

  private var points: ResourceForm.Section {
    ResourceForm.Section(
      say("points"), help: say("points_help"),
      [
        .money("points_earned_per", say("points_earned"), settings.pointsEarnedPer, in: settings.currency),
        .money("points_value", say("points_value"), settings.pointsValue, in: settings.currency),
      ])
  }

  private var scales: ResourceForm.Section {
    let fields = { (prefix: BarcodePrefix?) -> [ResourceField] in
      [
        .text("prefix", say("prefix"), prefix?.prefix).required().limit(2),
        .choice(
          "meaning", say("meaning"), prefix?.meaning.rawValue ?? BarcodePrefix.Meaning.price.rawValue,
          BarcodePrefix.Meaning.allCases.map { .init($0.rawValue, say("meaning.\($0.rawValue)")) }),
        .number("decimals", say("decimals"), prefix.map { String($0.decimals) } ?? "2").required(),
      ]
    }
    let rows = ResourceRows(
      "barcode_prefixes", say("scales"), rows: settings.barcodePrefixes.map { .init(fields: fields($0)) }, blank: fields(nil),
      add: say("add_prefix"), empty: say("no_prefix")
    ).asTable()
    return ResourceForm.Section(say("scales"), help: say("scales_help"), rows: [rows])
  }
}
