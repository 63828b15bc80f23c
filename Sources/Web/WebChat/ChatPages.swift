import Domain
import JSON
import UseCases

/// `/shop/chat`: a visitor writes to the shop, and reads what it answers. Needs a cookie and no script; whoever has the cookie sees what
/// was said to its browser and nothing else.
enum ChatPages {
  static func routes(_ shop: inout RouteGroup) {
    shop.get("/shop/chat", show, query: ["*"])
    shop.get("/shop/chat/messages", thread, query: ["before", "seen", "lang"])
    shop.post("/shop/chat/messages", say, body: .parts(limit: Shop.slipLimit + 65_536, or: .form))
    shop.post("/shop/chat/contact", introduce)
    shop.get("/shop/chat/unread", unread, query: ["lang"])
    shop.get("/shop/chat/files/{id}", file)
  }

  private static func show(_ call: Call) async throws -> Reply {
    try await call.chatPage {
      let visitor = call.chatVisitor ?? call.shop.newChatVisitor()
      return try await page(call, visitor, typed: [:], refusal: nil)
    }
  }

  /// The room of a visitor, with what went wrong and what they had typed.
  private static func page(_ call: Call, _ visitor: ChatVisitor, typed: [String: String], refusal: Refusal?) async throws -> Reply {
    let query = call.query.reader()
    let before = query.text("before", limit: 200)
    let sight = try await call.shop.chat(visitor, before: before)
    if call.method == "GET", before == nil { await call.shop.noteChatRead(visitor, sight) }
    let reply = ShopReply(call, sight.settings)
    var view = ChatRoomView(writer: reply.writer, sight: sight, messageID: Self.newName(call))
    view.isEarlier = before != nil
    view.typed = typed
    view.refusal = refusal
    var page = try reply.page("chat/page", title: reply.writer.texts.say("web_chat.title"), cart: nil, view.values, inRoom: true)
    page.status = refusal.map { Problems.status(of: $0.code) } ?? page.status
    if case .retryAfter(let seconds)? = refusal?.extra { page = page.with("Retry-After", String(max(1, seconds))) }
    return remembering(visitor, page.with("Cache-Control", "no-store"))
  }

  /// What was said, for the script of a page that shows it already.
  private static func thread(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (before, isSeen) = (query.text("before", limit: 200), query.text("seen") == "true")
    let visitor = call.chatVisitor
    let sight = try await call.shop.chat(visitor, before: before)
    if isSeen, let visitor, call.method == "GET" { await call.shop.noteChatRead(visitor, sight) }
    let reply = ShopReply(call, sight.settings)
    return try reply.part("chat/thread", ChatRoomView(writer: reply.writer, sight: sight, messageID: "").thread)
  }

  private static func say(_ call: Call) async throws -> Reply {
    try await call.chatPage {
      let visitor = call.chatVisitor ?? call.shop.newChatVisitor()
      var typed: [String: String] = [:]
      do {
        let form = try call.parts()
        typed = try form?.fields() ?? call.form()
        try refuseUnknown(
          typed.keys + (form?.parts.filter { $0.fileName != nil }.map(\.name) ?? []), ["text", "message_id", "picture"])
        let picture = form?.file("picture")
        let words = ChatWords(id: typed["message_id"] ?? newName(call), text: typed["text"], picture: picture)
        try await call.shop.say(words, by: visitor, peer: call.peer.address)
        if wantsPage(call) { return remembering(visitor, .seeOther(ChatRoomView.path() + "#chat-form")) }
        return remembering(visitor, .json(status: 201) { $0.object { $0.member("message_id", words.id) } })
      } catch let refusal as Refusal where wantsPage(call) && refusal.code != .gone {
        return try await page(call, visitor, typed: typed, refusal: refusal)
      }
    }
  }

