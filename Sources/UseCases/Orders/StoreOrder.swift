package import Domain
package import JSON
import Stores

/// What every change of an order has in common: computed anew, saved whole, found by search, told to everybody.
extension UnitOfWork {
  /// Which orders exist for the principal.
  package func orderScope() throws -> OrderScope {
    guard let location = principal.locationID else { return .everything }
    guard let register = principal.registerID else { return OrderScope(location: location, held: .location) }
    switch try tx.settings.current().heldOrdersVisibility {
    case .register: return OrderScope(location: location, held: .register(register))
    case .location: return OrderScope(location: location, held: .location)
    case .shop: return OrderScope(location: location, held: .shop)
    }
  }

  /// An order that must exist for the principal, guarded until the end of the transaction.
  package func takeOrder(_ id: ID<Order>) throws -> Order {
    try linked(try tx.orders.take(id, in: try orderScope()))
  }

  /// Refuses a change that was based on another version than the stored one.
  ///
  /// - Throws: ``RefusalCode/versionConflict`` with the version there is.
  package func check(_ version: Int64?, of order: Order) throws {
    guard let version, version != order.version else { return }
    throw Refusal(
      .versionConflict, "Order \(order.shownNumber) was changed meanwhile. Look at it again, then repeat your change.",
      extra: .version(order.version))
  }

  /// Saves a changed order and tells the world; the sums are computed anew first.
  package func keep(
    _ order: inout Order, since before: Order, event: String, data: [(key: String, value: JSON)] = [], reason: String? = nil,
    lineHashes: [ID<LineItem>: String] = [:]
  ) throws {
    try order.recalculate()
    try requoteShipping(&order)
    try refreshPoints(of: order, since: before)
    if order.isEditable { order.fitPackages() }
    order.updatedAt = now
    try tx.orders.save(&order, since: before, lineHashes: lineHashes)
    if order.changesSearch(since: before) { try index(order) }
    try tell(event, of: order, data: data, reason: reason)
  }

  /// Writes the event of a change.
  ///
  /// - Parameter isFirst: whether the order was made in this transaction, so that nothing is written of it yet.
  package func tell(
    _ event: String, of order: Order, data: [(key: String, value: JSON)] = [], reason: String? = nil, isFirst: Bool = false
  ) throws {
    let facts: [(key: String, value: JSON)] = [
      ("number", .string(order.shownNumber)), ("total", .number(String(order.totals.total.minorUnits))),
      ("currency", .string(order.currency.code)), ("display_status", .string(order.displayStatus.rawValue)),
      ("register_id", order.registerID.map { .string($0.text) } ?? .null),
    ]
    try record(
      event, EventObject("order", order.id.text, version: order.version), at: order.locationID, data: .object(facts + data), reason: reason,
      isFirst: isFirst)
    try tellThread(of: event, order, data: data)
    try tellCustomer(of: event, order, data: data)
    try tellStaff(of: event, order, data: data)
  }

  /// Makes the order findable by everything a person may remember of it.
  package func index(_ order: Order) throws { try index(order, try searchText(of: order)) }

  /// The same with what ``searchText(of:)`` gave.
  func index(_ order: Order, _ text: SearchText) throws {
    var text = text
    text.add([order.draftNumberText, order.number, order.hold?.label].compactMap(\.self))
    try tx.search.replace(.order, order.id, text)
    if let id = order.conversationID { try indexConversation(of: order, id) }
  }

  /// What a person may remember of an order beside its numbers and its label: whom it is for, its tags and its goods.
  func searchText(of order: Order) throws -> SearchText {
    var text = SearchText()
    if let customer = try order.customer ?? order.customerID.flatMap({ try tx.customers.find($0) }) {
      text.add([customer.name, customer.company, customer.email].compactMap(\.self))
      text.add(phone: customer.phone)
    }
    text.add(order.tags)
    for line in order.lines {
      text.add(line.title)
      text.add(line.sku)
    }
    return text
  }
}

extension Order {
  fileprivate func changesSearch(since before: Order) -> Bool {
    number != before.number || hold?.label != before.hold?.label || tags != before.tags || customerID != before.customerID
      || lines.map(\.title) != before.lines.map(\.title) || lines.map(\.sku) != before.lines.map(\.sku)
  }
}
