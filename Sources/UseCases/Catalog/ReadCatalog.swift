package import Domain
import Stores

/// The catalogue for a till, with what its grid and scanner need beside the goods.
package struct CatalogAnswer: Sendable {
  package let feed: CatalogFeed
  package let mark: CatalogMark
  package let locationID: ID<Location>?
  package let settings: ShopSettings
}

extension UnitOfWork {
  /// Where the catalogue stands, to tell a till that nothing changed without reading it.
  package func catalogMark(at asked: ID<Location>?) throws -> CatalogMark {
    try principal.require(.readCatalog)
    return try tx.catalog.mark(at: catalogLocation(asked))
  }

  /// Everything, or what changed since an event; an event nobody knows asks for everything.
  package func readCatalog(at asked: ID<Location>?, since event: String?) throws -> CatalogAnswer {
    try principal.require(.readCatalog)
    let location = try catalogLocation(asked)
    let since = try event.flatMap { try tx.events.sequence(of: ID(stored: $0)) }
    return CatalogAnswer(
      feed: try tx.catalog.feed(at: location, since: since), mark: try tx.catalog.mark(at: location), locationID: location,
      settings: try tx.settings.current())
  }

  /// The location asked for, else the one of the till or the principal, else the shop's first, as for orders.
  package func catalogLocation(_ asked: ID<Location>?) throws -> ID<Location>? {
    if let asked {
      guard try tx.locations.find(asked, in: principal.locationID) != nil else {
        throw Refusal.unknownReference("location_id", "location")
      }
      return asked
    }
    let own = try principal.registerID.flatMap { try tx.registers.find($0) }?.locationID ?? principal.locationID
    return try own ?? tx.locations.first()
  }
}
