package import Domain
import Stores

/// What a day leaves behind: carts put aside and never fetched, invoices sent and not paid, messages that did not arrive, money
/// that somebody has to decide about (A9).
package struct Unfinished: Sendable {
  /// A location and the business day it has at the moment.
  package struct Day: Sendable {
    package let location: Location
    package let date: CalendarDate
  }

  package let days: [Day]
  /// Oldest first, at most ``most``.
  package let held: [Order]
  package let unpaid: [Order]
  /// What should have been paid by now, the longest overdue first; some of it is in ``unpaid`` too.
  package let overdue: [Order]
  package let notDelivered: [Message]
  /// The newest first.
  package let tasks: [PaymentTask]

  package static let most = 200
}

extension UnitOfWork {
  /// Everything unfinished that the principal may see, of one location or of all.
  package func findUnfinished(at location: ID<Location>?) throws -> Unfinished {
    try principal.require(.readOrders)
    try principal.require(.readMessages)
    let settings = try tx.settings.current()
    let scope = location ?? principal.locationID
    if let location, !principal.sees(location) { throw Refusal.invalid("location_id", "unknown", "There is no such location.") }
    let places = try tx.locations.list(search: nil, in: scope, page: PageRequest(limit: Unfinished.most)).elements
    if location != nil, places.isEmpty { throw Refusal.invalid("location_id", "unknown", "There is no such location.") }
    var messages = MessageStore.Filter()
    messages.statuses = [.notDelivered]
    messages.scope = scope
    return Unfinished(
      days: places.map { Unfinished.Day(location: $0, date: businessDay(in: $0.timeZone ?? settings.timeZone, settings)) },
      held: try unfinished(at: scope) { $0.held = true }.filter { $0.hold != nil },
      // What a visitor of the online store left at the till waits for them alone, and is given up by itself.
      unpaid: try unfinished(at: scope) {
        $0.statuses = [.invoiceSent]
        $0.channels = Channel.allCases.filter { $0 != .onlineStore }
      },
      overdue: try dated(
        try unfinished(at: scope) {
          $0.isOverdue = true
          $0.sort = .due
        }),
      notDelivered: try tx.messages.list(messages, page: PageRequest(limit: Unfinished.most)).elements,
      tasks: try openTasks(at: location))
  }

  private func openTasks(at location: ID<Location>?) throws -> [PaymentTask] {
    guard principal.decision(on: .readPaymentTasks) == .allow else { return [] }
    var filter = PaymentTaskStore.Filter()
    filter.isOpen = true
    let scope = try location.map { OrderScope(location: $0, held: .location) } ?? orderScope()
    return try tx.paymentTasks.list(filter, page: PageRequest(limit: Unfinished.most), in: scope).elements
  }

  private func unfinished(at location: ID<Location>?, _ choose: (inout OrderFilter) -> Void) throws -> [Order] {
    var filter = OrderFilter()
    filter.sort = .oldest
    if let location { filter.locations = [location] }
    choose(&filter)
    if filter.isOverdue != nil { filter.today = try businessDay() }
    return try tx.orders.list(filter, page: PageRequest(limit: Unfinished.most), in: try orderScope()).elements
  }
}
