package import Domain
package import Stores

/// How a chat service stands with the shop.
package struct ChannelSight: Sendable {
  package let source: ChannelEvent.Source
  /// Whether what it tells can be believed.
  package let hears: Bool
  /// Whether something can be said by it.
  package let speaks: Bool
  /// The address to enter at the service.
  package let hookURL: String
  package let tally: ChannelEventStore.Tally
}

extension Shop {
  /// How the chat services stand with the shop: what is set, what came last, what waits and what was given up.
  package func seeChannels(by principal: Principal) async throws -> [ChannelSight] {
    let doors = try await openDoors()
    return try await read(by: principal) { work in
      try work.principal.require(.manageSettings)
      return try ChannelEvent.Source.allCases.map { source in
        let (hears, speaks) =
          switch source {
          case .line: (doors.line.hears, doors.line.isReady)
          case .meta: (doors.meta.hears, doors.meta.isReady)
          }
        return ChannelSight(
          source: source, hears: hears, speaks: speaks, hookURL: work.links.own("/webhooks/\(source.rawValue)"),
          tally: try work.tx.channelEvents.tally(source))
      }
    }
  }

  /// Asks a chat service whose account the shop's key opens.
  ///
  /// - Throws: ``ChatFailure`` where no key is set, the service does not take it, or does not answer.
  package func checkChannel(_ source: ChannelEvent.Source, by principal: Principal) async throws -> ChatAccount {
    try principal.require(.manageSettings)
    let channel: ConversationChannel =
      switch source {
      case .line: .line
      case .meta: .facebook
      }
    guard let door = try await chatDoor(of: channel) else { throw ChatFailure.refused("No token is set.") }
    return try await door.account()
  }
}
