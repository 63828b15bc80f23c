import Domain
import Stores
import TestSupport
import Testing
import UseCases

/// The thread that an order was made in tells what becomes of it (E2): each thing once, in the transaction in which it happens.
struct TellingTheThread {
  @Test(arguments: Engine.underTest)
  func `a payment that is told of three times is one line and one message, and no mail`(on engine: Engine) async throws {
    let at = try await TalkingBakery(on: engine)
    let order = try await at.invoice()
    let started = try await at.writing.paying.click(order.id)
    at.writing.paying.gateway.pay(started.paymentID)
    for _ in 1...3 { try await at.writing.shop.settlePayment(started.paymentID) }
    #expect(try await at.words().sorted() == ["draft", "paid", "sent"])
    #expect(try await at.said().map(\.orderID) == [order.id])
    #expect(try await at.directions() == [.system, .system, .system, .out])
    #expect(try await at.writing.letters(order.id).map(\.channel) == [.conversation])
  }

  @Test(arguments: Engine.underTest)
  func `an order of no conversation is told in none`(on engine: Engine) async throws {
    let at = try await TalkingBakery(on: engine)
    let order = try await at.writing.invoice()
    _ = try await at.writing.paying.cash(order.id)
    #expect(try await at.words().isEmpty)
    #expect(try await at.writing.letters(order.id).map(\.channel) == [.email])
  }

  @Test(arguments: Engine.underTest)
  func `money counts and is told although the day's messages are used up`(on engine: Engine) async throws {
    let at = try await TalkingBakery(on: engine)
    let order = try await at.invoice()
    try await at.useUpTheDay()
    let said = try await at.said().count
    _ = try await at.writing.paying.cash(order.id)
    #expect(try await at.words().contains("paid"))
    #expect(try await at.said().count == said)
    #expect(try await at.writing.paying.told(order.id)["message.withheld"] == 1)
  }

  @Test(arguments: Engine.underTest)
  func `a contact who left is written to by mail, and the thread says so`(on engine: Engine) async throws {
    let at = try await TalkingBakery(on: engine)
    let order = try await at.invoice()
    try await at.leave()
    _ = try await at.writing.paying.cash(order.id)
    #expect(try await at.words().contains("notice_blocked"))
    #expect(try await at.writing.letters(order.id).map(\.channel) == [.email])
  }

  @Test(arguments: Engine.underTest)
  func `what is said in a conversation that was put into another one is said there`(on engine: Engine) async throws {
    let at = try await TalkingBakery(on: engine)
    let order = try await at.invoice()
    let other = try await at.conversation()
    _ = try await at.writing.shop.write(by: at.owner) { try $0.mergeConversations([at.conversation], into: other) }
    _ = try await at.writing.paying.cash(order.id)
    #expect(try await at.words(of: other).contains("paid"))
    #expect(try await at.writing.paying.order(order.id).conversationID == other)
  }
}

/// The corner bakery with a conversation that an order can be made in.
private struct TalkingBakery {
  let writing: CorrespondingBakery
  let conversation: ID<Conversation>

  init(on engine: Engine) async throws {
    writing = try await CorrespondingBakery(on: engine)
    conversation = try await Self.conversation(writing)
  }

  var owner: Principal { writing.paying.bakery.owner }

  private static func conversation(_ writing: CorrespondingBakery) async throws -> ID<Conversation> {
    try await writing.shop.write(by: writing.paying.bakery.owner) { work in
      try work.createConversation(.api, account: "", key: nil, ConversationChanges()).conversation.id
    }
  }

  func conversation() async throws -> ID<Conversation> { try await Self.conversation(writing) }

  func invoice() async throws -> Order {
    try await writing.invoice { $0.conversationID = conversation }
  }

  /// The contact blocks the shop.
  func leave() async throws {
    try await writing.shop.write(by: .system) { work in
      let known = try #require(try work.tx.conversations.find(conversation))
      try work.hear(followed: false, at: work.now, by: known.contact)
    }
  }

  func useUpTheDay() async throws {
    var isLeft = true
    while isLeft {
      isLeft =
        try await writing.paying.refusal { try await writing.shop.write(by: .system) { try $0.reply(conversation, text: "x") } } == nil
    }
  }

  /// What the lines of a thread say; here the clock stands still, so in no order.
  func words(of id: ID<Conversation>? = nil) async throws -> [String] {
    try await messages(id ?? conversation).compactMap { $0.event?.word }
  }

  /// What the shop said by itself.
  func said() async throws -> [ThreadMessage] { try await messages(conversation).filter { $0.direction == .out } }

  func directions() async throws -> [ThreadMessage.Direction] { try await messages(conversation).map(\.direction) }

  private func messages(_ id: ID<Conversation>) async throws -> [ThreadMessage] {
    try await writing.shop.read(by: .system) { try $0.tx.threads.list(id, page: PageRequest(limit: 1000)).elements }.reversed()
  }
}
