import Domain
import JSON
import UseCases

/// Writing to an order's customer about their money: reminders, and receipts on demand.
enum NoticeAPI {
  static func routes(_ api: inout RouteGroup) {
    api.post("/orders/{id}/reminders", remind)
    api.post("/orders/{id}/receipts", sendReceipt)
  }

  private static func remind(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let channel = fields.choice("via", of: Message.Channel.self)
    let recipient = fields.name("to", limit: 254)
    let message = fields.text("message", limit: 1000, multiline: true)
    try fields.finish()
    let request = ReminderRequest(channel: channel, recipient: recipient, message: message)
    return try await call.write({ try $0.sendReminder(id, request) }, answer: created)
  }

  private static func sendReceipt(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let way = fields.choice("via", of: Message.Channel.self, required: true)
    let recipient = fields.name("to", limit: 254)
    let channel = try fields.finish(way)
    return try await call.write({ try $0.sendReceipt(id, by: channel, to: recipient) }, answer: created)
  }

  private static func created(_ message: Message) -> Reply {
    Reply.created(at: "/api/v1/messages/\(message.id)") { MessageJSON.write(message, to: &$0) }
  }
}
