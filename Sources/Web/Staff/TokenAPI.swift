import Domain
import JSON
import UseCases

/// `/tokens`: keys for programs (`api.md` §1). A secret is in the answer that made it and nowhere else: not even a repeated request
/// with the same Idempotency-Key shows it again.
enum TokenAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/tokens", list, query: ["q"] + PageQuery.names)
    api.post("/tokens", create)
    api.get("/tokens/{id}", get)
    api.patch("/tokens/{id}", rename)
    api.delete("/tokens/{id}", revoke)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let search = query.text("q", limit: 1000)
    let page = query.page()
    try query.finish()
    let tokens = try await call.read { try $0.listTokens(search: search, page: page) }
    return Reply.json { json in json.page(tokens) { StaffJSON.write($1, to: &$0) } }
  }

  private static func get(_ call: Call) async throws -> Reply {
    let id = try call.id(of: APIToken.self)
    let token = try await call.read { try $0.takeToken(id) }
    return Reply.json { StaffJSON.write(token, to: &$0) }
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let name = fields.name("name", limit: 255, required: true)
    let role = fields.choice("role", of: Role.self, required: true)
    let location = fields.id("location_id", of: Location.self)
    let expiresAt = fields.instant("expires_at")
    let (knownName, knownRole) = try fields.finish(name, role)
    let secret = call.shop.newTokenSecret()
    let reply = try await call.write {
      try $0.createToken(name: knownName, role: knownRole, locationID: location?.text, expiresAt: expiresAt, secret: secret)
    } answer: { token in
      Reply.created(at: "/api/v1/tokens/\(token.id.text)") { StaffJSON.write(token, to: &$0) }
    }
    guard reply.header("Idempotent-Replayed") == nil, case .bytes(let bytes) = reply.body, case .object(let members) = try JSON.read(bytes)
    else { return reply }
    // What is kept for a repeated request must not hold the secret, so it joins the answer only now.
    var shown = reply
    shown.body = .bytes(JSON.object(members + [(key: "token", value: .string(secret))]).bytes)
    return shown
  }

  private static func rename(_ call: Call) async throws -> Reply {
    let id = try call.id(of: APIToken.self)
    let fields = try call.fields()
    let name = fields.name("name", limit: 255, nullable: false)
    try fields.finish()
    return try await call.write {
      guard let name else { return try $0.takeToken(id) }
      return try $0.renameToken(id, to: name)
    } answer: { token in
      Reply.json { StaffJSON.write(token, to: &$0) }
    }
  }

  private static func revoke(_ call: Call) async throws -> Reply {
    let id = try call.id(of: APIToken.self)
    try call.noFields()
    let reply = try await call.write {
      try $0.revokeToken(id)
    } answer: {
      Reply.done
    }
    call.shop.credentials.forgetVerified()
    return reply
  }
}
