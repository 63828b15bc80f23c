package import Domain

/// The sheet that lies in a parcel: to whom, what is in it, what follows in another one. Without prices unless asked for, since the parcel
/// may be a present.
package struct PackingSlip: Sendable {
  /// One thing to tick off.
  package struct Row: Sendable {
    package let line: LineItem
    package let quantity: Quantity

    package init(line: LineItem, quantity: Quantity) {
      self.line = line
      self.quantity = quantity
    }
  }

  /// What is not in the order itself.
  package struct Facts: Sendable {
    package let settings: ShopSettings
    /// The location it is sent from.
    package let from: Location?
    /// Where it waits for its customer, for an order that is fetched.
    package let pickup: Location?

    package init(settings: ShopSettings, from: Location?, pickup: Location?) {
      self.settings = settings
      self.from = from
      self.pickup = pickup
    }
  }

  package let order: Order
  package let facts: Facts
  /// Nil for a sheet of the whole order, which is in no package yet.
  package let shipment: Shipment?
  /// Which of the order's parcels it is, and of how many.
  package let place: (number: Int, count: Int)
  package let rows: [Row]
  /// What the customer gets in another parcel or has already.
  package let others: [Row]

  package init(order: Order, facts: Facts, shipment: Shipment?, place: (number: Int, count: Int), rows: [Row], others: [Row]) {
    self.order = order
    self.facts = facts
    self.shipment = shipment
    self.place = place
    self.rows = rows
    self.others = others
  }
}
