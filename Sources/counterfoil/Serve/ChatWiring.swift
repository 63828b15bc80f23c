import Domain
import Gateways
import UseCases

/// The services that chats go through; looked up anew each time, because keys change while the server runs.
struct ChatWiring {
  private let line = CallLine()
  private let stop: StopSign

  /// - Parameter stop: ends calls that are under way when the server ends.
  init(stop: StopSign) {
    self.stop = stop
  }

  var source: ChatDoorSource {
    let (line, stop) = (line, stop)
    return { shop in
      let doors = try await shop.openDoors()
      let policy = OutboundPolicy(allowed: shop.outside.allowed)
      let found: [(any ChatDoor)?] = [
        LineChat(doors.line, policy: policy, line: line, stop: stop, clock: shop.clock),
        GraphChat(doors.meta, policy: policy, line: line, stop: stop, clock: shop.clock),
      ]
      return found.compactMap(\.self)
    }
  }
}
