/// Everything that may happen to a package's ``Shipment/Status``.
package enum ShipmentMove: String, Sendable, CaseIterable {
  case pack, layOut, pickUp, handOver, ship, deliver, fail, cancel
}

/// One row of the table of packages: where a move starts and where it ends.
package struct ShipmentTransition: Sendable {
  /// The rule's number in `docs/states.md`.
  package let rule: String
  package let move: ShipmentMove
  package let from: [Shipment.Status]
  package let to: Shipment.Status
  /// Who starts it, in a reader's words.
  package let trigger: String
  /// What must hold, in a reader's words.
  package let guards: String
}

extension ShipmentTransition {
  /// The whole life of a package. `docs/states.md` is drawn from this table; nothing else changes a status, but the undo of the last move
  /// within ten seconds.
  package static let table: [ShipmentTransition] = [
    row("F1", .pack, from: [.pending], to: .packed, by: "staff", if: "the order is not canceled"),
    row("F2", .layOut, from: [.pending, .packed], to: .readyForPickup, by: "staff", if: "the order is placed; something is in it"),
    row("F3", .pickUp, from: [.readyForPickup], to: .pickedUp, by: "staff", if: "the order is placed; the goods are here"),
    row("F4", .handOver, from: [.pending, .packed], to: .handedOver, by: "staff", if: "the order is placed; the goods are here"),
    row(
      "F5", .ship, from: [.pending, .packed, .failed], to: .shipped, by: "staff",
      if: "placed; a courier and a tracking number; the goods are here"),
    row("F6", .deliver, from: [.shipped], to: .delivered, by: "staff, or the courier's word", if: "the order is placed"),
    row("F7", .fail, from: [.shipped], to: .failed, by: "staff, or the courier's word", if: "the order is placed"),
    row(
      "F8", .cancel, from: [.pending, .packed, .readyForPickup, .failed], to: .canceled, by: "staff", if: "nothing; what had left is back"),
  ]

  /// The row that ends in a status; nil for the one that packages begin with.
  package static func to(_ status: Shipment.Status) -> ShipmentTransition? {
    table.first { $0.to == status }
  }

  /// Where a package may go from a status.
  package static func next(after status: Shipment.Status) -> [Shipment.Status] {
    table.filter { $0.from.contains(status) }.map(\.to)
  }

  private static func row(
    _ rule: String, _ move: ShipmentMove, from: [Shipment.Status], to: Shipment.Status, by trigger: String, if guards: String
  ) -> ShipmentTransition {
    ShipmentTransition(rule: rule, move: move, from: from, to: to, trigger: trigger, guards: guards)
  }
}

extension Shipment.Status {
  /// How a sentence says it of a package.
  package var words: String {
    switch self {
    case .pending: "to be packed"
    case .packed: "packed"
    case .readyForPickup: "ready for pickup"
    case .pickedUp: "picked up"
    case .handedOver: "handed over"
    case .shipped: "shipped"
    case .delivered: "delivered"
    case .failed: "not delivered"
    case .canceled: "canceled"
    }
  }
}
