import Domain
import JSON
import UseCases

/// `/alerts`: what came in and has to be seen by staff, and who has seen it. An extension of ours.
enum AlertAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/alerts", list, query: ["open", "kind"] + PageQuery.names)
    api.get("/alerts/bell", bell)
    api.post("/alerts/acknowledge", acknowledgeAll)
    api.post("/alerts/{id}/acknowledge", acknowledge)
  }

  /// Newest first.
  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    var filter = AlertFilter()
    filter.isOpen = query.flag("open")
    filter.kinds = query.choices("kind", of: Alert.Kind.self) ?? []
    let (wanted, page) = (filter, query.page())
    try query.finish()
    let found = try await call.read { try $0.listAlerts(wanted, page: page) }
    return Reply.json { $0.page(found) { AlertJSON.write($1, to: &$0) } }
  }

  private static func bell(_ call: Call) async throws -> Reply {
    try call.query.reader().finish()
    let state = try await call.read { try $0.readBell() }
    return Reply.json { AlertJSON.write(state, to: &$0) }
  }

  private static func acknowledge(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Alert.self)
    try call.noFields()
    return try await call.write {
      try $0.acknowledgeAlert(id)
    } answer: { shown in
      Reply.json { AlertJSON.write(shown, to: &$0) }
    }
  }

  private static func acknowledgeAll(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let ids = fields.ids("alert_ids", of: Alert.self, limit: UnitOfWork.mostAlerts)
    try fields.finish()
    return try await call.write {
      try $0.acknowledgeAlerts(ids)
    } answer: { shown in
      Reply.json { writer in
        writer.object { $0.member("data", array: shown) { AlertJSON.write($1, to: &$0) } }
      }
    }
  }
}
