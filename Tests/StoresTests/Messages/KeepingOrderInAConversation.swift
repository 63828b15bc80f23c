import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

/// What is written into one conversation leaves in the order in which it was written, and nobody else waits for it.
@Suite struct KeepingOrderInAConversation {
  private let noon = Instant(milliseconds: 1_795_000_000_000)
  private let line = Message.Lane.conversation(.line)

  @Test(arguments: Engine.underTest)
  func `what is tried again holds back what was written after it, in this conversation alone`(on engine: Engine) async throws {
    let shop = try await TestDatabase(on: engine)
    try await shop.write { tx in
      for (id, conversation) in [("msg_1", "cnv_a"), ("msg_2", "cnv_a"), ("msg_3", "cnv_b")] {
        try tx.messages.add(waiting(id, into: conversation), dedupKey: id)
      }
      let first = try #require(try tx.messages.takeDue(line, lease: "a", until: noon.adding(seconds: 60), at: noon))
      #expect(first.message.id.text == "msg_1")
      let next = noon.adding(seconds: 4)
      #expect(try tx.messages.settle(failed: first, error: "Not now.", next: next, at: noon))
      try tx.messages.holdBack(after: first.message, until: next)
      #expect(try tx.messages.takeDue(line, lease: "b", until: noon.adding(seconds: 60), at: noon)?.message.id.text == "msg_3")
      #expect(try tx.messages.takeDue(line, lease: "c", until: noon.adding(seconds: 60), at: noon) == nil)
      #expect(try tx.messages.nextDue(line) == next)
      let order = try (0..<2).map {
        try tx.messages.takeDue(line, lease: "d\($0)", until: noon.adding(seconds: 60), at: next)?.message.id.text
      }
      #expect(order == ["msg_1", "msg_2"])
    }
  }

  @Test(arguments: Engine.underTest)
  func `only what was tried before makes the next message wait`(on engine: Engine) async throws {
    let shop = try await TestDatabase(on: engine)
    try await shop.write { tx in
      let conversation = ID<Conversation>(stored: "cnv_a")
      try tx.messages.add(waiting("msg_1", into: "cnv_a", due: noon.adding(seconds: 10)), dedupKey: "one")
      #expect(try tx.messages.retry(into: conversation) == nil)
      let later = noon.adding(seconds: 10)
      let taken = try #require(try tx.messages.takeDue(line, lease: "a", until: noon.adding(seconds: 70), at: later))
      #expect(try tx.messages.settle(failed: taken, error: "Not now.", next: noon.adding(seconds: 14), at: later))
      #expect(try tx.messages.retry(into: conversation) == noon.adding(seconds: 14))
      #expect(try tx.messages.retry(into: ID(stored: "cnv_b")) == nil)
    }
  }

  @Test(arguments: Engine.underTest)
  func `no lane waits for another one`(on engine: Engine) async throws {
    let shop = try await TestDatabase(on: engine)
    try await shop.write { tx in
      try tx.messages.add(waiting("msg_1", into: "cnv_a"), dedupKey: "one")
      #expect(try tx.messages.nextDue(line) == noon)
      for other in Message.Lane.all where other != line { #expect(try tx.messages.nextDue(other) == nil, "\(other.name)") }
    }
  }

  private func waiting(_ id: String, into conversation: String, due: Instant? = nil) -> Message {
    Message(
      id: ID(stored: id), kind: .chat, channel: .conversation, recipient: conversation, subject: nil, text: "Hello", html: nil,
      attachments: [], orderID: nil, locationID: nil, status: .waiting, attempts: 0, nextAttemptAt: due ?? noon, lastError: nil,
      createdAt: noon, sentAt: nil, service: .line)
  }
}
