import Domain
import JSON
import Stores
import UseCases

/// `/messages`: what the shop wrote to people, whether it arrived, and writing again.
enum MessageAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/messages", list, query: ["status", "channel", "kind", "order_id"] + PageQuery.names)
    api.get("/messages/status", status)
    api.get("/messages/{id}", show)
    api.post("/messages/{id}/resend", resend)
    api.post("/messages/{id}/cancel", cancel)
    api.post("/settings/test_message", test)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    var filter = MessageStore.Filter()
    filter.statuses = query.choices("status", of: Message.Status.self) ?? []
    filter.channel = query.choice("channel", of: Message.Channel.self)
    filter.kind = query.choice("kind", of: Message.Kind.self)
    filter.orderID = query.id("order_id", of: Order.self)
    let (chosen, page) = (filter, query.page())
    try query.finish()
    let messages = try await call.read { try $0.listMessages(chosen, page: page) }
    return Reply.json { $0.page(messages) { MessageJSON.write($1, to: &$0) } }
  }

  /// Whether messages can leave, and how many have not.
  private static func status(_ call: Call) async throws -> Reply {
    let state = try await call.read { try $0.outboxState() }
    let doors = try await call.shop.openDoors()
    return Reply.json { json in
      json.object {
        $0.member("email_ready", doors.isEmailReady)
        $0.member("sms_ready", doors.isSMSReady)
        $0.member("waiting", Optional(state.waiting))
        $0.member("sending", Optional(state.sending))
        $0.member("not_delivered", Optional(state.notDelivered))
      }
    }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Message.self)
    return reply(try await call.read { try $0.findMessage(id) })
  }

  private static func resend(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Message.self)
    try call.noFields()
    return try await call.write({ try $0.resendMessage(id) }, answer: reply)
  }

  private static func cancel(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Message.self)
    try call.noFields()
    return try await call.write({ try $0.cancelMessage(id) }, answer: reply)
  }

  /// By what a test message can go: a conversation is tested by talking in it.
  private enum TestedChannel: String, CaseIterable {
    case email, sms

    var channel: Message.Channel { self == .email ? .email : .sms }
  }

  private static func test(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let channel = fields.choice("channel", of: TestedChannel.self, required: true)
    let to = fields.text("to", limit: 320, minimum: 1, required: true)
    let (knownChannel, recipient) = try fields.finish(channel, to)
    return try await call.write {
      try $0.addTestMessage(by: knownChannel.channel, to: recipient)
    } answer: { message in
      Reply.created(at: "/api/v1/messages/\(message.id)") { MessageJSON.write(message, to: &$0) }
    }
  }

  private static func reply(_ message: Message) -> Reply {
    Reply.json { MessageJSON.write(message, to: &$0) }
  }
}
