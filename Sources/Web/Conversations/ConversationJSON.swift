import Domain
import JSON
import UseCases

/// A conversation and its messages in words for a program.
enum ConversationJSON {
  static func write(_ shown: ShownConversation, to writer: inout JSONWriter) {
    let (conversation, sight) = (shown.conversation, shown.sight)
    writer.object { json in
      json.member("id", conversation.id.text)
      json.member("channel", conversation.channel.rawValue)
      json.member("account", conversation.account)
      json.member("contact_key", conversation.channel == .webChat ? nil : conversation.contactKey)
      json.member("name", conversation.shownName)
      json.member("picture_url", conversation.contactPictureURL)
      json.member("customer_id", conversation.customerID?.text)
      write(sight.customer, to: &json)
      person("assignee", conversation.assigneeID, sight.assigneeName, &json)
      json.member("location_id", conversation.locationID?.text)
      json.member("status", conversation.isOpen ? ConversationStatus.open.rawValue : ConversationStatus.closed.rawValue)
      json.member("unread", Optional(conversation.unread))
      write(conversation.lastMessage, to: &json)
      json.member("last_inbound_at", conversation.lastInboundAt?.text)
      json.member("delivered_up_to", conversation.deliveredUpTo?.text)
      json.member("read_up_to", conversation.readUpTo?.text)
      write(sight.window, to: &json)
      json.member("orders", array: sight.orders) { write($1, to: &$0) }
      json.member("open_order_id", sight.openOrderID?.text)
      replying(shown, to: &json)
      json.member("merged_into", conversation.mergedInto?.text)
      json.member("created_at", conversation.createdAt.text)
      json.member("updated_at", conversation.updatedAt.text)
      json.member("version", Optional(conversation.version))
    }
  }

  private static func write(_ customer: ConversationSight.Person?, to json: inout JSONWriter) {
    guard let customer else { return nothing("customer", &json) }
    json.member("customer") { person in
      person.member("id", customer.id.text)
      person.member("name", customer.name)
      person.member("email", customer.email)
      person.member("phone", customer.phone)
    }
  }

  static func person(_ key: JSONKey, _ id: ID<Staff>?, _ name: String?, _ json: inout JSONWriter) {
    guard let id else { return nothing(key, &json) }
    json.member(key) { person in
      person.member("id", id.text)
      person.member("name", name)
    }
  }

  static func nothing(_ key: JSONKey, _ json: inout JSONWriter) {
    json.key(key)
    json.null()
  }

  private static func write(_ last: Conversation.LastMessage?, to json: inout JSONWriter) {
    guard let last else { return nothing("last_message", &json) }
    json.member("last_message") { message in
      message.member("text", last.text)
      message.member("direction", last.direction.rawValue)
      message.member("at", last.at.text)
    }
  }

  private static func write(_ window: ReplyWindow, to json: inout JSONWriter) {
    json.member("reply_window") { json in
      json.member("state", window.state.rawValue)
      json.member("until", window.until?.text)
      json.member("note", window.reason?.rawValue)
    }
  }

  private static func write(_ order: ConversationSight.OrderChip, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", order.id.text)
      json.member("number", order.number)
      json.member("display_status", order.displayStatus.rawValue)
      json.member("total", Optional(order.total.minorUnits))
      json.member("currency", order.total.currency.code)
    }
  }

  private static func replying(_ shown: ShownConversation, to json: inout JSONWriter) {
    guard let replying = shown.conversation.replying, let name = shown.sight.replyingName else { return nothing("replying", &json) }
    json.member("replying") { json in
      json.member("staff_id", replying.staffID.text)
      json.member("name", name)
      json.member("until", replying.until.text)
    }
  }
}
