import Domain
import JSON
import UseCases

/// Tills and their grids (`api.md` §3).
enum RegisterAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/registers", list, query: ["q", "location_id", "limit", "cursor"])
    api.post("/registers", create)
    api.get("/registers/{id}", show)
    api.patch("/registers/{id}", change)
    api.delete("/registers/{id}", remove)
    api.get("/registers/{id}/tiles", tiles)
    api.put("/registers/{id}/tiles", arrange)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, location, page) = (query.text("q", limit: 1000), query.id("location_id", of: Location.self), query.page())
    try query.finish()
    let registers = try await call.read { try $0.listRegisters(search: search, location: location, page: page) }
    return Reply.json { $0.page(registers) { write($1, to: &$0) } }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Register.self)
    return reply(try await call.read { try $0.findRegister(id) })
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    fields.require("name")
    let location = fields.id("location_id", of: Location.self, required: true)
    let changes = changes(fields)
    let locationID = try fields.finish(location)
    return try await call.write {
      try $0.createRegister(changes, at: locationID)
    } answer: { register in
      Reply.created(at: "/api/v1/registers/\(register.id)") { write(register, to: &$0) }
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Register.self)
    let fields = try call.fields()
    let changes = changes(fields)
    try fields.finish()
    return try await call.write({ try $0.changeRegister(id, changes) }, answer: reply)
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Register.self)
    try call.noFields()
    return try await call.write({ try $0.removeRegister(id) }, answer: { Reply.done })
  }

  private static func tiles(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Register.self)
    return reply(try await call.read { try $0.tiles(of: id) })
  }

  private static func arrange(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Register.self)
    let fields = try call.fields()
    let tiles = fields.objects("tiles", limit: Tile.limit, required: true) { tile -> Tile? in
      let kind = tile.choice("kind", of: Tile.Kind.self, required: true)
      let ref = tile.name("ref", limit: 255, required: true)
      guard let kind, let ref else { return nil }
      return Tile(kind: kind, ref: ref)
    }
    let wanted = try fields.finish(tiles)
    return try await call.write({ try $0.arrangeTiles(wanted, of: id) }, answer: reply)
  }

  private static func changes(_ fields: Fields) -> Changes<Register> {
    var changes = Changes<Register>()
    fields.set(\.name, in: &changes, "name") { $0.name($1, limit: 255, nullable: false) }
    fields.set(\.locationID, in: &changes, "location_id") { $0.id($1, of: Location.self, nullable: false) }
    return changes
  }

  private static func reply(_ tiles: [Tile]) -> Reply {
    Reply.json { json in
      json.object {
        $0.member("tiles", array: tiles) { writer, tile in
          writer.object {
            $0.member("kind", tile.kind.rawValue)
            $0.member("ref", tile.ref)
          }
        }
      }
    }
  }

  private static func reply(_ register: Register) -> Reply {
    Reply.json { write(register, to: &$0) }
  }

  private static func write(_ register: Register, to writer: inout JSONWriter) {
    writer.object {
      $0.member("id", register.id.text)
      $0.member("name", register.name)
      $0.member("location_id", register.locationID.text)
      $0.member("current_order_id", register.currentOrderID?.text)
      $0.member("created_at", register.createdAt.text)
    }
  }
}
