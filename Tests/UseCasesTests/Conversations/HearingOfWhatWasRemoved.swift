import Domain
import Stores
import TestSupport
import Testing
import UseCases

/// A conversation that staff removed comes back when somebody says something, and by nothing else.
struct HearingOfWhatWasRemoved {
  private static let start = Instant(milliseconds: 1_763_776_800_000)
  private static let contact = ChatContact(channel: .facebook, account: "page", key: "psid")

  private static func say(_ name: String, _ work: UnitOfWork) throws {
    try work.hear(InboundMessage(contact: contact, externalID: name, kind: .text, text: "Hello", sentAt: start))
  }

  private static func listed(_ work: UnitOfWork, _ search: String? = nil) throws -> Int {
    var filter = ConversationFilter()
    filter.search = search
    return try work.listConversations(filter, page: PageRequest()).elements.count
  }

  @Test(arguments: Engine.underTest)
  func `receipts, names and follows leave it removed, and a word brings it back under its name`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    try await bakery.shop.write(by: .system) { work in
      try Self.say("m1", work)
      let known = try #require(try work.tx.conversations.find(Self.contact))
      try work.removeConversation(known.id)
      let told = try work.tx.events.list(after: 0, limit: 500, scope: nil).count
      try work.hear(.read, upTo: Self.start.adding(seconds: 9), by: Self.contact)
      try work.hear(ChatProfile(name: "Somchai", pictureURL: nil, at: Self.start.adding(seconds: 9)), of: Self.contact)
      try work.hear(followed: false, at: Self.start.adding(seconds: 9), by: Self.contact)
      try work.hear(followed: true, at: Self.start.adding(seconds: 10), by: Self.contact)
      try work.hearUnsent("m2", by: Self.contact)
      #expect(try Self.listed(work) == 0)
      #expect(try work.tx.conversations.find(known.id) == nil)
      #expect(try work.tx.events.list(after: 0, limit: 500, scope: nil).count == told)
      try Self.say("m3", work)
      #expect(try Self.listed(work) == 1)
      #expect(try Self.listed(work, "somchai") == 1)
      #expect(try work.tx.conversations.find(known.id)?.isOpen == true)
    }
  }
}
