import Domain
import JSON
import UseCases

/// What is said in a conversation, and what is sent along.
enum ThreadAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/conversations/{id}/messages", list, query: PageQuery.names)
    api.post("/conversations/{id}/messages", write)
    api.post("/conversations/{id}/messages/{message_id}/retry", retry)
    api.post("/conversations/{id}/attachments", attach, body: .parts(limit: Shop.attachmentLimit + 65_536, or: .none))
    api.get("/conversations/{id}/attachments/{attachment_id}", file)
  }

  /// Newest first.
  private static func list(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Conversation.self)
    let query = call.query.reader()
    let page = query.page()
    try query.finish()
    let found = try await call.read { try $0.listMessages(of: id, page: page) }
    return Reply.json { $0.page(found) { ThreadJSON.write($1, to: &$0) } }
  }

  /// A reply; with `direction: in`, what a contact of another system's chat said.
  private static func write(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Conversation.self)
    let fields = try call.fields()
    let direction = fields.choice("direction", of: SpokenDirection.self) ?? .out
    let limit = direction == .out ? ThreadMessage.textLimit : ChatText.inboundLimit
    let text = fields.text("text", limit: limit, multiline: true)
    let files = fields.ids("attachments", of: ChatAttachment.self, limit: ChatAttachment.mostOfOne) ?? []
    let name = fields.identifier("external_id", limit: 125)
    let sentAt = fields.instant("sent_at")
    if direction == .out {
      for key in ["external_id", "sent_at"] where fields.has(key) && !fields.isNull(key) {
        fields.fail(key, "not_allowed", "Only what came in has one of its own.")
      }
    }
    try fields.finish()
    return try await call.write { work in
      direction == .out
        ? try work.shownMessage(try work.reply(id, text: text, attachments: files))
        : try work.takeMessage(id, text: text, attachments: files, externalID: name, sentAt: sentAt)
    } answer: { shown in
      Reply.created(at: "/api/v1/conversations/\(shown.message.conversationID)/messages") { ThreadJSON.write(shown, to: &$0) }
    }
  }

  private static func retry(_ call: Call) async throws -> Reply {
    let (id, message) = (try call.id(of: Conversation.self), try call.id("message_id", of: ThreadMessage.self))
    try call.noFields()
    return try await call.write {
      try $0.shownMessage(try $0.retryReply(id, message))
    } answer: { shown in
      Reply.json { ThreadJSON.write(shown, to: &$0) }
    }
  }

  /// A file that goes with the next message.
  private static func attach(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Conversation.self)
    guard let form = try call.parts() else {
      throw Refusal(.unsupportedMediaType, "Send the file as the part file of multipart/form-data.")
    }
    guard let part = form.parts.first(where: { $0.name == "file" && $0.fileName != nil }), let bytes = form.file("file") else {
      throw Refusal.invalid("file", "required", "Choose a file.")
    }
    if let stray = form.parts.first(where: { $0.name != "file" }) {
      throw Refusal.invalid(stray.name, "unknown", "A file is sent by itself.")
    }
    // Whoever names no conversation costs no decoding.
    _ = try await call.read { try $0.findConversation(id) }
    let looked = try await call.shop.lookAtAttachment(bytes, name: part.fileName)
    return try await call.write {
      (try $0.addAttachment(looked, to: id), try $0.takeConversation(id).id)
    } answer: { file, conversation in
      Reply.created(at: "/api/v1/conversations/\(conversation)/attachments/\(file.id)") {
        ThreadJSON.write(file, in: conversation, to: &$0)
      }
    }
  }

  /// A file as it is handed out: of the type that we know it has, without rights in the browser (UPL-02).
  private static func file(_ call: Call) async throws -> Reply {
    let (id, name) = (try call.id(of: Conversation.self), try call.id("attachment_id", of: ChatAttachment.self))
    let (file, bytes) = try await call.read { try $0.readAttachment(id, name) }
    return SlipReply.of((kind: file.mediaType == .pdf ? .pdf : .jpeg, bytes: bytes), name: "file-\(file.id)")
  }
}

/// Who says something through the API.
enum SpokenDirection: String, Sendable, CaseIterable {
  case `in`, out
}
