import Domain
import JSON
import UseCases

/// Two people in one draft see each other: told and asked in one call, every few seconds, without touching the order.
enum PresenceAPI {
  static func routes(_ api: inout RouteGroup) {
    api.post("/orders/{id}/presence", enter)
  }

  private static func enter(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let section = fields.text("section", limit: 40)
    try fields.finish()
    let principal = try call.principal
    // Only who may see the order is told who else does.
    let now = try await call.read { unit in
      _ = try unit.findOrder(id)
      return unit.now
    }
    guard let actor = principal.actorID else { return reply([]) }
    return reply(await call.site.presence.enter(id, OrderPresence.Person(id: actor, name: principal.name, section: section, seenAt: now)))
  }

  private static func reply(_ people: [OrderPresence.Person]) -> Reply {
    Reply.json { json in
      json.object {
        $0.member("data", array: people) { writer, person in
          writer.object {
            $0.member("staff_id", person.id)
            $0.member("name", person.name)
            $0.member("section", person.section)
          }
        }
      }
    }
  }
}
