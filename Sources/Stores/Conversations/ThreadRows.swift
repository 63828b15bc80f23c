import Domain
import JSON
import SQLEngine

/// Messages as rows.
enum ThreadRows {
  static func message(_ row: Row, files: [ChatAttachment]) throws -> ThreadMessage {
    let direction = try row.choice("direction", ThreadMessage.Direction.self)
    let sentAt = try row.instant("sent_at")
    let event = try row.textOrNil("word").map { ThreadEvent(word: $0, facts: try facts(try row.text("facts"))) }
    let outbox = try row.textOrNil("outbox_status")
    return ThreadMessage(
      id: try row.id("id"), conversationID: try row.id("conversation_id"), direction: direction, kind: try row.choice("kind"),
      text: try row.textOrNil("text"), attachments: files, externalID: try row.textOrNil("external_id"), sentAt: sentAt,
      place: try row.text("place"), receivedAt: try row.instant("received_at"), staffID: try row.idOrNil("staff_id"),
      messageID: try row.idOrNil("message_id"), orderID: try row.idOrNil("order_id"), isUnread: try row.flag("is_unread"),
      isUnsent: try row.flag("is_unsent"), event: event, delivery: direction == .out ? try delivery(row, outbox, sentAt) : nil,
      error: try row.textOrNil("outbox_error"))
  }

  /// What left is as far as the channel's marks say; what has not left is as far as the outbox says.
  private static func delivery(_ row: Row, _ outbox: String?, _ sentAt: Instant) throws -> ThreadMessage.Delivery {
    switch outbox {
    case "waiting", "sending": return .waiting
    case "not_delivered", "canceled": return .notDelivered
    default:
      if let read = try row.instantOrNil("read_up_to"), sentAt <= read { return .read }
      if let delivered = try row.instantOrNil("delivered_up_to"), sentAt <= delivered { return .delivered }
      return .sent
    }
  }

  static func text(_ facts: [ThreadEvent.Fact]) -> String {
    if facts.isEmpty { return "{}" }
    return StoredList.write { writer in
      writer.object { json in
        for fact in facts {
          switch fact.value {
          case .text(let text): json.member(.given(fact.name), text)
          case .number(let number): json.member(.given(fact.name), Optional(number))
          }
        }
      }
    }
  }

  static func facts(_ text: String) throws -> [ThreadEvent.Fact] {
    if text == "{}" { return [] }
    guard case .object(let members) = try JSON.read(Array(text.utf8)) else { throw StoredList.damaged }
    return try members.map { member in
      switch member.value {
      case .string(let text): return ThreadEvent.Fact(member.key, .text(text))
      case .number(let number):
        guard let value = Int64(number) else { throw StoredList.damaged }
        return ThreadEvent.Fact(member.key, .number(value))
      default: throw StoredList.damaged
      }
    }
  }
}
