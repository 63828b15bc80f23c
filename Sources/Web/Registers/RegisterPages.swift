import Documents
import Domain
import UseCases

/// `/admin/registers`: the tills and the browsers that are them; a lost tablet is ended here (B14).
enum RegisterPages {
  private static let path = "/admin/registers"

  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/registers", list, query: ["q", "cursor"])
    pages.get("/admin/registers/new", new)
    pages.get("/admin/registers/devices", devices)
    pages.get("/admin/registers/{id}", show)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let say = call.words("tills.")
    let (registers, locations) = try await call.read { work in
      (
        try work.listRegisters(search: search, location: nil, page: page),
        try work.listLocations(search: nil, page: PageRequest(limit: 200)).elements
      )
    }
    let names = Dictionary(locations.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    var list = ResourceList(
      say("title"), path: path, columns: [.init(say("name")), .init(say("location"))],
      rows: registers.elements.map { [.link($0.name, path: "\(path)/\($0.id)"), .text(names[$0.locationID] ?? "")] }, next: registers.next)
    list.search = search
    list.searchHint = say("search")
    list.isLater = page.cursor != nil
    list.empty = (say("empty"), say("empty_text"))
    if try call.principal.may(.enrolDevice) { list.links = [(say("devices"), "\(path)/devices")] }
    if try call.principal.may(.manageRegisters) { list.new = (say("new"), "\(path)/new") }
    return try await call.office(list, active: "registers")
  }

  private static func new(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageRegisters)
    let say = call.words("tills.")
    var form = ResourceForm(new: say("new"), back: (say("title"), path), path: "/registers", after: path)
    form.sections = [try await section(nil, call, say)]
    return try await call.office(form, active: "registers")
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Register.self)
    let register = try await call.read { try $0.findRegister(id) }
    let say = call.words("tills.")
    var form = ResourceForm(register.name, back: (say("title"), path), path: "/registers/\(id)")
    form.sections = [try await section(register, call, say)]
    form.lock = try call.lock(unless: .manageRegisters)
    if form.lock == nil {
      form.removal = .init(say("remove"), question: say("remove_question"), path: "/registers/\(id)", after: path)
    }
    return try await call.office(form, active: "registers")
  }

  private static func devices(_ call: Call) async throws -> Reply {
    let say = call.words("tills.")
    let (devices, zone) = try await call.read { (try $0.listDevices(), try $0.readSettings().timeZone) }
    return try await call.office(
      OfficePage(
        title: say("devices"), active: "registers", template: "registers/devices",
        view: [
          "has_devices": .flag(!devices.isEmpty),
          "devices": .list(
            devices.map { device in
              .object([
                "id": .text(device.id.text), "register": .text(device.register), "location": .text(device.location),
                "by": .text(device.enrolledBy), "at": .text(WallClock.text(device.enrolledAt, in: zone)),
              ])
            }),
        ], sheets: ["office-form"], module: "office/resource-form-view.js"))
  }

  private static func section(_ register: Register?, _ call: Call, _ say: (String) -> String) async throws -> ResourceForm.Section {
    let locations = try await call.read { try $0.listLocations(search: nil, page: PageRequest(limit: 200)).elements }
    return ResourceForm.Section(
      say("till"),
      [
        .text("name", say("name"), register?.name).required().limit(255),
        .choice("location_id", say("location"), register?.locationID.text, locations.map { .init($0.id.text, $0.name) }).help(
          say("location_help")),
      ])
  }
}
