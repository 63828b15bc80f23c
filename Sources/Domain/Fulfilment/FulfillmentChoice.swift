/// What somebody chooses under *Change status*: a step of everything that fits, in place of one package at a time.
package enum FulfillmentChoice: String, Sendable, CaseIterable {
  case preparing
  case readyForPickup = "ready_for_pickup"
  case pickedUp = "picked_up"
  case shipped, delivered, failed

  /// Where it takes a package.
  package var target: Shipment.Status {
    switch self {
    case .preparing: .pending
    case .readyForPickup: .readyForPickup
    case .pickedUp: .pickedUp
    case .shipped: .shipped
    case .delivered: .delivered
    case .failed: .failed
    }
  }

  /// Whether it may be done with a part; the rest belongs to packages as they are.
  package var isDivisible: Bool { self != .delivered && self != .failed }
}

/// What a choice does: the packages it moves, and what it packs on the way.
package struct FulfillmentPlan: Sendable {
  package var shipments: [ID<Shipment>]
  /// What goes into a package of its own.
  package var contents: [Shipment.Content]

  package init(shipments: [ID<Shipment>] = [], contents: [Shipment.Content] = []) {
    self.shipments = shipments
    self.contents = contents
  }

  package var isEmpty: Bool { shipments.isEmpty && contents.isEmpty }
}

extension Order {
  /// What a choice would do with everything that fits: open packages, and what is in none yet.
  ///
  /// - Parameter awaited: lines whose goods have not come in; they stay unless nothing else is left.
  /// - Throws: ``RefusalCode/conflict`` with the reason why it does nothing.
  package func plan(_ choice: FulfillmentChoice, awaited: Set<ID<LineItem>> = []) throws(Refusal) -> FulfillmentPlan {
    if let reason = unfulfillable(choice) { throw Refusal(.conflict, reason) }
    let live = shipments.filter { $0.contents.contains { !$0.quantity.isZero } }
    let open = live.filter(\.status.isOpen).map(\.id)
    let rest = unpackedContents
    let there = rest.filter { !awaited.contains($0.lineID) }
    let fitting = open.isEmpty && there.isEmpty ? rest : there
    var plan = FulfillmentPlan()
    switch choice {
    case .preparing: plan = FulfillmentPlan(contents: rest)
    case .readyForPickup: plan = FulfillmentPlan(shipments: open, contents: fitting)
    case .shipped:
      plan = FulfillmentPlan(shipments: open, contents: fitting)
      if plan.isEmpty { plan.shipments = live.filter { $0.status == .failed }.map(\.id) }
    case .pickedUp:
      let ready = live.filter { $0.status == .readyForPickup }.map(\.id)
      plan = ready.isEmpty ? FulfillmentPlan(shipments: open, contents: fitting) : FulfillmentPlan(shipments: ready)
    case .delivered, .failed: plan = FulfillmentPlan(shipments: live.filter { $0.status == .shipped }.map(\.id))
    }
    guard plan.isEmpty else { return plan }
    throw Refusal(.conflict, nothingFor(choice))
  }

  /// Why nothing of this order can move at all; nil where it can.
  private func unfulfillable(_ choice: FulfillmentChoice) -> String? {
    switch status {
    case .canceled: "Order \(shownNumber) was canceled."
    case .closed: "Order \(shownNumber) is completed. Reopen it first."
    case .draft, .invoiceSent: choice == .preparing ? nil : "Order \(shownNumber) is not placed yet."
    case .placed: nil
    }
  }

  private func nothingFor(_ choice: FulfillmentChoice) -> String {
    if fulfillmentStatus == .notRequired { return "Nothing of order \(shownNumber) is to be shipped or fetched." }
    switch choice {
    case .preparing: return "Everything is in a package already."
    case .delivered, .failed: return "Nothing is with a courier."
    case .readyForPickup where shipments.contains { $0.status == .readyForPickup }: return "It is ready for pickup already."
    case .readyForPickup, .pickedUp, .shipped: return "Everything has left already."
    }
  }

  /// Where the order stands, in the words of the choices; `open` before the first step, `partially_shipped` while some of it is here.
  package var fulfillmentStep: String {
    switch fulfillmentStatus {
    case .notRequired: "not_required"
    case .partiallyFulfilled: "partially_shipped"
    case .readyForPickup: FulfillmentChoice.readyForPickup.rawValue
    case .shipped: shipments.contains { $0.status == .failed } ? FulfillmentChoice.failed.rawValue : FulfillmentChoice.shipped.rawValue
    case .fulfilled:
      shipments.contains { $0.status == .delivered } ? FulfillmentChoice.delivered.rawValue : FulfillmentChoice.pickedUp.rawValue
    case .unfulfilled: shipments.contains(where: \.status.isOpen) ? FulfillmentChoice.preparing.rawValue : "open"
    }
  }
}
