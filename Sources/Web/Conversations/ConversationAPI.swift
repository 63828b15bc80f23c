import Domain
import JSON
import UseCases

/// Conversations: one inbox for all channels (`api.md` §3).
enum ConversationAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/conversations", list, query: ["q", "channel", "assignee", "unread", "status", "customer_id"] + PageQuery.names)
    api.post("/conversations", create)
    api.get("/conversations/counts", counts)
    api.get("/conversations/{id}", show)
    api.patch("/conversations/{id}", change)
    api.delete("/conversations/{id}", remove)
    api.post("/conversations/{id}/replying", replying)
    api.post("/conversations/{id}/merge", merge)
    ThreadAPI.routes(&api)
  }

  /// Those with the newest messages first.
  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    var filter = ConversationFilter()
    filter.search = query.text("q")
    filter.channels = query.choices("channel", of: ConversationChannel.self) ?? []
    filter.isUnread = query.flag("unread")
    filter.isOpen = query.choice("status", of: ConversationStatus.self).map { $0 == .open }
    filter.customerID = query.id("customer_id", of: Customer.self)
    filter.assignee = try assignee(query, call)
    let (wanted, page) = (filter, query.page())
    try query.finish()
    let found = try await call.read { try $0.listConversations(wanted, page: page) }
    return Reply.json { $0.page(found) { ConversationJSON.write($1, to: &$0) } }
  }

  /// `me`, `none`, or the id of a colleague. A token is nobody's, so that its `me` finds nothing.
  private static func assignee(_ query: QueryReader, _ call: Call) throws -> ConversationFilter.Assignee? {
    guard let word = query.given("assignee") else { return nil }
    switch word {
    case "none": return .nobody
    case "me": return .staff(try call.principal.staffID ?? ID(stored: "stf_nobody"))
    default:
      guard let id = ID<Staff>(word) else {
        query.fail("assignee", "invalid", "One of me, none, or the id of a colleague.")
        return nil
      }
      return .staff(id)
    }
  }

  private static func counts(_ call: Call) async throws -> Reply {
    try call.query.reader().finish()
    let counts = try await call.read { try $0.countConversations() }
    return Reply.json { writer in
      writer.object { json in
        json.member("all", Optional(counts.all))
        json.member("mine", Optional(counts.mine))
        json.member("unread", Optional(counts.unread))
        json.member("unassigned", Optional(counts.unassigned))
      }
    }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Conversation.self)
    return reply(try await call.read { try $0.findConversation(id) })
  }

  private static func create(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let channel = fields.choice("channel", of: ConversationChannel.self) ?? .api
    let account = fields.identifier("account", limit: nameLimit)
    let key = fields.identifier("contact_key", limit: nameLimit)
    var changes = ConversationChanges()
    changes.name = fields.change("name") { $0.name($1, limit: ChatText.nameLimit) }
    changes.customerID = fields.change("customer_id") { $0.id($1, of: Customer.self) }
    changes.assigneeID = fields.change("assignee_id") { $0.id($1, of: Staff.self) }
    let wanted = changes
    try fields.finish()
    return try await call.write {
      try $0.createConversation(channel, account: account ?? "", key: key, wanted)
    } answer: { made in
      Reply.created(at: "/api/v1/conversations/\(made.conversation.id)") { ConversationJSON.write(made, to: &$0) }
    }
  }

  private static let nameLimit = 125

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Conversation.self)
    let fields = try call.fields()
    var changes = ConversationChanges()
    changes.name = fields.change("name") { $0.name($1, limit: ChatText.nameLimit) }
    changes.customerID = fields.change("customer_id") { $0.id($1, of: Customer.self) }
    changes.assigneeID = fields.change("assignee_id") { $0.id($1, of: Staff.self) }
    changes.isOpen = fields.choice("status", of: ConversationStatus.self).map { $0 == .open }
    changes.isRead = fields.bool("read")
    let wanted = changes
    try fields.finish()
    return try await call.write({ try $0.changeConversation(id, wanted) }, answer: reply)
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Conversation.self)
    try call.noFields()
    return try await call.write({ try $0.removeConversation(id) }, answer: { Reply.done })
  }

  private static func replying(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Conversation.self)
    try call.noFields()
    return try await call.write({ try $0.sayReplying(id) }, answer: reply)
  }

  private static func merge(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Conversation.self)
    let fields = try call.fields()
    let others = fields.ids("conversation_ids", of: Conversation.self, limit: UnitOfWork.mostMerged, required: true)
    if others?.isEmpty == true { fields.fail("conversation_ids", "required", "Name at least one conversation.") }
    let named = try fields.finish(others)
    return try await call.write({ try $0.mergeConversations(named, into: id) }, answer: reply)
  }

  private static func reply(_ shown: ShownConversation) -> Reply {
    Reply.json { ConversationJSON.write(shown, to: &$0) }
  }
}

/// Whether a conversation is done.
enum ConversationStatus: String, Sendable, CaseIterable {
  case open, closed
}
