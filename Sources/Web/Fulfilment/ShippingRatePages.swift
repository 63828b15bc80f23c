import Domain
import UseCases

/// One rate of a zone. What its price goes by is chosen before, because weight and money are typed differently.
enum ShippingRatePages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/shipping/{id}/rates/new", new, query: ["basis"])
    pages.get("/admin/shipping/{id}/rates/{rate_id}", show)
  }

  /// What the page needs to know of the shop.
  private struct Facts: Sendable {
    let zones: [ShippingZone]
    let classes: [TaxClass]
    let currency: Currency
    let pricesIncludeTax: Bool

    init(in work: UnitOfWork) throws {
      let settings = try work.readSettings()
      zones = try work.listShippingZones(search: nil, page: PageRequest(limit: 200)).elements
      classes = try work.listTaxClasses(search: nil, page: PageRequest(limit: 200)).elements
      currency = settings.currency
      pricesIncludeTax = settings.pricesIncludeTax
    }
  }

  private static func new(_ call: Call) async throws -> Reply {
    try call.requireWholeShop()
    let id = try call.id(of: ShippingZone.self)
    let query = call.query.reader()
    let basis: ShippingRate.Basis = query.choice("basis") ?? .flat
    try query.finish()
    let (zone, facts) = try await call.read { (try $0.findShippingZone(id), try Facts(in: $0)) }
    let say = call.words("shipping.")
    var form = ResourceForm(
      new: say("new_rate.\(basis.rawValue)"), back: (zone.name, "/admin/shipping/\(id)"), path: "/shipping_rates",
      after: "/admin/shipping/\(id)")
    form.sections = sections(nil, in: id, basis, facts, say)
    return try await call.office(form, active: "shipping")
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id("rate_id", of: ShippingRate.self)
    let (rate, facts) = try await call.read { (try $0.findShippingRate(id), try Facts(in: $0)) }
    let say = call.words("shipping.")
    let zone = facts.zones.first { $0.id == rate.zoneID }?.name ?? say("zone")
    var form = ResourceForm(rate.title, back: (zone, "/admin/shipping/\(rate.zoneID)"), path: "/shipping_rates/\(id)")
    form.sections = sections(rate, in: rate.zoneID, rate.basis, facts, say)
    form.lock = try call.shippingLock()
    if form.lock == nil {
      form.removal = .init(
        say("remove_rate"), question: say("remove_rate_question"), path: "/shipping_rates/\(id)", after: "/admin/shipping/\(rate.zoneID)")
    }
    return try await call.office(form, active: "shipping")
  }

  private static func sections(
    _ rate: ShippingRate?, in zone: ID<ShippingZone>, _ basis: ShippingRate.Basis, _ facts: Facts, _ say: @escaping (String) -> String
  ) -> [ResourceForm.Section] {
    let currency = rate?.currency ?? facts.currency
    let band = { (band: ShippingRate.Band?) in bandFields(band, basis, currency, say) }
    let rows = rate?.bands ?? (basis == .flat ? [ShippingRate.Band(upTo: nil, price: 0)] : [])
    let bands = ResourceRows(
      "bands", say("prices.\(basis.rawValue)"), rows: rows.map { .init(fields: band($0)) }, blank: basis == .flat ? nil : band(nil),
      add: say("add_band"), empty: say("no_band")
    ).asTable()
    return [
      ResourceForm.Section(
        say("rate"),
        [
          .text("title", say("rate_title"), rate?.title).required().limit(255).help(say("rate_title_help")),
          .choice("zone_id", say("zone"), zone.text, facts.zones.map { .init($0.id.text, $0.name) }),
          .choice("basis", say("basis"), basis.rawValue, [.init(basis.rawValue, say("basis.\(basis.rawValue)"))]),
        ]),
      ResourceForm.Section(say("price"), help: say("price_help.\(basis.rawValue)"), rows: [bands]),
      limits(rate, currency, say), taxes(rate, facts, say),
    ]
  }

  private static func bandFields(
    _ band: ShippingRate.Band?, _ basis: ShippingRate.Basis, _ currency: Currency, _ say: @escaping (String) -> String
  ) -> [ResourceField] {
    let price = ResourceField.money("price", say("price"), band?.price, in: currency).required()
    return switch basis {
    case .flat: [price]
    case .weight: [.number("up_to", say("up_to_weight"), band?.upTo.map(String.init)), price]
    case .subtotal: [.money("up_to", say("up_to_sum"), band?.upTo, in: currency), price]
    }
  }

  private static func limits(_ rate: ShippingRate?, _ currency: Currency, _ say: @escaping (String) -> String) -> ResourceForm.Section {
    let number = { (name: String, value: Int64?) in ResourceField.number(name, say(name), value.map(String.init)) }
    return ResourceForm.Section(
      say("limits"), help: say("limits_help"),
      [
        number("max_weight_g", rate?.largest.weight), number("max_length_mm", rate?.largest.length),
        number("max_width_mm", rate?.largest.width), number("max_height_mm", rate?.largest.height),
        .money("min_subtotal", say("min_subtotal"), rate?.minimumSubtotal, in: currency),
        .money("max_subtotal", say("max_subtotal"), rate?.maximumSubtotal, in: currency),
        number("volumetric_divisor", rate?.volumetricDivisor).help(say("volumetric_help")),
      ])
  }

  private static func taxes(_ rate: ShippingRate?, _ facts: Facts, _ say: @escaping (String) -> String) -> ResourceForm.Section {
    let fields = { (tax: TaxRate?) -> [ResourceField] in
      [.text("title", say("tax_title"), tax?.title).required().limit(200), .percentage("rate", say("tax_rate"), tax?.rate.text).required()]
    }
    let rows = ResourceRows(
      "tax_rates", say("own_taxes"), rows: (rate?.taxRates ?? []).map { .init(fields: fields($0)) }, blank: fields(nil),
      add: say("add_tax"),
      empty: say("no_own_tax")
    ).asTable()
    return ResourceForm.Section(
      say("taxes"), help: say("taxes_help"),
      [
        .choice(
          "tax_class_id", say("tax_class"), rate?.taxClassID?.text, facts.classes.map { .init($0.id.text, $0.name) }, none: say("no_class")),
        .flag("price_includes_tax", say("includes_tax"), rate?.priceIncludesTax ?? facts.pricesIncludeTax),
      ], rows: [rows])
  }
}
