import Domain
import JSON
import UseCases

/// Orders out of conversations (E2).
enum ConversationOrderAPI {
  static func routes(_ api: inout RouteGroup) {
    api.post("/conversations/{id}/orders", create)
  }

  /// The body of a new order; whom it is for and where it comes from is the conversation's where the body does not say.
  private static func create(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Conversation.self)
    let fields = try call.fields()
    var order = fields.newOrder()
    if let named = order.conversationID, named != id {
      fields.fail("conversation_id", "conflict", "The address names another conversation.")
    }
    try fields.finish()
    (order.conversationID, order.takesChannel) = (id, true)
    // The same body elsewhere is other content: it would make an order of other words.
    if !order.contentHash.isEmpty { order.contentHash = ContentHash.of(Array("\(id) \(order.contentHash)".utf8)) }
    let request = order
    return try await call.write { work in
      _ = try work.findConversation(id)
      return try work.createOrder(request)
    } answer: { made in
      let reply = OrderJSON.reply(made.order, status: made.isNew ? 201 : 200)
      return made.isNew ? reply.with("Location", "/api/v1/orders/\(made.order.id)") : reply
    }
  }
}
