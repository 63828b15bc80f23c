import Domain
import Stores

extension UnitOfWork {
  /// Whether the customer of an order may fetch it at a place.
  ///
  /// - Parameter path: how the caller names its fields, empty where the body is the shipping line itself.
  /// - Throws: `validationFailed` for a place that is unknown or offers no pickup, and for another place than where the goods of a placed
  ///   order lie.
  func checkPickup(_ id: ID<Location>?, for order: Order, path: String) throws {
    guard let id else { return }
    let field = "\(path)pickup_location_id"
    guard let place = try tx.locations.find(id, in: principal.locationID) else { throw Refusal.unknownReference(field, "location") }
    guard place.offersPickup else { throw Refusal.invalid(field, "no_pickup", "Orders cannot be fetched at \(place.name).") }
    guard order.placedAt == nil || order.locationID == id else {
      throw Refusal.invalid(field, "placed", "The goods of this order lie at another place.")
    }
  }
}
