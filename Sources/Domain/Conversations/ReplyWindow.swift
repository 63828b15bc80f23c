/// Until when a channel takes replies to a contact (§5.4). A pure function of when the contact last wrote.
package struct ReplyWindow: Hashable, Sendable {
  package enum State: String, Sendable, CaseIterable {
    /// Anything may be sent.
    case open
    /// Only what a person of staff writes; nothing the shop says by itself.
    case humanOnly = "human_only"
    case closed
  }

  package let state: State
  /// When the state ends; nil where only the contact ends it.
  package let until: Instant?
  /// Why, for a state that is not `open`.
  package let reason: Reason?

  package enum Reason: String, Sendable, CaseIterable {
    /// The contact has not written for a day, or for seven.
    case silent
    /// The contact never wrote to the shop.
    case neverWrote = "never_wrote"
    /// The contact blocked the shop, or left it.
    case blocked
    /// The conversation was put into another one.
    case merged
  }

  package init(state: State, until: Instant? = nil, reason: Reason? = nil) {
    self.state = state
    self.until = until
    self.reason = reason
  }

  package static let daySeconds: Int64 = 86_400
  /// How long a person may still answer on Messenger and Instagram.
  package static let humanSeconds: Int64 = 7 * 86_400

  /// Of one way to a contact; what was said on another way opens nothing here.
  package init(of conversation: Conversation, at now: Instant) {
    self.init(
      channel: conversation.channel, lastInboundAt: conversation.ownInboundAt, isBlocked: conversation.isBlocked, at: now)
  }

  package init(channel: ConversationChannel, lastInboundAt: Instant?, isBlocked: Bool, at now: Instant) {
    guard !isBlocked else {
      self.init(state: .closed, reason: .blocked)
      return
    }
    switch channel {
    case .line, .webChat, .api: self.init(state: .open)
    case .facebook, .instagram:
      guard let lastInboundAt else {
        self.init(state: .closed, reason: .neverWrote)
        return
      }
      let (day, week) = (lastInboundAt.adding(seconds: Self.daySeconds), lastInboundAt.adding(seconds: Self.humanSeconds))
      if now < day {
        self.init(state: .open, until: day)
      } else if now < week {
        self.init(state: .humanOnly, until: week, reason: .silent)
      } else {
        self.init(state: .closed, reason: .silent)
      }
    }
  }

  /// Whether something may be sent now.
  ///
  /// - Parameter byPerson: a person of staff wrote it; false for what the shop says by itself.
  package func takes(byPerson: Bool) -> Bool {
    switch state {
    case .open: true
    case .humanOnly: byPerson
    case .closed: false
    }
  }
}