  private static func introduce(_ call: Call) async throws -> Reply {
    try await call.chatPage {
      let visitor = call.chatVisitor ?? call.shop.newChatVisitor()
      let form = try ShopForm(call, knows: ["name", "email"])
      do {
        let settings = try await call.shop.chat(nil, before: nil).settings
        let texts = call.site.languages.texts(ShopReply.language(of: call, settings))
        try await call.shop.introduce(
          form.text("name"), email: form.text("email"), by: visitor, peer: call.peer.address,
          message: { texts.say("web_chat.contact_message", ["email": $0]) })
        return remembering(visitor, .seeOther(ChatRoomView.path() + "#chat-form"))
      } catch let refusal as Refusal where wantsPage(call) && refusal.code != .gone {
        return try await page(call, visitor, typed: form.values, refusal: refusal)
      }
    }
  }

  /// How much was said to a visitor since they looked, and what the button says of it.
  private static func unread(_ call: Call) async throws -> Reply {
    let count = try await call.chatVisitor.asyncMap { try await call.shop.unreadChat($0) } ?? 0
    let settings = try await call.shop.read(by: .system) { try $0.readSettings() }
    let texts = call.site.languages.texts(ShopReply.language(of: call, settings))
    let label = count == 0 ? texts.say("web_chat.open") : texts.say("web_chat.open_unread", ["count": String(count)])
    return Reply.json { writer in
      writer.object {
        $0.member("unread", Optional(count))
        $0.member("label", label)
      }
    }
  }

  private static func file(_ call: Call) async throws -> Reply {
    let file = try await call.shop.chatFile(call.chatVisitor, call.id(of: ChatAttachment.self))
    let reply = Reply(status: 200, body: .bytes(file.bytes)).with("Content-Type", file.type.rawValue)
      .with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
      .with("Cache-Control", "private, max-age=31536000, immutable").with("Vary", "Cookie")
    return file.type == .jpeg ? reply : reply.with("Content-Disposition", "attachment; filename=\"file.pdf\"")
  }

  private static func wantsPage(_ call: Call) -> Bool { call.headers["accept"]?.contains("text/html") == true }

  /// A name for a message that nobody can foresee, so that none stands in the way of another.
  private static func newName(_ call: Call) -> String { String(call.shop.newChatVisitor().contact.key.prefix(32)) }

  private static func remembering(_ visitor: ChatVisitor, _ reply: Reply) -> Reply {
    reply.with("Cache-Control", "no-store").settingCookie(.chat, visitor.cookie, seconds: ChatVisitor.seconds)
  }

  private static func refuseUnknown(_ names: [String], _ known: Set<String>) throws(Refusal) {
    let unknown = names.filter { !known.contains($0) }.sorted()
    guard unknown.isEmpty else {
      throw Refusal(
        .validationFailed, "The form has a field that is not known here.",
        failures: unknown.map { FieldFailure(field: TextRules.shown($0), code: "unknown_field", message: "This field is not known here.") })
    }
  }
}

extension Call {
  /// Whoever has the cookie of the web chat; nil for a cookie that the shop did not give out.
  var chatVisitor: ChatVisitor? { shop.chatVisitor(cookie(.chat)) }

  /// Answers with a page of the chat, or with one that says that it is closed.
  fileprivate func chatPage(_ body: () async throws -> Reply) async throws -> Reply {
    do {
      return try await body()
    } catch let refusal as Refusal
      where refusal.code == .gone && (method == "GET" || headers["accept"]?.contains("text/html") == true)
    {
      let settings = try await shop.read(by: .system) { try $0.readSettings() }
      let reply = ShopReply(self, settings)
      let say = reply.writer.texts.say
      return try reply.message(say("web_chat.closed", [:]), say("web_chat.closed_text", [:]), status: method == "GET" ? 200 : 410)
    }
  }
}

extension Optional {
  fileprivate func asyncMap<Result>(_ body: (Wrapped) async throws -> Result) async rethrows -> Result? {
    guard let self else { return nil }
    return try await body(self)
  }
}
