package import Domain
import Stores

/// What came of one row of a list of tracking numbers.
package struct ListedShipment: Sendable {
  package enum Outcome: String, Sendable, CaseIterable {
    /// It would be shipped; said by a look that changes nothing.
    case ready
    case shipped
    /// It was shipped under this very number before.
    case unchanged
    case failed
  }

  package let row: TrackingList.Row
  package let order: Order?
  /// The row's own, or the one for rows that name none.
  package let courier: String?
  package let outcome: Outcome
  /// Why it failed.
  package let failure: FieldFailure?
}

extension ListedShipment {
  /// A row that the shop refused when it was carried out.
  package init(_ entry: TrackingList.Entry, courier: String?, refusedBy refusal: Refusal) {
    self.init(
      row: entry.row, order: nil, courier: entry.row.courier ?? courier, outcome: .failed,
      failure: refusal.failures.first ?? FieldFailure(field: "number", code: refusal.code.rawValue, message: refusal.detail))
  }
}

extension UnitOfWork {
  /// Looks what would come of a row; nothing is changed.
  ///
  /// - Parameter courier: for a row that names none.
  package func checkListed(_ entry: TrackingList.Entry, courier: String?) throws -> ListedShipment {
    try principal.require(.fulfil)
    return try look(entry, courier: courier)
  }

  /// Ships one row's order; its transaction is its own, so that a row that fails keeps no other one back.
  ///
  /// - Parameter notify: nil does as the shop's settings say.
  package func shipListed(_ entry: TrackingList.Entry, courier: String?, notify: Bool?) throws -> ListedShipment {
    try principal.require(.fulfil)
    let found = try look(entry, courier: courier)
    guard found.outcome == .ready, let order = found.order else { return found }
    var request = FulfillmentRequest(.shipped)
    request.courier = found.courier
    request.trackingNumber = entry.row.trackingNumber
    request.notify = notify
    return ListedShipment(
      row: entry.row, order: try fulfillOrder(order.id, request), courier: found.courier, outcome: .shipped, failure: nil)
  }

  private func look(_ entry: TrackingList.Entry, courier: String?) throws -> ListedShipment {
    let row = entry.row
    let known = try (row.courier ?? courier).map { name in try tx.couriers.find(name: name)?.name ?? name }
    func answer(_ outcome: ListedShipment.Outcome, _ order: Order?, _ failure: FieldFailure? = nil) -> ListedShipment {
      ListedShipment(row: row, order: order, courier: known, outcome: outcome, failure: failure)
    }
    if let fault = entry.fault { return answer(.failed, nil, fault) }
    guard let order = try tx.orders.find(number: row.number, in: try orderScope()) else {
      return answer(.failed, nil, FieldFailure(field: "number", code: "unknown", message: "No order has this number."))
    }
    if order.hasSent(row.trackingNumber) { return answer(.unchanged, order) }
    do {
      let plan = try order.plan(.shipped, awaited: try tx.stock.awaited(by: order.id))
      guard plan.shipments.count + (plan.contents.isEmpty ? 0 : 1) == 1 else {
        let message = "It has several packages. Ship them on its own page, each under its number."
        return answer(.failed, order, FieldFailure(field: "number", code: "several_packages", message: message))
      }
    } catch let refusal as Refusal {
      return answer(.failed, order, FieldFailure(field: "number", code: refusal.code.rawValue, message: refusal.detail))
    }
    guard known != nil else {
      return answer(.failed, order, FieldFailure(field: "courier", code: "required", message: "Say which courier takes it."))
    }
    return answer(.ready, order)
  }
}

extension Order {
  /// Whether a package left under this number, whatever its letters' case.
  fileprivate func hasSent(_ number: String) -> Bool {
    shipments.contains { $0.status.isWithCourier && $0.trackingNumber?.lowercased() == number.lowercased() }
  }
}
