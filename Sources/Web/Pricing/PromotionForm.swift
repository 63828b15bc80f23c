import Domain

/// The fields of a promotion: what it gives, on what, when, how often.
struct PromotionForm {
  let promotion: Promotion?
  let names: GoodsNames
  let settings: ShopSettings
  let say: (String) -> String

  var sections: [ResourceForm.Section] {
    [what, benefit, goods, limits]
  }

  private var what: ResourceForm.Section {
    ResourceForm.Section(
      say("promotion"),
      [
        ResourceField.text("title", say("name"), promotion?.title).limit(255).required(),
        ResourceField.text("code", say("code"), promotion?.code).limit(64).help(say("code_help")),
        .radio(
          "trigger", say("trigger"), (promotion?.trigger ?? .automatic).rawValue,
          Promotion.Trigger.allCases.map { .init($0.rawValue, say("trigger.\($0.rawValue)"), hint: say("hint.\($0.rawValue)")) }),
        .flag("active", say("active"), promotion?.isActive ?? true),
      ])
  }

  private var benefit: ResourceForm.Section {
    let (type, value, per) = typed
    let choices = { (words: [String], group: String) in words.map { ResourceField.Choice($0, say("\(group).\($0)")) } }
    return ResourceForm.Section(
      say("benefit"), help: say("benefit_help"),
      [
        .choice("scope", say("scope"), (promotion?.scope ?? .order).rawValue, choices(["order", "line"], "scope")),
        .choice("value_type", say("value_type"), type, choices(["percentage", "fixed", "points", "points_multiplier"], "type")),
        ResourceField("value", say("value"), .worth(settings.currency, wholeUnits: true), value).required(),
        ResourceField.choice("per", say("per"), per, choices(["line", "unit", "order"], "per"), none: "–").help(say("per_help")),
      ])
  }

  private var goods: ResourceForm.Section {
    let products = (promotion?.productIDs ?? []).map { id in
      ResourcePick.Chosen(id: id.text, title: names.title(of: .product(id)) ?? id.text)
    }
    let variants = (promotion?.variantIDs ?? []).map { id in
      ResourcePick.Chosen(id: id.text, title: names.title(of: .variant(id)) ?? id.text)
    }
    return ResourceForm.Section(
      say("goods"), help: say("goods_help"),
      [
        .pick("product_ids", say("products"), .several("/products", titles: ["title"], chosen: products)),
        .pick("variant_ids", say("variants"), .several("/variants", titles: ["sku+title"], chosen: variants)),
        .tags("categories", say("categories"), promotion?.categories ?? []),
      ])
  }

  private var limits: ResourceForm.Section {
    let uses: [ResourceField] = promotion.map { [.fixed(say("uses"), String($0.uses))] } ?? []
    return ResourceForm.Section(
      say("limits"),
      [
        .moment("starts_at", say("starts_at"), promotion?.period.start, in: settings.timeZone),
        .moment("ends_at", say("ends_at"), promotion?.period.end, in: settings.timeZone),
        ResourceField.number("usage_limit", say("usage_limit"), promotion?.usageLimit.map(String.init)).help(say("usage_limit_help")),
        .number("usage_limit_per_customer", say("usage_limit_per_customer"), promotion?.usageLimitPerCustomer.map(String.init)),
      ] + uses + [
        ResourceField.number("priority", say("priority"), String(promotion?.priority ?? 0)).help(say("priority_help")),
        ResourceField.flag("combinable", say("combinable"), promotion?.isCombinable ?? true).help(say("combinable_help")),
      ])
  }

  private var typed: (type: String, value: String?, per: String?) {
    let order = promotion?.scope == .order ? "order" : nil
    return switch promotion?.benefit {
    case .money(.percentage(let percentage)): ("percentage", percentage.text, nil)
    case .money(.fixed(let minorUnits, let per)): ("fixed", ResourceValue.money(minorUnits, in: settings.currency), order ?? per.rawValue)
    case .points(let points, let per): ("points", String(points), order ?? per.rawValue)
    case .pointsMultiplier(let times): ("points_multiplier", times.text, nil)
    case nil: ("percentage", nil, nil)
    }
  }

  /// What it gives, for a list: "10 %", "€5.00", "200 points", "points × 2".
  static func words(_ benefit: PromotionBenefit, in currency: Currency, _ say: (String) -> String) -> String {
    switch benefit {
    case .money(.percentage(let percentage)): "\(percentage.text)\u{A0}%"
    case .money(.fixed(let minorUnits, _)): Money(minorUnits: minorUnits, currency: currency).text
    case .points(let points, _): "\(points) \(say("points"))"
    case .pointsMultiplier(let times): "\(say("points")) × \(times.text)"
    }
  }
}
