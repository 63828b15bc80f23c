import Domain
import Foundation
import Logging
import SQLEngine
import Secrets
import Stores
import UseCases

/// A shop's data, open in this process.
struct OpenData: Sendable {
  let place: ShopPlace
  let database: any ManagedDatabase
  let shop: Shop

  /// How a process means to use the data.
  struct Intention: Sendable {
    var tuning = EngineTuning()
    /// How long a database is waited for that may be there in a moment.
    var patience = Duration.zero
    /// Whether a shop is made where there is none.
    var makesShop = true
    /// Whether data that were made with another secret take the one in the folder from now on.
    var acceptsNewSecret = false
    /// Whether data may be looked at from which the shop was moved away; nobody sells from them.
    var allowsMoved = false
    /// Whether the data are opened by the restore that brought them, before they are a shop.
    var isRestoring = false
  }

  /// Opens the data, or makes them, and brings the schema up to date; data of an older version are copied first.
  static func open(
    _ place: ShopPlace, for intention: Intention = Intention(), outside: Outside = Outside(),
    gateways: @escaping GatewaySource = { _ in [] }, chatDoors: @escaping ChatDoorSource = { _ in [] }, logger: Logger
  ) async throws -> OpenData {
    if intention.makesShop { try place.folder.make() }
    let database = try await reach(place, for: intention, logger: logger)
    do {
      if !intention.makesShop, try await !Migrator.hasBegun(on: database) { throw missing(at: place) }
      try place.folder.make()
      try await Upgrade(place: place, logger: logger).run(on: database)
      try await MoveGuard.check(database, allowsMoved: intention.allowsMoved, isRestoring: intention.isRestoring)
      if !intention.allowsMoved, !intention.isRestoring { try await database.admitWriters(MoveGuard.admit) }
      let keyring = try await SecretCheck(place: place, acceptsNew: intention.acceptsNewSecret).keyring(for: database)
      let shop = Shop(
        database: database, clock: Clock.now, logger: logger, credentials: Credentials(keyring: keyring), outside: outside,
        gateways: gateways, chatDoors: chatDoors)
      try await shop.recordPastSales()
      return OpenData(place: place, database: database, shop: shop)
    } catch {
      await database.close()
      throw error
    }
  }

  func close() async {
    await database.close()
  }

  /// Waits for a database that is only starting, as it is when a machine has just been switched on.
  private static func reach(_ place: ShopPlace, for intention: Intention, logger: Logger) async throws -> any ManagedDatabase {
    let deadline = ContinuousClock.now + intention.patience
    while true {
      do {
        return try await place.storage.open(intention.tuning)
      } catch  where place.storage.passes(error) && ContinuousClock.now < deadline {
        logger.warning("The database cannot be used yet and is tried again.", metadata: ["reason": "\(Explanation.of(error))"])
        try await Task.sleep(for: .seconds(1))
      }
    }
  }

  static func missing(at place: ShopPlace) -> CommandFailure {
    CommandFailure("There is no shop at \(place.storage.name). Name its folder with --data.")
  }
}

/// The wall clock.
enum Clock {
  @Sendable static func now() -> Instant {
    Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }
}
