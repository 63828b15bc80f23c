/// A parcel of an order: what is in it, what it weighs and measures, who is to carry it, how far it has come.
package struct Shipment: Sendable, Hashable, Identified {
  package static let idPrefix = "shp"
  /// The most packages one order may have, those that were called off counted.
  package static let limit = 100
  /// The most entries that all packages of an order have together: a line in two packages counts twice.
  package static let contentLimit = 10_000
  /// For how long a step can be taken back; the customer is told of it only afterwards.
  package static let undoSeconds: Int64 = 10

  /// How far a package has come; changed only by ``Order/move(_:to:step:)`` through the table in `ShipmentMoves.swift`.
  package enum Status: String, Sendable, CaseIterable {
    /// To be packed.
    case pending
    /// Closed and labelled, still here.
    case packed
    /// Laid out for its customer, still here.
    case readyForPickup = "ready_for_pickup"
    /// Its customer came and took it.
    case pickedUp = "picked_up"
    /// Given to the customer without a carrier.
    case handedOver = "handed_over"
    /// With a carrier.
    case shipped
    /// The carrier brought it.
    case delivered
    /// The carrier could not bring it.
    case failed
    /// Called off before it left, or come back after the carrier failed.
    case canceled
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
  package internal(set) var status: Status
  package var contents: [Content]
  package var parcel: Parcel
  /// The carrier's name.
  package var courier: String?
  package var trackingNumber: String?
  /// Where the number is looked up, as the courier's entry said when it was written.
  package var trackingURL: String?
  /// What the shelf gave when the package left it; empty while it is here, and for goods that nobody counts.
  package var taken: [Content]
  /// The last step, while there is a way back from it; see ``Step``.
  package internal(set) var lastStep: Step?
  package let createdAt: Instant
  package var updatedAt: Instant

  package init(
    id: ID<Shipment>, status: Status = .pending, contents: [Content], parcel: Parcel, courier: String? = nil,
    trackingNumber: String? = nil, trackingURL: String? = nil, taken: [Content] = [], lastStep: Step? = nil, createdAt: Instant,
    updatedAt: Instant
  ) {
    self.id = id
    self.status = status
    self.contents = contents
    self.parcel = parcel
    self.courier = courier
    self.trackingNumber = trackingNumber
    self.trackingURL = trackingURL
    self.taken = taken
    self.lastStep = lastStep
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

extension Shipment.Status {
  /// Still to be dealt with: what is in it may change.
  package var isOpen: Bool { self == .pending || self == .packed }
  /// Whether what is in it is still in the shop, in a package or laid out for its customer.
  package var isHere: Bool { isOpen || self == .readyForPickup }

  /// Whether the goods are out of the shop.
  package var hasLeft: Bool {
    switch self {
    case .pickedUp, .handedOver, .shipped, .delivered, .failed: true
    case .pending, .packed, .readyForPickup, .canceled: false
    }
  }

  /// Whether a carrier has it, or had it.
  package var isWithCourier: Bool { self == .shipped || self == .delivered || self == .failed }

  /// Whether the customer has the goods.
  package var hasArrived: Bool {
    switch self {
    case .pickedUp, .handedOver, .delivered: true
    case .pending, .packed, .readyForPickup, .shipped, .failed, .canceled: false
    }
  }
}

extension Shipment {
  /// What a package was before its last step: the way back.
  package struct Step: Sendable, Hashable {
    /// What all packages have in common that one call moved.
    package let call: String
    package let at: Instant
    /// Nil where the step made the package.
    package let from: Status?
    package let courier: String?
    package let trackingNumber: String?
    package let trackingURL: String?
    /// Whether the order closed by it.
    package var closedOrder: Bool

    package init(
      call: String, at: Instant, from: Status?, courier: String? = nil, trackingNumber: String? = nil, trackingURL: String? = nil,
      closedOrder: Bool = false
    ) {
      self.call = call
      self.at = at
      self.from = from
      self.courier = courier
      self.trackingNumber = trackingNumber
      self.trackingURL = trackingURL
      self.closedOrder = closedOrder
    }

    /// When the way back ends, and the customer is told.
    package var undoUntil: Instant { at.adding(seconds: Shipment.undoSeconds) }
  }

  /// Keeps the way back of a package that a call makes.
  package mutating func remember(_ step: Step) { lastStep = step }

  /// The way back from what `call` is about to do to a package as it stands.
  package func step(of call: String, at now: Instant, isNew: Bool = false) -> Step {
    Step(
      call: call, at: now, from: isNew ? nil : status, courier: courier, trackingNumber: trackingNumber, trackingURL: trackingURL)
  }
}
