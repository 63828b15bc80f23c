import Domain
package import Logging
import SQLEngine
import ServiceLifecycle
import Stores
package import UseCases

/// Empties the outbox while the shop is served: looks after every commit and every second, and lets each lane (mail, SMS, every webhook
/// receiver) go at its own pace.
///
/// Of all processes that serve the shop one at a time does so, by its ``JobTurn``. Whatever it takes, it takes by a lease in the database,
/// so that what a worker held that died is sent by the next one: at least once, never lost (P15).
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
      await work(stop)
    } onGracefulShutdown: {
      stop.raise()
    }
  }

  /// What the worker before this turn had in its hands is free again: nobody else is at it.
  private func putBack(_ turn: JobTurn) async {
    do {
      try await shop.write(in: turn) { work in try work.releaseTaken() }
    } catch {
      logger.warning("What the last server was sending stays put until its lease ends.", metadata: ["reason": "\(error)"])
    }
  }

  private func work(_ stop: StopSign) async {
    let (wakes, alarm) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    var lanes: OutboxLanes?
    await withDiscardingTaskGroup { group in
      group.addTask { for await _ in shop.database.commits().cancelOnGracefulShutdown() { alarm.yield() } }
      group.addTask { await tick(alarm) }
      for await _ in wakes.cancelOnGracefulShutdown() {
        guard !stop.isUp else { break }
        lanes = await lanesOfTurn(after: lanes, stop)
        if let lanes {
          for lane in await lanes.due() {
            group.addTask {
              await lanes.empty(lane)
              alarm.yield()
            }
          }
        }
        // Commits come in thousands; to look some dozens of times a second is enough.
        try? await Task.sleep(for: Self.pause)
      }
      stop.raise()
      group.cancelAll()
    }
  }

  /// The lanes as long as the turn lasts, new ones for a new turn, none while another process has it.
  private func lanesOfTurn(after lanes: OutboxLanes?, _ stop: StopSign) async -> OutboxLanes? {
    guard let turn = shop.leases.turn(of: .outbox) else { return lanes }
    if let lanes, lanes.turn.fence == turn.fence { return lanes }
    await putBack(turn)
    return OutboxLanes(shop: shop, doors: doors, turn: turn, stop: StopSign { stop.isUp || !turn.stands }, logger: logger)
  }

  private func tick(_ alarm: AsyncStream<Void>.Continuation) async {
    alarm.yield()
    while !Task.isCancelled, !Task.isShuttingDownGracefully {
      do { try await Task.sleep(for: Self.longestPause) } catch { return }
      alarm.yield()
    }
  }
}
