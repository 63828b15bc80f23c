import Domain
import JSON
import UseCases

/// `/staff`: who works here and what they may do (`api.md` §3). Secrets go in and never come out.
enum StaffAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/staff", list, query: ["q"] + PageQuery.names)
    api.post("/staff", create)
    api.get("/staff/{id}", get)
    api.patch("/staff/{id}", change)
    api.delete("/staff/{id}", disable)
    api.post("/staff/{id}/reset_link", offerReset)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let search = query.text("q", limit: 1000)
    let page = query.page()
    try query.finish()
    let isManager = try call.principal.may(.manageStaff)
    let staff = try await call.read { try $0.listStaff(search: search, page: page) }
    return Reply.json { json in json.page(staff) { StaffJSON.write($1, isManager: isManager, to: &$0) } }
  }

  private static func get(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Staff.self)
    let isManager = try call.principal.may(.manageStaff)
    let staff = try await call.read { try $0.takeStaff(id) }
    return Reply.json { StaffJSON.write(staff, isManager: isManager, to: &$0) }
  }

  private static func create(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageStaff)
    let fields = try call.fields()
    let name = fields.name("name", limit: 255, required: true)
    let role = fields.choice("role", of: Role.self, required: true)
    let email = fields.text("email", limit: 254)
    let location = fields.id("location_id", of: Location.self)
    let password = fields.raw("password").flatMap { Self.secret($0, "password", fields) }
    let pin = fields.raw("pin").flatMap { Self.secret($0, "pin", fields) }
    let (knownName, knownRole) = try fields.finish(name, role)
    let draft = StaffDraft(name: knownName, role: knownRole, email: email, locationID: location?.text)
    let secrets = try await call.shop.hashed(password: password, pin: pin, by: try call.principal)
    return try await call.write {
      try $0.addStaff(draft, secrets: secrets)
    } answer: { staff in
      Reply.created(at: "/api/v1/staff/\(staff.id.text)") { StaffJSON.write(staff, isManager: true, to: &$0) }
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageStaff)
    let id = try call.id(of: Staff.self)
    let fields = try call.fields()
    var change = StaffChange()
    change.name = fields.name("name", limit: 255, nullable: false)
    change.role = fields.choice("role", of: Role.self)
    change.email = fields.change("email") { $0.text($1, limit: 254) }
    change.locationID = fields.change("location_id") { $0.id($1, of: Location.self)?.text }
    change.password = fields.raw("password").flatMap { Self.secret($0, "password", fields) }
    change.pin = fields.change("pin") { fields, key in fields.raw(key).flatMap { Self.secret($0, key, fields) } }
    change.disabled = fields.bool("disabled")
    try fields.finish()
    let wanted = change
    let secrets = try await call.shop.hashed(
      password: wanted.password, pin: wanted.pin.flatMap { $0 }, of: id, by: try call.principal)
    let reply = try await call.write {
      try $0.changeStaff(id, wanted, secrets: secrets)
    } answer: { staff in
      Reply.json { StaffJSON.write(staff, isManager: true, to: &$0) }
    }
    call.shop.credentials.forgetVerified()
    return reply
  }

  /// A link for a new password, good once and for an hour. Never kept for a repeated request, so it takes no Idempotency-Key.
  private static func offerReset(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Staff.self)
    try call.noFields()
    let secret = try await call.shop.offerReset(to: id, by: try call.principal)
    return Reply.json { json in
      json.object {
        $0.member("path", "/reset?secret=\(secret)")
        $0.member("expires_at", call.shop.clock().adding(seconds: Shop.resetLinkSeconds).text)
      }
    }.with("Cache-Control", "no-store")
  }

  private static func disable(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Staff.self)
    try call.noFields()
    let reply = try await call.write {
      try $0.disableStaff(id)
    } answer: {
      Reply.done
    }
    call.shop.credentials.forgetVerified()
    return reply
  }

  /// A password or PIN exactly as it was typed: the general rules for texts, which trim and refuse, do not apply to secrets.
  private static func secret(_ json: JSON, _ key: String, _ fields: Fields) -> String? {
    guard case .string(let text) = json else {
      fields.fail(key, "type", "This field is a text.")
      return nil
    }
    return text
  }
}
