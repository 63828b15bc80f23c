import Domain
package import Logging
import SQLEngine
import ServiceLifecycle
package import UseCases

/// Takes what chat services told the shop into its conversations while it is served: looks after every commit and every second. What is
/// due stands in the rows, so that nothing is forgotten by a restart (WHI-08). Of all processes one at a time does so.
package struct ChannelWorker: Service {
  private let shop: Shop
  private let logger: Logger

  package init(shop: Shop, logger: Logger) {
    self.shop = shop
    self.logger = logger
  }

  private static let pause = Duration.milliseconds(25)
  private static let longestPause = Duration.seconds(1)

  package func run() async throws {
    let (wakes, alarm) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    await cancelWhenGracefulShutdown {
      var last: JobTurn?
      await withDiscardingTaskGroup { group in
        group.addTask { for await _ in shop.database.commits() { alarm.yield() } }
        group.addTask { await tick(alarm) }
        for await _ in wakes {
          guard !Task.isCancelled else { break }
          if let turn = shop.leases.turn(of: .channels) {
            if last?.fence != turn.fence { await release(turn) }
            last = turn
            await round(turn)
          }
          // Commits come in thousands; to look some dozens of times a second is enough.
          try? await Task.sleep(for: Self.pause)
        }
        group.cancelAll()
      }
    }
  }

  /// What the server before this turn was working on is free again: nobody else is at it.
  private func release(_ turn: JobTurn) async {
    do {
      try await shop.releaseChannelEvents(in: turn)
    } catch {
      logger.warning("What the last server was working on stays put until its lease ends.", metadata: ["reason": "\(error)"])
    }
  }

  private func round(_ turn: JobTurn) async {
    do {
      try await shop.workOffChannels(in: turn)
    } catch {
      logger.warning("What chat services told us could not be looked at; it will be in a second.", metadata: ["reason": "\(error)"])
    }
  }

  private func tick(_ alarm: AsyncStream<Void>.Continuation) async {
    alarm.yield()
    while !Task.isCancelled {
      do { try await Task.sleep(for: Self.longestPause) } catch { break }
      alarm.yield()
    }
    alarm.finish()
  }
}
