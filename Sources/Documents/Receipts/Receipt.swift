package import Domain

/// Everything a receipt says; made from an order and what the shop knows around it.
package struct Receipt: Sendable {
  /// What is not in the order itself.
  package struct Facts: Sendable {
    package let settings: ShopSettings
    package let locationName: String?
    package let registerName: String?
    package let staffName: String?
    package let customerName: String?

    package init(settings: ShopSettings, locationName: String?, registerName: String?, staffName: String?, customerName: String?) {
      self.settings = settings
      self.locationName = locationName
      self.registerName = registerName
      self.staffName = staffName
      self.customerName = customerName
    }
  }

  package let order: Order
  package let facts: Facts
  /// Marked as a copy: it was printed before.
  package let isCopy: Bool
  /// Without prices, for whoever gets the present.
  package let isGift: Bool

  package init(order: Order, facts: Facts, isCopy: Bool, isGift: Bool) {
    self.order = order
    self.facts = facts
    self.isCopy = isCopy
    self.isGift = isGift
  }

  /// When it was sold, on the shop's own clock.
  var soldAt: String {
    WallClock.text(order.placedAt ?? order.createdAt, in: facts.settings.timeZone)
  }

  func money(_ minorUnits: Int64) -> String {
    Money(minorUnits: minorUnits, currency: order.currency).text
  }
}
