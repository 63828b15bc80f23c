package import Domain
import Stores

extension UnitOfWork {
  package func findShippingZone(_ id: ID<ShippingZone>) throws -> ShippingZone {
    try principal.require(.readShipping)
    return try tx.shipping.takeZone(id)
  }

  package func listShippingZones(search: String?, page: PageRequest) throws -> Page<ShippingZone> {
    try principal.require(.readShipping)
    return try tx.shipping.listZones(search: search, page: page)
  }

  package func findShippingRate(_ id: ID<ShippingRate>) throws -> ShippingRate {
    try principal.require(.readShipping)
    return try tx.shipping.takeRate(id)
  }

  package func listShippingRates(search: String?, of zone: ID<ShippingZone>?, page: PageRequest) throws -> Page<ShippingRate> {
    try principal.require(.readShipping)
    return try tx.shipping.listRates(search: search, of: zone, page: page)
  }

  package func findCourier(_ id: ID<Courier>) throws -> Courier {
    try principal.require(.readShipping)
    return try tx.couriers.take(id)
  }

  package func listCouriers(search: String?, page: PageRequest) throws -> Page<Courier> {
    try principal.require(.readShipping)
    return try tx.couriers.list(search: search, page: page)
  }
}
