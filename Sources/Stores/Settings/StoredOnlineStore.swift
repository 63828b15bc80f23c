import Domain
import JSON

/// What the shop decided about its online store, as JSON text; NULL is a shop that decided nothing.
enum StoredOnlineStore {
  static func text(_ store: OnlineStore) -> String {
    StoredList.write { writer in
      writer.object {
        $0.member("open", store.isOpen)
        $0.member("intro", store.intro)
        $0.member("location_id", store.locationID?.text)
        $0.member("pay_on_collection", store.takesPayOnCollection)
        $0.member("unpaid_days", Optional(store.unpaidDays))
        $0.member("chat") { StoredWebChat.write(store.chat, to: &$0) }
      }
    }
  }

  static func read(_ text: String) throws -> OnlineStore {
    let json = try JSON.read(Array(text.utf8))
    guard case .bool(let isOpen)? = json["open"], case .bool(let onCollection)? = json["pay_on_collection"],
      case .number(let token)? = json["unpaid_days"], let days = Int64(token)
    else { throw StoredList.damaged }
    return OnlineStore(
      isOpen: isOpen, intro: StoredList.stringOrNil(json, "intro"),
      locationID: StoredList.stringOrNil(json, "location_id").map { ID(stored: $0) }, takesPayOnCollection: onCollection, unpaidDays: days,
      chat: try json["chat"].map(StoredWebChat.read) ?? WebChat())
  }
}
