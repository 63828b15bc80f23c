import Domain
import Logging
import UseCases

/// What providers and chat services sign with, at hand without a look into the database: a flood of unsigned events costs next to nothing
/// (WHI-11).
package actor HookKeys {
  private var open: OpenDoors?
  private var readAt: ContinuousClock.Instant?
  private var refused = 0
  private var saidAt: ContinuousClock.Instant?

  /// Keys from the settings are read again when these are so old.
  private static let freshness = Duration.seconds(2)
  private static let silence = Duration.seconds(60)

  func stripe(of shop: Shop) async throws -> StripeDoor {
    try await doors(of: shop, for: [.stripeKey, .stripeHookSecret]).stripe
  }

  /// The doors as they stand, or stood two seconds ago.
  ///
  /// - Parameter needed: which of them count; what the environment says of them all is known without asking.
  func doors(of shop: Shop, for needed: [DoorOut]) async throws -> OpenDoors {
    if needed.allSatisfy({ shop.outside.doors[$0] != nil }) { return shop.openDoors([:]) }
    if let open, let readAt, .now - readAt < Self.freshness { return open }
    let read = try await shop.openDoors()
    (open, readAt) = (read, .now)
    return read
  }

  /// Says in the log that events were refused, once a minute at most.
  func noteRefused(_ logger: Logger) {
    refused = refused.addingReportingOverflow(1).partialValue
    if let saidAt, .now - saidAt < Self.silence { return }
    logger.warning("Events came that are not signed as they should be. Is the signing secret right?", metadata: ["events": "\(refused)"])
    (refused, saidAt) = (0, .now)
  }
}
