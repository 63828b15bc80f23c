import Documents
import Domain
import Stores
import UseCases

/// `/admin/messages`: what the shop wrote to people, what did not arrive and why, and sending it again (B14).
enum MessagePages {
  private static let path = "/admin/messages"

  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/messages", list, query: ["status", "channel", "cursor"])
    pages.get("/admin/messages/{id}", show)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let status = query.choice("status", of: Message.Status.self)
    let channel = query.choice("channel", of: Message.Channel.self)
    let page = query.page()
    try query.finish()
    var filter = MessageStore.Filter()
    filter.statuses = status.map { [$0] } ?? []
    filter.channel = channel
    let chosen = filter
    let (messages, zone) = try await call.read { (try $0.listMessages(chosen, page: page), try $0.readSettings().timeZone) }
    let doors = try await call.shop.openDoors()
    let say = call.words("messages.")
    var list = ResourceList(
      say("title"), path: path,
      columns: [
        .init(say("to")), .init(say("kind"), isMinor: true), .init(say("status")), .init(say("when"), isMinor: true),
        .init(say("reason"), isMinor: true),
      ],
      rows: messages.elements.map { message in
        [
          .link(shownRecipient(message, say), path: "\(path)/\(message.id)", second: message.subject),
          .text(say("kind.\(message.kind.rawValue)")),
          .chip(say("status.\(message.status.rawValue)"), style: style(of: message.status)),
          .muted(WallClock.text(message.sentAt ?? message.createdAt, in: zone)), .muted(message.lastError ?? ""),
        ]
      }, next: messages.next)
    list.filters = [
      .init(
        "status", say("status"), value: status?.rawValue ?? "",
        [.init("", say("all"))] + Message.Status.allCases.map { .init($0.rawValue, say("status.\($0.rawValue)")) }),
      .init(
        "channel", say("channel"), value: channel?.rawValue ?? "",
        [.init("", say("all"))] + Message.Channel.allCases.map { .init($0.rawValue, say("channel.\($0.rawValue)")) }),
    ]
    list.isLater = page.cursor != nil
    list.empty = (say("empty"), say("empty_text"))
    if !doors.isEmailReady { list.note = say("not_set_up") }
    if try call.principal.may(.manageSettings) { list.links = [(say("doors"), "/admin/settings/messages")] }
    return try await call.office(list, active: "messages")
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Message.self)
    let (message, zone) = try await call.read { (try $0.findMessage(id), try $0.readSettings().timeZone) }
    let doors = try await call.shop.openDoors()
    let isStuck = message.status == .waiting && !doors.isReady(message.lane)
    let say = call.words("messages.")
    let wall = { (instant: Instant?) -> View in instant.map { .text(WallClock.text($0, in: zone)) } ?? .flag(false) }
    let maySend = try call.principal.may(.sendMessages)
    return try await call.office(
      OfficePage(
        title: message.subject ?? shownRecipient(message, say), active: "messages", template: "messages/message",
        view: [
          "message_id": .text(id.text), "to": .text(shownRecipient(message, say)),
          "conversation_path": message.channel == .conversation ? .text("/admin/inbox/\(message.recipient)") : .flag(false),
          "channel": .text(say("channel.\(message.channel.rawValue)")),
          "kind": .text(say("kind.\(message.kind.rawValue)")), "status": .text(say("status.\(message.status.rawValue)")),
          "style": .text(style(of: message.status)), "body": .text(message.text), "attempts": .text(String(message.attempts)),
          "created": wall(message.createdAt), "sent": wall(message.sentAt),
          "next": wall(message.status == .waiting && !isStuck ? message.nextAttemptAt : nil),
          "stuck": isStuck ? .text(say("stuck.\(message.channel.rawValue)")) : .flag(false),
          "error": message.lastError.map { .text($0) } ?? .flag(false),
          "order_path": message.orderID.map { .text("/admin/orders/\($0)") } ?? .flag(false),
          "has_invoice": .flag(!message.attachments.isEmpty),
          "may_resend": .flag(maySend && message.status != .waiting && message.status != .sending),
          "may_cancel": .flag(maySend && (message.status == .waiting || message.status == .notDelivered)),
        ], sheets: ["office-form"], module: "messages/message-view.js", texts: ["messages."]))
  }

  /// An address; a conversation is named by what it is, and opened to see whom it is with.
  private static func shownRecipient(_ message: Message, _ say: (String) -> String) -> String {
    message.channel == .conversation ? say("channel.conversation") : message.recipient
  }

  private static func style(of status: Message.Status) -> String {
    switch status {
    case .sent: "chip-paid"
    case .notDelivered: "chip-returned"
    case .waiting, .sending: "chip-awaiting_payment"
    case .canceled: "chip-canceled"
    }
  }
}
