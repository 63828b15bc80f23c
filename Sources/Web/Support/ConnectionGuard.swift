import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// Counts the open connections of each address and refuses more than its share (DOS-15).
final class ConnectionBudget: Sendable {
  private let most: Int
  /// Proxies of ours speak for many people and are not counted.
  private let uncounted: [AddressRange]
  private let open = Mutex<[String: Int]>([:])

  init(most: Int, uncounted: [AddressRange]) {
    self.most = most
    self.uncounted = uncounted
  }

  func take(_ address: String) -> Bool {
    if uncounted.contains(where: { $0.contains(address) }) { return true }
    return open.withLock { open in
      let count = open[address, default: 0]
      guard count < most else { return false }
      open[address] = count + 1
      return true
    }
  }

  func giveBack(_ address: String) {
    open.withLock { open in
      let count = open[address, default: 0]
      open[address] = count > 1 ? count - 1 : nil
    }
  }
}

/// Hummingbird's HTTP/1 channel with a ``ConnectionKeeper`` in its pipeline and a budget before it.
struct GuardedChannel: HTTPChannelHandler {
  struct TooManyConnections: Error {}

  let base: HTTP1Channel
  let budget: ConnectionBudget
  let readiness: Readiness

  var responder: HTTPChannelHandler.Responder { base.responder }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
    let address = channel.remoteAddress?.ipAddress ?? "local"
    guard budget.take(address) else { return channel.eventLoop.makeFailedFuture(TooManyConnections()) }
    channel.closeFuture.whenComplete { [budget] _ in budget.giveBack(address) }
    return base.setup(channel: channel, logger: logger).flatMapThrowing { [readiness] value in
      let pipeline = channel.pipeline.syncOperations
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
      try pipeline.addHandler(ConnectionKeeper(readiness), position: .after(decoder))
      return value
    }
  }

  func handle(value: HTTP1Channel.Value, logger: Logger) async {
    await base.handle(value: value, logger: logger)
  }
}
