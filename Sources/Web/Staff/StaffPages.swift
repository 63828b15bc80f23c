import Domain
import UseCases

/// `/admin/staff`: who works here, and what they sign in with (B14).
enum StaffPages {
  private static let path = "/admin/staff"

  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/staff", list, query: ["q", "cursor"])
    pages.get("/admin/staff/new", new)
    pages.get("/admin/staff/roles", RolesPage.show)
    pages.get("/admin/staff/{id}", show)
  }

  private static func list(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageStaff)
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let say = call.words("people.")
    let (staff, locations) = try await call.read { work in
      (try work.listStaff(search: search, page: page), try work.listLocations(search: nil, page: PageRequest(limit: 200)).elements)
    }
    let names = Dictionary(locations.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    var list = ResourceList(
      say("title"), path: path,
      columns: [
        .init(say("name")), .init(say("role")), .init(say("location"), isMinor: true), .init(say("signs_in"), isMinor: true),
        .init(say("status")),
      ],
      rows: staff.elements.map { person in
        [
          .link(person.name, path: "\(path)/\(person.id)", second: person.email),
          .text(call.site.texts.say("office.role.\(person.role.rawValue)")),
          .muted(person.locationID.map { names[$0] ?? "" } ?? say("everywhere")), .muted(proofs(of: person, say)),
          person.isDisabled ? .chip(say("disabled"), style: "chip-canceled") : .text(""),
        ]
      }, next: staff.next)
    list.search = search
    list.searchHint = say("search")
    list.isLater = page.cursor != nil
    list.links = [(say("roles"), "\(path)/roles")]
    list.new = (say("new"), "\(path)/new")
    return try await call.office(list, active: "staff")
  }

  private static func new(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageStaff)
    let say = call.words("people.")
    let locations = try await locations(call)
    var form = ResourceForm(new: say("new"), back: (say("title"), path), path: "/staff", after: "\(path)/{id}")
    form.sections = try sections(nil, call, locations, say)
    return try await call.office(form, active: "staff")
  }

  private static func show(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageStaff)
    let id = try call.id(of: Staff.self)
    let (person, locations) = try await (call.read { try $0.takeStaff(id) }, locations(call))
    let say = call.words("people.")
    let mayChange = try call.principal.role.mayGrant(person.role)
    var form = ResourceForm(person.name, back: (say("title"), path), path: "/staff/\(id)")
    form.sections = try sections(person, call, locations, say)
    if person.isDisabled { form.mark = (say("disabled"), "chip-canceled") }
    form.lock = mayChange ? nil : say("above_you")
    form.panels = [
      ResourcePanel(
        "staff/access",
        [
          "person_id": .text(id.text), "has_password": .flag(person.hasPassword), "has_pin": .flag(person.hasPIN),
          "may_reset": .flag(mayChange && !person.isDisabled && person.email != nil), "may_change": .flag(mayChange),
          "why_not": .text(say(person.isDisabled ? "no_reset_disabled" : "no_reset_email")),
        ])
    ]
    return try await call.office(form, active: "staff", module: "staff/person-view.js", texts: ["people."])
  }

  private static func locations(_ call: Call) async throws -> [Location] {
    try await call.read { try $0.listLocations(search: nil, page: PageRequest(limit: 200)).elements }
  }

  private static func sections(
    _ person: Staff?, _ call: Call, _ locations: [Location], _ say: (String) -> String
  ) throws -> [ResourceForm.Section] {
    let principal = try call.principal
    let isSelf = person != nil && principal.staffID == person?.id
    let roles = Role.allCases.filter { $0.isForPeople && (principal.role.mayGrant($0) || $0 == person?.role) }
    let word = { (role: Role) in call.site.texts.say("office.role.\(role.rawValue)") }
    let places = locations.map { ResourceField.Choice($0.id.text, $0.name) }
    let everywhere = principal.locationID == nil ? say("everywhere") : nil
    var who: [ResourceField] = [.text("name", say("name"), person?.name).required().limit(255)]
    who.append(.text("email", say("email"), person?.email, type: "email").limit(254).help(say("email_help")))
    if isSelf, let person {
      who.append(.fixed(say("role"), word(person.role)).help(say("own_role")))
    } else {
      who.append(
        .radio(
          "role", say("role"), person?.role.rawValue ?? Role.cashier.rawValue,
          roles.map { .init($0.rawValue, word($0), hint: say("role.\($0.rawValue)")) }))
      who.append(.choice("location_id", say("location"), person?.locationID?.text, places, none: everywhere))
    }
    var access: [ResourceField] = [
      .text("pin", say(person?.hasPIN == true ? "new_pin" : "pin"), nil, type: "password").limit(8).help(say("pin_help"))
    ]
    if person != nil, !isSelf { access.append(.flag("disabled", say("disable"), person?.isDisabled ?? false).help(say("disable_help"))) }
    return [
      ResourceForm.Section(say("who"), who), ResourceForm.Section(say("access"), help: person == nil ? say("new_help") : nil, access),
    ]
  }

  private static func proofs(of person: Staff, _ say: (String) -> String) -> String {
    let proofs = [person.hasPassword ? say("password") : nil, person.hasPIN ? say("pin") : nil].compactMap(\.self)
    return proofs.isEmpty ? say("no_proof") : proofs.joined(separator: ", ")
  }
}
