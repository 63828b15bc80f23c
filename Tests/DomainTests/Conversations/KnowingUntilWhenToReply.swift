import Domain
import Testing

/// Until when a channel takes a reply (§5.4).
struct KnowingUntilWhenToReply {
  private static let wrote = Instant(milliseconds: 1_763_776_800_000)

  private static func window(
    _ channel: ConversationChannel, after seconds: Int64, wrote: Instant? = Self.wrote, isBlocked: Bool = false
  ) -> ReplyWindow {
    ReplyWindow(channel: channel, lastInboundAt: wrote, isBlocked: isBlocked, at: Self.wrote.adding(seconds: seconds))
  }

  @Test(arguments: [ConversationChannel.facebook, .instagram])
  func `Messenger and Instagram take anything for a day and a person's words for seven`(channel: ConversationChannel) {
    let day = ReplyWindow.daySeconds
    #expect(Self.window(channel, after: 0) == ReplyWindow(state: .open, until: Self.wrote.adding(seconds: day)))
    #expect(Self.window(channel, after: day - 1).state == .open)
    #expect(Self.window(channel, after: day).state == .humanOnly)
    #expect(Self.window(channel, after: day).until == Self.wrote.adding(seconds: 7 * day))
    #expect(Self.window(channel, after: 7 * day - 1).state == .humanOnly)
    #expect(Self.window(channel, after: 7 * day) == ReplyWindow(state: .closed, reason: .silent))
    #expect(Self.window(channel, after: 0, wrote: nil) == ReplyWindow(state: .closed, reason: .neverWrote))
  }

  @Test(arguments: [ConversationChannel.line, .webChat, .api])
  func `LINE and the shop's own chats take replies for ever, but not to who blocked the shop`(channel: ConversationChannel) {
    #expect(Self.window(channel, after: 400 * 86_400) == ReplyWindow(state: .open))
    #expect(Self.window(channel, after: 0, wrote: nil) == ReplyWindow(state: .open))
    #expect(Self.window(channel, after: 0, isBlocked: true) == ReplyWindow(state: .closed, reason: .blocked))
  }

  @Test func `what the shop says by itself leaves only while the window is open`() {
    #expect(ReplyWindow(state: .open).takes(byPerson: false))
    #expect(ReplyWindow(state: .humanOnly).takes(byPerson: true) && !ReplyWindow(state: .humanOnly).takes(byPerson: false))
    #expect(!ReplyWindow(state: .closed).takes(byPerson: true))
  }

  @Test func `what is kept of a text is words and line ends`() {
    #expect(ChatText.kept("  <b>Hi</b>\r\nthere\u{202E}\u{0}\u{7}  ", limit: 100)?.contains("\u{202E}") == false)
    #expect(ChatText.kept("a\u{0}b\u{7}c", limit: 100) == "abc")
    #expect(ChatText.kept("one\ntwo", limit: 100) == "one\ntwo")
    #expect(ChatText.kept("one\ntwo", limit: 100, multiline: false) == "one two")
    #expect(ChatText.kept("👩‍👩‍👧", limit: 100) == "👩‍👩‍👧")
    #expect(ChatText.kept(String(repeating: "ก", count: 300), limit: 20)?.unicodeScalars.count == 20)
    #expect(ChatText.kept(" \u{200B} ", limit: 20) == nil)
    #expect(ChatText.pictureURL("javascript:alert(1)") == nil && ChatText.pictureURL("https://cdn.example/a") != nil)
  }
}
