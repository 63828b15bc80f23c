import Domain
package import Logging
import SQLEngine
import ServiceLifecycle
package import UseCases

/// Finishes payments while the shop is served: what nobody came back from, what a provider was silent about, what a server that died left
/// open. It looks every second whether anything is due; when, stands in the rows, so that nothing is forgotten by a restart.
package struct PaymentSweeper: Service {
  private let shop: Shop
  private let logger: Logger

  package init(shop: Shop, logger: Logger) {
    self.shop = shop
    self.logger = logger
  }

  private static let pause = Duration.seconds(1)

  package func run() async throws {
    // The end of the sleep by cancellation is how this service is asked to stop.
    try? await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          try await shop.sweepPayments()
        } catch {
          logger.warning("Payments could not be looked at; they will be in a second.", metadata: ["reason": "\(error)"])
        }
        try await Task.sleep(for: Self.pause)
      }
    }
  }
}
