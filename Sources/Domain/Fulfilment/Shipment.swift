/// A parcel of an order: what is in it, what it weighs and measures, who is to carry it.
package struct Shipment: Sendable, Hashable, Identified {
  package static let idPrefix = "shp"
  /// The most packages one order may have.
  package static let limit = 100

  /// How far a package has come within the shop.
  package enum Status: String, Sendable, CaseIterable {
    /// To be packed.
    case pending
    /// Closed and labelled, still here.
    case packed
  }

  /// Some of a line of the order.
  package struct Content: Sendable, Hashable {
    package let lineID: ID<LineItem>
    package var quantity: Quantity

    package init(lineID: ID<LineItem>, quantity: Quantity) {
      self.lineID = lineID
      self.quantity = quantity
    }
  }

  package let id: ID<Shipment>
  package var status: Status
  package var contents: [Content]
  package var parcel: Parcel
  /// The carrier's name.
  package var courier: String?
  package var trackingNumber: String?
  /// Where the number is looked up, as the courier's entry said when it was written.
  package var trackingURL: String?
  package let createdAt: Instant
  package var updatedAt: Instant

  package init(
    id: ID<Shipment>, status: Status, contents: [Content], parcel: Parcel, courier: String? = nil, trackingNumber: String? = nil,
    trackingURL: String? = nil, createdAt: Instant, updatedAt: Instant
  ) {
    self.id = id
    self.status = status
    self.contents = contents
    self.parcel = parcel
    self.courier = courier
    self.trackingNumber = trackingNumber
    self.trackingURL = trackingURL
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}
