import Domain

/// The fields of a product and of its variants.
struct ProductForm {
  /// Nil for a new one, which begins with a single variant.
  let sheet: ProductSheet?
  let currency: Currency
  let taxClasses: [TaxClass]
  /// Whether what goods cost is this person's business.
  let seesCost: Bool
  let say: (String) -> String

  var sections: [ResourceForm.Section] {
    [what, selling, options, variants]
  }

  private var product: Product? { sheet?.product }

  private var what: ResourceForm.Section {
    ResourceForm.Section(
      say("what"),
      [
        ResourceField.text("title", say("name"), product?.title).limit(255).required().wide(),
        .area("description", say("description"), product?.description).limit(10_000),
        .text("vendor", say("vendor"), product?.vendor).limit(255), .text("category", say("category"), product?.category).limit(255),
        .tags("tags", say("tags"), product?.tags ?? []),
        .tags("image_urls", say("images"), product?.imageURLs ?? []).help(say("images_help")),
      ])
  }

  private var selling: ResourceForm.Section {
    let statuses = Product.Status.allCases.map {
      ResourceField.Choice($0.rawValue, say("status.\($0.rawValue)"), hint: say("hint.\($0.rawValue)"))
    }
    return ResourceForm.Section(
      say("selling"),
      [
        .radio("status", say("status"), (product?.status ?? .active).rawValue, statuses),
        .choice(
          "tax_class_id", say("tax_class"), product?.taxClassID?.text, taxClasses.map { .init($0.id.text, $0.name) },
          none: say("tax_class_none")),
        .flag("sold_online", say("sold_online"), product?.isSoldOnline ?? true).help(say("sold_online_help")),
        .text("handle", say("handle"), product?.handle).limit(255).help(say("handle_help")),
        .flag("oversell", say("oversell"), product?.allowsOversell ?? false).help(say("oversell_help")),
      ])
  }

  private var options: ResourceForm.Section {
    let row = { (option: Product.Option?) -> [ResourceField] in
      [
        ResourceField.text("name", say("option_name"), option?.name).limit(255),
        ResourceField.tags("values", say("option_values"), option?.values ?? []),
      ]
    }
    let rows = ResourceRows(
      "options", say("options"), rows: (product?.options ?? []).map { .init(fields: row($0)) }, blank: row(nil), add: say("add_option"),
      empty: say("no_option"))
    return ResourceForm.Section(say("options"), help: say("options_help"), rows: [rows])
  }

  private var variants: ResourceForm.Section {
    let existing = sheet?.variants.map { variant in
      ResourceRows.Row(id: variant.id.text, title: variant.title.isEmpty ? nil : variant.title, fields: fields(of: variant))
    }
    var rows = ResourceRows(
      "variants", say("variants"), rows: existing ?? [.init(fields: fields(of: nil))], blank: fields(of: nil), add: say("add_variant"),
      empty: say("no_variant"))
    if let product { rows = rows.saved(at: "/variants", parent: "product_id", product.id.text) }
    return ResourceForm.Section(say("variants"), help: say("variants_help"), rows: [rows])
  }

  private func fields(of variant: Variant?) -> [ResourceField] {
    let chosen = (product?.options ?? []).map { option in
      let value = variant?.options.first { $0.name == option.name }?.value
      // A value that the product no longer lists stays until somebody chooses another.
      let values = option.values + (value.map { option.values.contains($0) ? [] : [$0] } ?? [])
      return ResourceField.choice("options", option.name, value, values.map { .init($0, $0) }, none: "–").entry(option.name)
    }
    let units = SalesUnit.allCases.map { ResourceField.Choice($0.rawValue, say("unit.\($0.rawValue)")) }
    let cost: [ResourceField] = seesCost ? [.unitPrice("cost", say("cost"), variant?.cost, in: currency)] : []
    return chosen + [
      .text("sku", say("sku"), variant?.sku).limit(100), .text("barcode", say("barcode"), variant?.barcode).limit(100),
      .unitPrice("price", say("price"), variant?.price, in: currency).required(),
      .unitPrice("compare_at_price", say("compare_at_price"), variant?.compareAtPrice, in: currency),
    ] + cost + [
      .choice("unit", say("unit"), (variant?.unit ?? .piece).rawValue, units),
      .number("weight_g", say("weight"), variant?.weightGrams.map(String.init)),
      .flag("taxable", say("taxable"), variant?.isTaxable ?? true),
      .flag("requires_shipping", say("requires_shipping"), variant?.requiresShipping ?? true),
      .flag("track_stock", say("track_stock"), variant?.tracksStock ?? true),
    ] + billing(variant?.billingCycle)
  }

  /// Every so many weeks or months, or once.
  private func billing(_ cycle: BillingCycle?) -> [ResourceField] {
    let intervals = BillingCycle.Interval.allCases.map { ResourceField.Choice($0.rawValue, say("interval.\($0.rawValue)")) }
    return [
      .choice("billing_cycle", say("charged_again"), cycle?.interval.rawValue, intervals, none: say("charged_once")).entry("interval"),
      .number("billing_cycle", say("charged_every"), cycle.map { String($0.count) }).entry("count"),
    ]
  }
}
