package import Domain
import Stores

/// Zones, rates and couriers: what the shop decided about sending. Orders keep what they were quoted.
extension UnitOfWork {
  package func createShippingZone(_ changes: Changes<ShippingZone>) throws -> ShippingZone {
    try requireWholeShop()
    var zone = ShippingZone(id: ids.next(), name: "", areas: [], createdAt: now)
    changes.apply(to: &zone)
    try zone.settle()
    try tx.shipping.add(zone)
    try recordShipping("shipping_zone.created", "shipping_zone", zone.id.text)
    return zone
  }

  package func changeShippingZone(_ id: ID<ShippingZone>, _ changes: Changes<ShippingZone>) throws -> ShippingZone {
    try requireWholeShop()
    var zone = try tx.shipping.takeZone(id)
    changes.apply(to: &zone)
    try zone.settle()
    try tx.shipping.save(zone)
    try recordShipping("shipping_zone.updated", "shipping_zone", id.text)
    return zone
  }

  /// Removes a zone and its rates.
  package func removeShippingZone(_ id: ID<ShippingZone>) throws {
    try requireWholeShop()
    _ = try tx.shipping.takeZone(id)
    try tx.shipping.removeZone(id)
    try recordShipping("shipping_zone.removed", "shipping_zone", id.text)
  }

  package func createShippingRate(
    of zone: ID<ShippingZone>, currency: Currency?, _ changes: Changes<ShippingRate>
  ) throws -> ShippingRate {
    try requireWholeShop()
    let settings = try tx.settings.current()
    var rate = ShippingRate(
      id: ids.next(), zoneID: zone, currency: currency ?? settings.currency, priceIncludesTax: settings.pricesIncludeTax, createdAt: now)
    changes.apply(to: &rate)
    try rate.settle()
    try requireReferences(of: rate)
    try tx.shipping.add(rate)
    try recordShipping("shipping_rate.created", "shipping_rate", rate.id.text)
    return rate
  }

  package func changeShippingRate(_ id: ID<ShippingRate>, _ changes: Changes<ShippingRate>) throws -> ShippingRate {
    try requireWholeShop()
    var rate = try tx.shipping.takeRate(id)
    changes.apply(to: &rate)
    try rate.settle()
    try requireReferences(of: rate)
    try tx.shipping.save(rate)
    try recordShipping("shipping_rate.updated", "shipping_rate", id.text)
    return rate
  }

  package func removeShippingRate(_ id: ID<ShippingRate>) throws {
    try requireWholeShop()
    _ = try tx.shipping.takeRate(id)
    try tx.shipping.removeRate(id)
    try recordShipping("shipping_rate.removed", "shipping_rate", id.text)
  }

  package func createCourier(_ changes: Changes<Courier>) throws -> Courier {
    try requireWholeShop()
    var courier = Courier(id: ids.next(), name: "", createdAt: now)
    changes.apply(to: &courier)
    try courier.settle()
    try tx.couriers.add(courier)
    try recordShipping("courier.created", "courier", courier.id.text)
    return courier
  }

  package func changeCourier(_ id: ID<Courier>, _ changes: Changes<Courier>) throws -> Courier {
    try requireWholeShop()
    var courier = try tx.couriers.take(id)
    changes.apply(to: &courier)
    try courier.settle()
    try tx.couriers.save(courier)
    try recordShipping("courier.updated", "courier", id.text)
    return courier
  }

  package func removeCourier(_ id: ID<Courier>) throws {
    try requireWholeShop()
    _ = try tx.couriers.take(id)
    try tx.couriers.remove(id)
    try recordShipping("courier.removed", "courier", id.text)
  }

  /// What holds for every location is not changed by somebody who sees only one.
  private func requireWholeShop() throws {
    try principal.require(.manageShipping)
    guard principal.locationID == nil else { throw Refusal.forbidden(.manageShipping) }
  }

  private func requireReferences(of rate: ShippingRate) throws {
    do {
      _ = try tx.shipping.takeZone(rate.zoneID)
    } catch let refusal as Refusal where refusal.code == .notFound {
      throw Refusal.unknownReference("zone_id", "shipping zone")
    }
    guard let taxClass = rate.taxClassID else { return }
    do {
      _ = try tx.tax.takeClass(taxClass)
    } catch let refusal as Refusal where refusal.code == .notFound {
      throw Refusal.unknownReference("tax_class_id", "tax class")
    }
  }

  private func recordShipping(_ type: String, _ kind: String, _ id: String) throws {
    try record(type, EventObject(kind, id), at: nil)
  }
}
