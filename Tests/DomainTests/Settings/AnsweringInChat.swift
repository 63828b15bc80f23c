import Testing

@testable import Domain

@Suite("Answering in the web chat")
struct AnsweringInChat {
  @Test func `Without hours somebody answers at any time`() {
    #expect([0, 719, 1439].allSatisfy { WebChat().isStaffed(at: $0) })
  }

  @Test func `Hours begin with their first minute and end before their last`() {
    let chat = WebChat(answersFrom: 540, answersTo: 1080)
    #expect([539, 540, 1079, 1080].map { chat.isStaffed(at: $0) } == [false, true, true, false])
  }

  @Test func `Hours may go over midnight`() {
    let chat = WebChat(answersFrom: 1320, answersTo: 120)
    #expect([1319, 1320, 1439, 0, 119, 120].map { chat.isStaffed(at: $0) } == [false, true, true, true, true, false])
  }

  @Test(
    arguments: [(nil, 60, "web_chat_from"), (60, nil, "web_chat_to"), (60, 60, "web_chat_to"), (-1, 60, "web_chat_from")]
      as [(Int64?, Int64?, String)])
  func `Hours that are none are refused at their field`(from: Int64?, to: Int64?, field: String) {
    var checks = FieldChecks()
    WebChat(answersFrom: from, answersTo: to).check(&checks)
    #expect(checks.failures.map(\.field) == [field])
  }
}
