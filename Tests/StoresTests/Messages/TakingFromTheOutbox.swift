import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

@Suite struct TakingFromTheOutbox {
  private let noon = Instant(milliseconds: 1_795_000_000_000)

  @Test(arguments: Engine.underTest)
  func `of many workers one gets a message`(on engine: Engine) async throws {
    let shop = try await TestDatabase(on: engine)
    try await shop.write { tx in try tx.messages.add(.waiting("msg_1", at: noon), dedupKey: "one") }
    let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
      for worker in 0..<20 {
        group.addTask {
          try await shop.write { tx in
            try tx.messages.takeDue(.email, lease: "worker \(worker)", until: noon.adding(seconds: 60), at: noon) != nil
          }
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(taken == 1)
  }

  @Test(arguments: Engine.underTest)
  func `the same message is written once`(on engine: Engine) async throws {
    let shop = try await TestDatabase(on: engine)
    try await shop.write { tx in try tx.messages.add(.waiting("msg_1", at: noon), dedupKey: "one") }
    await #expect(throws: EngineError.self) {
      try await shop.write { tx in try tx.messages.add(.waiting("msg_2", at: noon), dedupKey: "one") }
    }
  }

  @Test(arguments: Engine.underTest)
  func `what a silent worker held is taken by another one, and the first has no say any more`(on engine: Engine) async throws {
    let shop = try await TestDatabase(on: engine)
    try await shop.write { tx in
      try tx.messages.add(.waiting("msg_1", at: noon), dedupKey: "one")
      let first = try #require(try tx.messages.takeDue(.email, lease: "a", until: noon.adding(seconds: 60), at: noon))
      #expect(try tx.messages.takeDue(.email, lease: "b", until: noon.adding(seconds: 90), at: noon.adding(seconds: 59)) == nil)
      let second = try #require(try tx.messages.takeDue(.email, lease: "b", until: noon.adding(seconds: 120), at: noon.adding(seconds: 60)))
      #expect(second.message.attempts == 2)
      #expect(try !tx.messages.settle(sent: first, at: noon))
      #expect(try tx.messages.settle(sent: second, at: noon.adding(seconds: 61)))
      #expect(try tx.messages.find(second.message.id)?.status == .sent)
    }
  }

  @Test(arguments: Engine.underTest)
  func `a day's budget holds whoever asks at once`(on engine: Engine) async throws {
    let shop = try await TestDatabase(on: engine)
    let budget = MessageBudget(subject: "sms:recipient:+442079460000", most: 5)
    let paid = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<40 { group.addTask { try await shop.write { tx in try tx.messages.pay(budget, day: 1) } } }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(paid == 5)
    #expect(try await shop.write { tx in try tx.messages.pay(budget, day: 2) })
  }
}

extension Message {
  fileprivate static func waiting(_ id: String, at moment: Instant) -> Message {
    Message(
      id: ID(stored: id), kind: .test, channel: .email, recipient: "ada@example.org", subject: "Hello", text: "Hello", html: nil,
      attachments: [], orderID: nil, locationID: nil, status: .waiting, attempts: 0, nextAttemptAt: moment, lastError: nil,
      createdAt: moment, sentAt: nil)
  }
}
