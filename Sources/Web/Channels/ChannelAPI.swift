import Domain
import JSON
import Stores
import UseCases

/// `/channels` and `/channel_events`: how the chat services stand with the shop, and what they told it. Extensions of ours.
enum ChannelAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/channels", list)
    api.post("/channels/{id}/check", check)
    api.get("/channel_events", events, query: ["source", "state"] + PageQuery.names)
    api.post("/channel_events/{id}/retry", retry)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let channels = try await call.shop.seeChannels(by: call.principal)
    return Reply.json { json in
      json.object {
        $0.member("data", array: channels) { writer, channel in write(channel, to: &writer) }
        $0.member("next_cursor", String?.none)
      }
    }
  }

  private static func check(_ call: Call) async throws -> Reply {
    try call.noFields()
    guard let source = ChannelEvent.Source(rawValue: call.parameter("id")) else { throw Refusal.notFound("channel") }
    let result: Result<ChatAccount, ChatFailure>
    do {
      result = .success(try await call.shop.checkChannel(source, by: call.principal))
    } catch let failure as ChatFailure {
      result = .failure(failure)
    }
    return Reply.json { json in
      json.object {
        $0.member("id", source.rawValue)
        switch result {
        case .success(let account):
          $0.member("connected", true)
          $0.member("account", account.key)
          $0.member("name", account.name)
          $0.member("problem", String?.none)
        case .failure(let failure):
          $0.member("connected", false)
          $0.member("account", String?.none)
          $0.member("name", String?.none)
          $0.member("problem", failure.reason)
        }
      }
    }
  }

  private static func events(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let source = query.choice("source", of: ChannelEvent.Source.self)
    let states = query.choices("state", of: ChannelEvent.State.self) ?? []
    let page = query.page()
    try query.finish()
    let found = try await call.read { try $0.listChannelEvents(source, states, page: page) }
    return Reply.json { $0.page(found) { write($1, to: &$0) } }
  }

  private static func retry(_ call: Call) async throws -> Reply {
    let id = try call.id(of: ChannelEvent.self)
    try call.noFields()
    return try await call.write {
      try $0.retryChannelEvent(id)
    } answer: { event in
      Reply.json { write(event, to: &$0) }
    }
  }

  private static func write(_ channel: ChannelSight, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", channel.source.rawValue)
      json.member("hears", channel.hears)
      json.member("speaks", channel.speaks)
      json.member("webhook_url", channel.hookURL)
      json.member("last_event_at", channel.tally.lastAt?.text)
      json.member("waiting", Optional(channel.tally.waiting))
      json.member("dead", Optional(channel.tally.dead))
    }
  }

  /// What it said is nobody's to read here: it stands in the conversation once it was understood.
  private static func write(_ event: ChannelEvent, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", event.id.text)
      json.member("source", event.source.rawValue)
      json.member("type", event.type)
      json.member("account", event.account)
      json.member("state", event.state.rawValue)
      json.member("attempts", Optional(event.attempts))
      json.member("next_attempt_at", event.state == .waiting ? event.nextAttemptAt.text : nil)
      json.member("last_error", event.lastError)
      json.member("received_at", event.receivedAt.text)
    }
  }
}
