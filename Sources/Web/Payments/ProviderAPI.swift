import Domain
import JSON
import UseCases

/// `/payment_providers` and `/provider_events`: who takes cards for the shop, and what they told us. Extensions of ours.
enum ProviderAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/payment_providers", providers)
    api.get("/provider_events", events, query: ["state"] + PageQuery.names)
    api.post("/provider_events/{id}/retry", retry)
  }

  /// Nothing secret: which provider, whether real money moves, and whether its events are believed.
  private static func providers(_ call: Call) async throws -> Reply {
    try call.principal.require(.readOrders)
    let gateways = try await call.shop.gateways(call.shop)
    let hears = try await !call.shop.openDoors().stripe.hookSecrets.isEmpty
    return Reply.json { json in
      json.object {
        $0.member("data", array: gateways) { writer, gateway in
          writer.object {
            $0.member("provider", gateway.account.provider.rawValue)
            $0.member("mode", gateway.account.isLive ? "live" : "test")
            $0.member("page_origin", gateway.pageOrigin)
            $0.member("hears_events", gateway.account.provider != .stripe || hears)
          }
        }
        $0.member("next_cursor", String?.none)
      }
    }
  }

  private static func events(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let states = query.choices("state", of: ProviderEvent.State.self) ?? []
    let page = query.page()
    try query.finish()
    let found = try await call.read { try $0.listProviderEvents(states, page: page) }
    return Reply.json { $0.page(found) { write($1, to: &$0) } }
  }

  private static func retry(_ call: Call) async throws -> Reply {
    let id = call.parameter("id")
    try call.noFields()
    return try await call.write {
      try $0.retryProviderEvent(.stripe, id)
    } answer: { event in
      Reply.json { write(event, to: &$0) }
    }
  }

  private static func write(_ event: ProviderEvent, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", event.eventID)
      json.member("provider", event.provider.rawValue)
      json.member("type", event.type)
      json.member("object_id", event.objectID)
      json.member("payment_id", event.paymentID?.text)
      json.member("state", event.state.rawValue)
      json.member("attempts", Optional(event.attempts))
      json.member("next_attempt_at", event.state == .waiting ? event.nextAttemptAt.text : nil)
      json.member("last_error", event.lastError)
      json.member("received_at", event.receivedAt.text)
    }
  }
}
