import Domain

/// The fields of a price rule: for whom, when, and its prices.
struct PriceRuleForm {
  let rule: PriceRule?
  let names: GoodsNames
  let settings: ShopSettings
  let say: (String) -> String

  /// More prices than a page can be worked on with; such lists are kept by a program.
  private static let mostRows = 200

  var sections: [ResourceForm.Section] {
    [
      ResourceForm.Section(
        say("rule"),
        [
          ResourceField.text("title", say("name"), rule?.title).limit(255).required(),
          ResourceField.tags("groups", say("groups"), rule?.groups ?? []).help(say("groups_help")),
          .flag("active", say("active"), rule?.isActive ?? true),
          ResourceField.flag("automatic", say("automatic"), rule?.isAutomatic ?? true).help(say("automatic_help")),
        ]),
      ResourceForm.Section(
        say("period"), help: say("period_help"),
        [
          .moment("starts_at", say("starts_at"), rule?.period.start, in: settings.timeZone),
          .moment("ends_at", say("ends_at"), rule?.period.end, in: settings.timeZone),
        ]),
      prices,
    ]
  }

  private var prices: ResourceForm.Section {
    let existing = rule?.prices ?? []
    guard existing.count <= Self.mostRows else { return ResourceForm.Section(say("prices"), help: say("too_many_prices")) }
    let rows = existing.map { ResourceRows.Row(title: names.title(of: $0.target), fields: fields(of: $0)) }
    return ResourceForm.Section(
      say("prices"), help: say("prices_help"),
      rows: [
        ResourceRows(
          "prices", say("prices"), rows: rule == nil ? [.init(fields: fields(of: nil))] : rows, blank: fields(of: nil),
          add: say("add_price"), empty: say("no_price"))
      ])
  }

  private func fields(of price: RulePrice?) -> [ResourceField] {
    var (product, variant, category): (ResourcePick.Chosen?, ResourcePick.Chosen?, String?)
    switch price?.target {
    case .product(let id): product = .init(id: id.text, title: names.title(of: .product(id)) ?? id.text)
    case .variant(let id): variant = .init(id: id.text, title: names.title(of: .variant(id)) ?? id.text)
    case .category(let name): category = name
    case .everything, nil: break
    }
    let (type, value) = Self.typed(price?.value, in: settings.currency)
    let types = ["unit_price", "percentage", "fixed"].map { ResourceField.Choice($0, say("type.\($0)")) }
    return [
      .pick("product_id", say("product"), .one("/products", titles: ["title"], chosen: product)),
      .pick("variant_id", say("variant"), .one("/variants", titles: ["sku+title"], chosen: variant)),
      ResourceField.text("category", say("category"), category).limit(255),
      .number("min_quantity", say("min_quantity"), price.map { $0.minimumQuantity.text } ?? "0", decimals: 3),
      .choice("value_type", say("value_type"), type, types),
      ResourceField("value", say("value"), .worth(settings.currency, wholeUnits: false), value).required(),
    ].map { field in
      var field = field
      field.isWide = false
      return field
    }
  }

  private static func typed(_ value: RulePrice.Value?, in currency: Currency) -> (String, String?) {
    switch value {
    case .unitPrice(let price): ("unit_price", ResourceValue.unitPrice(price, in: currency))
    case .percentage(let percentage): ("percentage", percentage.text)
    case .amountOff(let price): ("fixed", ResourceValue.unitPrice(price, in: currency))
    case nil: ("unit_price", nil)
    }
  }
}
