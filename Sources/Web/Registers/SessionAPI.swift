import Domain
import JSON
import UseCases

/// A till's day: float, movements, closing count (`api.md` §3).
enum SessionAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/registers/{id}/sessions", list, query: ["limit", "cursor"])
    api.post("/registers/{id}/sessions", open)
    api.get("/registers/{id}/sessions/{session_id}", show)
    api.post("/registers/{id}/sessions/{session_id}/cash_movements", move)
    api.post("/registers/{id}/sessions/{session_id}/close", close)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Register.self)
    let query = call.query.reader()
    let page = query.page()
    try query.finish()
    let sessions = try await call.read { try $0.listSessions(at: id, page: page) }
    return Reply.json { $0.page(sessions) { SessionJSON.write($1, to: &$0) } }
  }

  private static func open(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Register.self)
    let fields = try call.fields()
    let float = try fields.finish(fields.amount("opening_float", required: true))
    return try await call.write {
      try $0.openSession(at: id, openingFloat: float)
    } answer: { session in
      Reply.created(at: "/api/v1/registers/\(id)/sessions/\(session.id)") { SessionJSON.write(session, to: &$0) }
    }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Register.self)
    let sessionID = try call.id("session_id", of: RegisterSession.self)
    let sheet = try await call.read { try $0.findSession(sessionID, at: id) }
    return Reply.json { SessionJSON.write(sheet, to: &$0) }
  }

  private static func move(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Register.self)
    let sessionID = try call.id("session_id", of: RegisterSession.self)
    let fields = try call.fields()
    let amount = fields.amount("amount", in: -Money.limit...Money.limit, required: true)
    if amount == 0 { fields.fail("amount", "out_of_range", "Nothing would move.") }
    let reason = fields.name("reason", required: true)
    let (minorUnits, why) = try fields.finish(amount, reason)
    return try await call.write {
      try $0.moveCash(in: sessionID, at: id, amount: minorUnits, reason: why)
    } answer: { movement in
      Reply.created(at: "/api/v1/registers/\(id)/sessions/\(sessionID)") { SessionJSON.write(movement, to: &$0) }
    }
  }

  private static func close(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Register.self)
    let sessionID = try call.id("session_id", of: RegisterSession.self)
    let fields = try call.fields()
    let counted = try fields.finish(fields.amount("counted", required: true))
    return try await call.write {
      try $0.closeSession(sessionID, at: id, counted: counted)
    } answer: { session in
      Reply.json { SessionJSON.write(session, to: &$0) }
    }
  }
}
