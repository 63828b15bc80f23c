import Domain

/// Channels as a chart of days stacks them: few enough to tell their colours apart.
enum ChannelGroup: String, CaseIterable {
  case store, online, office, chats, other

  init(_ channel: Channel) {
    switch channel {
    case .register: self = .store
    case .onlineStore: self = .online
    case .phone, .backOffice: self = .office
    case .facebook, .instagram, .line, .webChat: self = .chats
    case .api, .import: self = .other
    }
  }

  /// The drawing that stands for a channel.
  static func icon(of channel: String?) -> String {
    switch channel.flatMap(Channel.init(rawValue:)) {
    case .register: "register"
    case .onlineStore, .api: "globe"
    case .phone: "phone"
    case .backOffice: "desk"
    case .import: "upload"
    case .facebook, .instagram, .line, .webChat: "inbox"
    case nil: "globe"
    }
  }
}
