extension Message {
  /// What leaves one after another: mails, SMS, and what goes to each chat service. No lane waits for another one.
  package enum Lane: Hashable, Sendable {
    case email, sms
    case conversation(ConversationChannel)

    package static let all: [Lane] = [.email, .sms] + ConversationChannel.allCases.map(Lane.conversation)

    /// As it is stored.
    package var name: String {
      switch self {
      case .email: Channel.email.rawValue
      case .sms: Channel.sms.rawValue
      case .conversation(let service): service.rawValue
      }
    }
  }
}

extension Message {
  /// In which lane it leaves.
  package var lane: Lane { service.map(Lane.conversation) ?? (channel == .sms ? .sms : .email) }
}

extension ConversationChannel {
  /// Whether what is written is delivered by being written: whoever it is for reads it from the shop itself.
  package var isOwn: Bool { self == .webChat || self == .api }
}
