import Domain
import UseCases

/// `/admin/shipping`: where the shop sends to, and what that costs there (B7, B14).
enum ShippingPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/shipping", list, query: ["q", "cursor"])
    pages.get("/admin/shipping/new", new)
    pages.get("/admin/shipping/{id}", show)
    ShippingRatePages.routes(&pages)
    CourierPages.routes(&pages)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let say = call.words("shipping.")
    let (zones, rates) = try await call.read { work in
      (
        try work.listShippingZones(search: search, page: page),
        try work.listShippingRates(search: nil, of: nil, page: PageRequest(limit: 200))
      )
    }
    var list = ResourceList(
      say("title"), path: "/admin/shipping",
      columns: [.init(say("zone")), .init(say("places"), isMinor: true), .init(say("rates"))],
      rows: zones.elements.map { zone in
        let own = rates.elements.filter { $0.zoneID == zone.id }.map(\.title)
        return [
          .link(zone.name, path: "/admin/shipping/\(zone.id)"), .muted(places(of: zone, say)),
          own.isEmpty ? .chip(say("no_rates"), style: "chip-on_hold") : .chips(Array(own.prefix(4))),
        ]
      }, next: zones.next)
    list.search = search
    list.searchHint = say("search")
    list.isLater = page.cursor != nil
    list.empty = (say("empty"), say("empty_text"))
    list.links = [(say("couriers"), "/admin/shipping/couriers")]
    if try call.shippingLock() == nil { list.new = (say("new"), "/admin/shipping/new") }
    return try await call.office(list, active: "shipping")
  }

  private static func new(_ call: Call) async throws -> Reply {
    try call.requireWholeShop()
    let say = call.words("shipping.")
    var form = ResourceForm(
      new: say("new"), back: (say("title"), "/admin/shipping"), path: "/shipping_zones", after: "/admin/shipping/{id}")
    form.sections = sections(nil, say)
    return try await call.office(form, active: "shipping")
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: ShippingZone.self)
    let (zone, rates, currency) = try await call.read { work in
      (
        try work.findShippingZone(id), try work.listShippingRates(search: nil, of: id, page: PageRequest(limit: 200)),
        try work.readSettings().currency
      )
    }
    let say = call.words("shipping.")
    var form = ResourceForm(zone.name, back: (say("title"), "/admin/shipping"), path: "/shipping_zones/\(id)")
    form.sections = sections(zone, say)
    form.lock = try call.shippingLock()
    form.panels = [
      ResourcePanel(
        "shipping/rates",
        [
          "zone_id": .text(id.text), "may_add": .flag(form.lock == nil), "has_rates": .flag(!rates.elements.isEmpty),
          "rates": .list(rates.elements.reversed().map { row($0, say) }),
          "foreign": .flag(rates.elements.contains { $0.currency != currency }),
        ])
    ]
    if form.lock == nil {
      form.removal = .init(say("remove"), question: say("remove_question"), path: "/shipping_zones/\(id)", after: "/admin/shipping")
    }
    return try await call.office(form, active: "shipping")
  }

  private static func row(_ rate: ShippingRate, _ say: (String) -> String) -> View {
    let prices = rate.bands.map(\.price)
    let lowest = Money(minorUnits: prices.min() ?? 0, currency: rate.currency).text
    let highest = Money(minorUnits: prices.max() ?? 0, currency: rate.currency).text
    return .object([
      "title": .text(rate.title), "path": .text("/admin/shipping/\(rate.zoneID)/rates/\(rate.id)"),
      "basis": .text(say("basis.\(rate.basis.rawValue)")), "price": .text(lowest == highest ? lowest : "\(lowest) – \(highest)"),
    ])
  }

  private static func sections(_ zone: ShippingZone?, _ say: (String) -> String) -> [ResourceForm.Section] {
    let areas = ResourceRows(
      "areas", say("areas"), rows: (zone?.areas ?? []).map { .init(fields: fields($0, say)) }, blank: fields(nil, say),
      add: say("add_area"), empty: say("everywhere"))
    return [
      ResourceForm.Section(say("zone"), [.text("name", say("name"), zone?.name).required().limit(255)]),
      ResourceForm.Section(say("places"), help: say("places_help"), rows: [areas]),
    ]
  }

  private static func fields(_ area: ShippingArea?, _ say: (String) -> String) -> [ResourceField] {
    [
      .text("country", say("country"), area?.country).required().limit(2).help(say("country_help")),
      .tags("regions", say("regions"), area?.regions ?? []).help(say("regions_help")),
      .tags("postal_code_prefixes", say("prefixes"), area?.postalCodePrefixes ?? []).help(say("prefixes_help")),
    ]
  }

  private static func places(of zone: ShippingZone, _ say: (String) -> String) -> String {
    guard !zone.areas.isEmpty else { return say("everywhere_short") }
    return zone.areas.prefix(12).map { area in
      let parts = area.regions + area.postalCodePrefixes.map { "\($0)…" }
      return parts.isEmpty ? area.country : "\(area.country) (\(parts.prefix(4).joined(separator: ", ")))"
    }.joined(separator: ", ")
  }
}

extension Call {
  /// Why the caller may only look at zones, rates and couriers: their role, or that they look after one location and these hold for all.
  func shippingLock() throws -> String? {
    if let lock = try lock(unless: .manageShipping) { return lock }
    return try principal.locationID == nil ? nil : site.texts.say("shipping.one_location")
  }

  /// - Throws: 403 for whoever ``shippingLock()`` keeps from changing them.
  func requireWholeShop() throws {
    try principal.require(.manageShipping)
    if try principal.locationID != nil { throw Refusal(.forbidden, site.texts.say("shipping.one_location")) }
  }
}
