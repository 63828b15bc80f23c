import Domain
import Stores

/// The parts of an order that refer to something else in the shop; an unknown reference is said by the name of its field.
extension UnitOfWork {
  /// Sets where and at which till an order belongs; a principal bound to a location stays there. Without a word it is the shop's first
  /// location, so that what is sold always leaves some shelf.
  func place(_ order: inout Order, locationID: ID<Location>?, registerID: ID<Register>?) throws {
    var locationID = locationID ?? principal.locationID
    if let registerID {
      guard let place = try tx.registers.location(of: registerID, for: principal) else {
        throw Refusal.invalid("register_id", "unknown", "There is no such register.")
      }
      locationID = locationID ?? place
    }
    if let locationID {
      guard principal.sees(locationID), try tx.registers.hasLocation(locationID) else {
        throw Refusal.invalid("location_id", "unknown", "There is no such location.")
      }
    }
    let place = try locationID ?? tx.locations.first()
    if let pickup = order.shippingLine?.pickupLocationID, pickup != place {
      throw Refusal.invalid("location_id", "pickup", "Its customer fetches the order elsewhere. Change the shipping first.")
    }
    order.locationID = place
    order.registerID = registerID ?? principal.registerID
  }

  /// Takes an order number chosen by hand; whether it is free, the table's constraint says.
  func setNumber(_ number: String?, of order: inout Order) throws {
    try principal.require(.setNumber)
    if let number, !OrderNumber.isAcceptable(number) {
      throw Refusal.invalid("number", "invalid", "A number has 1 to 40 letters, digits or - / . _ #.")
    }
    order.number = number
  }

  /// A discount above what a cashier may give needs an approval; what a promotion of the shop or points take off is none of theirs.
  func checkDiscounts(of order: Order) throws {
    guard !principal.may(.overridePrice) else { return }
    let limit = try tx.settings.current().discountLimit
    guard limit < .whole else { return }
    let given = order.discountsByHand
    let allowed = order.totals.subtotal.minorUnits.multipliedFullWidth(by: limit.partsPerMillion)
    let asked = given.multipliedFullWidth(by: Percentage.limit)
    if (asked.high, asked.low) > (allowed.high, allowed.low) { try require(.overridePrice, on: order.id) }
  }
}
