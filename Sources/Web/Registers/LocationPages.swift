import Domain
import UseCases

/// `/admin/locations`: the places the shop sells at and keeps goods at (B14).
enum LocationPages {
  private static let path = "/admin/locations"

  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/locations", list, query: ["q", "cursor"])
    pages.get("/admin/locations/new", new)
    pages.get("/admin/locations/{id}", show)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let say = call.words("places.")
    let (locations, registers, settings) = try await call.read { work in
      (
        try work.listLocations(search: search, page: page),
        try work.listRegisters(search: nil, location: nil, page: PageRequest(limit: 200)).elements, try work.readSettings()
      )
    }
    var list = ResourceList(
      say("title"), path: path,
      columns: [.init(say("name")), .init(say("address"), isMinor: true), .init(say("registers")), .init(say("time_zone"), isMinor: true)],
      rows: locations.elements.map { location in
        [
          .link(location.name, path: "\(path)/\(location.id)"), .muted(location.address.map(CustomerForm.oneLine) ?? ""),
          .chips(registers.filter { $0.locationID == location.id }.prefix(6).map(\.name)), .muted(location.timeZone ?? settings.timeZone),
        ]
      }, next: locations.next)
    list.search = search
    list.searchHint = say("search")
    list.isLater = page.cursor != nil
    let principal = try call.principal
    if principal.may(.manageRegisters), principal.locationID == nil { list.new = (say("new"), "\(path)/new") }
    return try await call.office(list, active: "locations")
  }

  private static func new(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageRegisters)
    let say = call.words("places.")
    var form = ResourceForm(new: say("new"), back: (say("title"), path), path: "/locations", after: path)
    form.sections = sections(nil, try await call.read { try $0.readSettings().timeZone }, say)
    return try await call.office(form, active: "locations")
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Location.self)
    let (location, zone) = try await call.read { (try $0.findLocation(id), try $0.readSettings().timeZone) }
    let say = call.words("places.")
    var form = ResourceForm(location.name, back: (say("title"), path), path: "/locations/\(id)")
    form.sections = sections(location, zone, say)
    form.lock = try call.lock(unless: .manageRegisters)
    if form.lock == nil {
      form.removal = .init(say("remove"), question: say("remove_question"), path: "/locations/\(id)", after: path)
    }
    return try await call.office(form, active: "locations")
  }

  private static func sections(_ location: Location?, _ shopZone: String, _ say: @escaping (String) -> String) -> [ResourceForm.Section] {
    let address = location?.address
    let part = { (name: String, value: String?, limit: Int) in
      ResourceField.text("address", say(name), value).entry(name).limit(limit)
    }
    return [
      ResourceForm.Section(
        say("place"),
        [
          .text("name", say("name"), location?.name).required().limit(255),
          .text("time_zone", say("time_zone"), location?.timeZone).limit(64).help("\(say("time_zone_help")) \(shopZone)"),
        ]),
      ResourceForm.Section(
        say("pickup"),
        [
          .flag("offers_pickup", say("offers_pickup"), location?.offersPickup ?? false).wide(),
          .area("pickup_note", say("pickup_note"), location?.pickupNote).limit(1000).help(say("pickup_note_help")),
        ]),
      ResourceForm.Section(
        say("address"), help: say("address_help"),
        [
          part("company", address?.company, 255), part("line1", address?.line1, 255), part("line2", address?.line2, 255),
          part("postal_code", address?.postalCode, 32), part("city", address?.city, 255), part("region", address?.region, 255),
          part("country", address?.country, 2), part("phone", address?.phone, 64),
        ]),
    ]
  }
}
