import Domain
import Logging
import ServiceLifecycle
import UseCases

/// Keeps this process's turns at what the shop does by itself, and follows processes that are gone; hands everything over when it ends.
///
/// It stands before the services whose turns it keeps, so that it ends after they have stopped.
struct LeaseKeeper: Service {
  let shop: Shop
  let logger: Logger

  /// The first look, before anybody does anything.
  func begin() async {
    await look()
  }

  func run() async throws {
    // The end of the sleep by cancellation is how this service is asked to stop.
    try? await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        try await Task.sleep(for: shop.leases.terms.pause)
        if !shop.leases.isSettled { await look() }
      }
    }
    do {
      try await shop.giveUpLeases()
    } catch {
      logger.warning("The jobs of this process are free in some seconds.", metadata: ["reason": "\(Explanation.of(error))"])
    }
  }

  private func look() async {
    do {
      try await shop.keepLeases()
    } catch {
      logger.warning(
        "The turns at jobs could not be looked at; they will be in a second.", metadata: ["reason": "\(Explanation.of(error))"])
    }
  }
}
