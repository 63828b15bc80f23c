import Domain
package import Logging
import SQLEngine
import ServiceLifecycle
import Stores
package import UseCases

/// Empties the outbox while the shop is served: looks after every commit and every second, and lets each lane (mail, SMS, every webhook
/// receiver) go at its own pace.
///
/// Whatever it takes, it takes by a lease in the database, so that what a worker held that died is sent by the next one: at least once,
/// never lost (P15).
package struct OutboxWorker: Service {
  private let shop: Shop
  private let doors: OutboxDoors
  private let logger: Logger

  package init(shop: Shop, doors: OutboxDoors, logger: Logger) {
    self.shop = shop
    self.doors = doors
    self.logger = logger
  }

  private static let pause = Duration.milliseconds(25)
  private static let longestPause = Duration.seconds(1)

  package func run() async throws {
    let stop = StopSign()
    await withGracefulShutdownHandler {
      await putBack()
      await work(stop)
    } onGracefulShutdown: {
      stop.raise()
    }
  }

  /// What a worker that died had in its hands is free again: this process alone has the data.
  private func putBack() async {
    do {
      try await shop.write(by: .system) { work in try work.releaseTaken() }
    } catch {
      logger.warning("What the last server was sending stays put until its lease ends.", metadata: ["reason": "\(error)"])
    }
  }

  private func work(_ stop: StopSign) async {
    let (wakes, alarm) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let lanes = OutboxLanes(shop: shop, doors: doors, stop: stop, logger: logger)
    await withDiscardingTaskGroup { group in
      group.addTask { for await _ in shop.database.commits().cancelOnGracefulShutdown() { alarm.yield() } }
      group.addTask { await tick(alarm) }
      for await _ in wakes.cancelOnGracefulShutdown() {
        guard !stop.isUp else { break }
        for lane in await lanes.due() {
          group.addTask {
            await lanes.empty(lane)
            alarm.yield()
          }
        }
        // Commits come in thousands; to look some dozens of times a second is enough.
        try? await Task.sleep(for: Self.pause)
      }
      stop.raise()
      group.cancelAll()
    }
  }

  private func tick(_ alarm: AsyncStream<Void>.Continuation) async {
    alarm.yield()
    while !Task.isCancelled, !Task.isShuttingDownGracefully {
      do { try await Task.sleep(for: Self.longestPause) } catch { return }
      alarm.yield()
    }
  }
}
