import Domain
import JSON
import Stores
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
    return reply(try await call.shop.enterOrder(id, section: section, by: call.principal))
  }

  private static func reply(_ people: [OrderPresence]) -> Reply {
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
