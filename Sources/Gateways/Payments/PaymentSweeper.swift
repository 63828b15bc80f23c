import Dispatch
import Domain
package import Logging
import SQLEngine
import ServiceLifecycle
package import UseCases

/// Finishes payments while the shop is served: what nobody came back from, what a provider was silent about, what a server that died left
/// open. It looks every second whether anything is due; when, stands in the rows, so that nothing is forgotten by a restart. Of all
/// processes one at a time does so.
package struct PaymentSweeper: Service {
  private let shop: Shop
  private let logger: Logger
  private let calls: StopSign

  /// - Parameter calls: ends what is asked of providers just then, when the server ends and has waited long enough.
  package init(shop: Shop, calls: StopSign, logger: Logger) {
    self.shop = shop
    self.calls = calls
    self.logger = logger
  }

  private static let pause = Duration.seconds(1)
  private static let lastSeconds = 5

  /// What a payer or a clerk waits for just then may still be answered.
  private func endCalls() {
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Self.lastSeconds)) { calls.raise() }
  }

  package func run() async throws {
    // The end of the sleep by cancellation is how this service is asked to stop.
    try? await withGracefulShutdownHandler {
      try await cancelWhenGracefulShutdown {
        while !Task.isCancelled {
          do {
            if let turn = shop.leases.turn(of: .payments) { try await shop.sweepPayments(in: turn) }
          } catch {
            logger.warning("Payments could not be looked at; they will be in a second.", metadata: ["reason": "\(error)"])
          }
          try await Task.sleep(for: Self.pause)
        }
      }
    } onGracefulShutdown: {
      endCalls()
    }
  }
}
