/// How many messages may leave in one day of UTC, so that nobody makes the shop pay for a flood or a victim read one (WHO-12).
///
/// Each message is paid for by all its subjects or by none.
package struct MessageBudget: Sendable, Equatable {
  /// Whose messages are counted: `sms:order:ord_…`, or `sms:recipient:` and a mark that does not show whom.
  package let subject: String
  package let most: Int64

  package init(subject: String, most: Int64) {
    self.subject = subject
    self.most = most
  }

  /// Everything one message has to be paid by.
  ///
  /// - Parameter mark: stands for its recipient; the address itself is kept nowhere but on the message (P25).
  package static func budgets(of message: NewMessage, mark: String, by principal: Principal) -> [MessageBudget] {
    let channel = message.channel.rawValue
    let most = Most(message.channel)
    var budgets = [
      MessageBudget(subject: recipientSubject(message.channel, mark: mark), most: most.recipient),
      MessageBudget(subject: "\(channel):by:\(principal.actorKind):\(principal.actorID ?? "-")", most: most.writer),
      MessageBudget(subject: "\(channel):shop", most: most.shop),
    ]
    if let order = message.orderID { budgets.append(MessageBudget(subject: "\(channel):order:\(order)", most: most.order)) }
    return budgets
  }

  /// What a day may bring, by channel: each SMS costs money, a conversation is talked in.
  private struct Most {
    let recipient: Int64
    let writer: Int64
    let shop: Int64
    let order: Int64

    init(_ channel: Message.Channel) {
      (recipient, writer, shop, order) =
        switch channel {
        case .email: (50, 2000, 10_000, 20)
        case .sms: (20, 200, 500, 10)
        case .conversation: (500, 5000, 20_000, 40)
        }
    }
  }

  /// What counts the messages to one recipient.
  package static func recipientSubject(_ channel: Message.Channel, mark: String) -> String { "\(channel.rawValue):recipient:\(mark)" }

  /// Days since 1970 in UTC.
  package static func day(of moment: Instant) -> Int64 { moment.milliseconds / 86_400_000 }

  /// Seconds until the next day of UTC begins.
  package static func secondsLeft(at moment: Instant) -> Int {
    Int(clamping: 86_400 - moment.milliseconds / 1000 % 86_400)
  }
}

extension Refusal {
  /// 429: the day's messages are used up.
  package static func tooManyMessages(_ budget: MessageBudget, at now: Instant) -> Refusal {
    Refusal(
      .rateLimited, "Too many messages today (\(budget.most) are allowed here). Try again tomorrow, or hand the link over another way.",
      extra: .retryAfter(seconds: MessageBudget.secondsLeft(at: now)))
  }
}
