import Domain
import Stores
import TestSupport
import Testing
import UseCases

/// Whatever order and however often a channel tells of them, the same events make the same conversation (WHI-03, WHI-05).
struct HearingInAnyOrder {
  /// A channel's event, told of the contact `key`.
  private typealias Told = @Sendable (_ work: UnitOfWork, _ contact: ChatContact) throws -> Void

  private static let start = Instant(milliseconds: 1_763_776_800_000)

  private static func said(_ name: String, after seconds: Int64, _ text: String?, echo: Bool = false) -> Told {
    { work, contact in
      var message = InboundMessage(
        contact: contact, externalID: "\(contact.key):\(name)", kind: text == nil ? .image : .text, text: text,
        sentAt: start.adding(seconds: seconds))
      if echo { message.direction = .out }
      try work.hear(message)
    }
  }

  /// Two of them said in the same second, one taken back, an answer from elsewhere, marks of two moments, and names that changed.
  private static let sets: [(name: String, events: [Told])] = [
    (
      "messages and what was taken back",
      [
        said("a", after: 0, "2 red L + 1 cap"), said("b", after: 5, "สวัสดีครับ"), said("c", after: 5, nil), said("d", after: 9, "never mind"),
        { try $0.hearUnsent("\($1.key):d", by: $1) }, { try $0.hearUnsent("\($1.key):a", by: $1) },
      ]
    ),
    (
      "marks, names and an answer from elsewhere",
      [
        said("a", after: 0, "Hello"), said("e", after: 3, "Hi, how can we help?", echo: true),
        { try $0.hear(.delivered, upTo: start.adding(seconds: 4), by: $1) }, { try $0.hear(.read, upTo: start.adding(seconds: 3), by: $1) },
        { try $0.hear(ChatProfile(name: "Somchai", pictureURL: nil, at: start.adding(seconds: 8)), of: $1) },
        { try $0.hear(ChatProfile(name: "Som", pictureURL: "https://cdn.example/s", at: start), of: $1) },
      ]
    ),
    (
      "following, blocking and marks that come late",
      [
        { try $0.hear(followed: true, at: start, by: $1) }, { try $0.hear(followed: false, at: start.adding(seconds: 60), by: $1) },
        said("a", after: 30, "Is it still there?"), said("b", after: 30, "Hello?"),
        { try $0.hear(.read, upTo: start.adding(seconds: 90), by: $1) }, { try $0.hear(.read, upTo: start.adding(seconds: 20), by: $1) },
      ]
    ),
  ]

  /// Everything that may be seen of a conversation, but who it is and when it was heard.
  private static func portrait(_ work: UnitOfWork, _ contact: ChatContact) throws -> [String] {
    let conversation = try #require(try work.tx.conversations.find(contact))
    let messages = try work.tx.threads.list(conversation.id, page: PageRequest(limit: 50)).elements
    let head: [Any?] = [
      conversation.contactName, conversation.contactPictureURL, conversation.isOpen, conversation.unread, conversation.lastMessage,
      conversation.lastInboundAt, conversation.deliveredUpTo, conversation.readUpTo, conversation.isBlocked, conversation.version,
    ]
    return head.map { "\($0 as Any)" }
      + messages.map { message in
        let name = message.externalID?.split(separator: ":").last.map(String.init)
        return "\(message.direction) \(message.kind) \(name ?? "-") \(message.text ?? "-") \(message.sentAt.text) \(message.isUnread) "
          + "\(message.isUnsent) \(message.delivery?.rawValue ?? "-")"
      }
  }

  private static func permutations(_ items: [Int]) -> [[Int]] {
    guard items.count > 1 else { return [items] }
    return items.flatMap { first in permutations(items.filter { $0 != first }).map { [first] + $0 } }
  }

  @Test(arguments: Engine.underTest, [0, 1, 2]) func `all 720 orders of six events make the same conversation, however often each is told`(
    on engine: Engine, set: Int
  )
    async throws
  {
    let bakery = try await CornerBakery(on: engine)
    let events = Self.sets[set].events
    let orders = Self.permutations(Array(events.indices))
    #expect(orders.count == 720)
    let seed = UInt64.random(in: 1...UInt64.max)
    print("Conversations are told of by seed \(seed): \(Self.sets[set].name).")
    let portraits = try await bakery.shop.write(by: .system) { work in
      var dice = Dice(seed: seed)
      return try orders.enumerated().map { number, order in
        let contact = ChatContact(channel: .facebook, account: "page", key: "contact\(number)")
        for index in order {
          try events[index](work, contact)
          // Any event that came already may come again.
          if Bool.random(using: &dice) {
            try events[order[Int.random(in: 0...(order.firstIndex(of: index) ?? 0), using: &dice)]](work, contact)
          }
        }
        return try Self.portrait(work, contact)
      }
    }
    let first = try #require(portraits.first)
    for (order, portrait) in zip(orders, portraits) where portrait != first {
      Issue.record("seed \(seed), order \(order): \(portrait) instead of \(first)")
      return
    }
  }

  @Test(arguments: Engine.underTest)
  func `the same message a hundred times is one, rings once and is unread once`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let contact = ChatContact(channel: .line, account: "U1", key: "U2")
    for _ in 1...100 { try await bakery.shop.write(by: .system) { try Self.said("a", after: 0, "Hello")($0, contact) } }
    let (conversation, alerts) = try await bakery.shop.read(by: bakery.owner) { work in
      (try work.tx.conversations.find(contact), try work.listAlerts(AlertFilter(), page: PageRequest()).elements)
    }
    #expect(conversation?.unread == 1)
    #expect(alerts.map(\.alert.kind) == [.chatMessage])
    #expect(alerts.first?.sight.text == "Hello")
  }
}
