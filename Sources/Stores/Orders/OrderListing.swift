package import Domain
package import SQLEngine

extension OrderStore {
  /// One page of orders within the scope.
  ///
  /// Without a `status` asked for, canceled orders stay out.
  package func list(_ filter: OrderFilter, page: PageRequest, in scope: OrderScope) throws -> Page<Order> {
    let rows = try list(where: listing(filter, page: page, in: scope))
    return Page(rows: rows, limit: page.limit) { order in
      Keyset(value: sortValue(order, filter.sort), id: order.id.text)
    }
  }

  /// The condition, with its order, by which a page's rows are read, and one more.
  package func listing(_ filter: OrderFilter, page: PageRequest, in scope: OrderScope) throws -> SQL {
    var conditions = conditions(filter)
    if let location = scope.location { conditions.append(scoped(location, scope.held)) }
    if let cursor = page.cursor { conditions.append(after(try Keyset(cursor: cursor), in: filter.sort)) }
    var filtered: SQL = conditions.isEmpty ? "1 = 1" : conditions.joined(separator: " AND ")
    if let search = filter.search {
      // A few more than a page: orders of one millisecond may be numbered in another order than they are listed in.
      let found =
        filter.sort == .newest
        ? try tx.search.newest(page.limit + Self.sameMoment, of: .order, search, in: "orders", where: filtered)
        : try tx.search.matches(.order, search)
      filtered = filtered + " AND " + found
    }
    // Sorted by their identities first: a search may find thousands, and only a page of them is worth reading whole.
    let sorted: SQL = "ORDER BY \(order(filter.sort))"
    return "id IN (\(identities(filter, filtered, sorted, limit: page.limit + 1))) \(sorted)"
  }

  /// The identities of a page, and perhaps of a few rows more.
  ///
  /// Each `display_status` is asked on its own, so that its index yields the newest at once; asked together, all their rows would be sorted.
  private func identities(_ filter: OrderFilter, _ filtered: SQL, _ sorted: SQL, limit: Int) -> SQL {
    let isByDate = filter.sort == .newest || filter.sort == .oldest
    guard isByDate, filter.dueEnd == nil, filter.displayStatuses.count > 1 else {
      return "SELECT id FROM orders WHERE \(filtered) \(sorted) LIMIT \(limit)"
    }
    let each = filter.displayStatuses.map { status -> SQL in
      """
      SELECT id FROM (
        SELECT id FROM orders WHERE display_status = \(status.rawValue) AND \(filtered) \(sorted) LIMIT \(limit)) AS newest
      """
    }
    return "SELECT id FROM orders WHERE id IN (\(each.joined(separator: " UNION ALL "))) \(sorted) LIMIT \(limit)"
  }

  private func conditions(_ filter: OrderFilter) -> [SQL] {
    var conditions: [SQL] = []
    if filter.statuses.isEmpty, filter.displayStatuses.isEmpty {
      conditions.append("status <> 'canceled'")
    } else if !filter.statuses.isEmpty {
      conditions.append("status IN \(SQL.list(filter.statuses.map(\.rawValue)))")
    }
    let choices: [(SQL, [String])] = [
      ("payment_status", filter.paymentStatuses.map(\.rawValue)), ("fulfillment_status", filter.fulfillmentStatuses.map(\.rawValue)),
      ("display_status", filter.displayStatuses.map(\.rawValue)), ("channel", filter.channels.map(\.rawValue)),
      ("customer_id", filter.customers.map(\.text)), ("location_id", filter.locations.map(\.text)),
      ("register_id", filter.registers.map(\.text)), ("staff_id", filter.staff.map(\.text)),
      ("conversation_id", filter.conversations.map(\.text)),
    ]
    for (column, values) in choices where !values.isEmpty { conditions.append("\(column) IN \(SQL.list(values))") }
    switch filter.held {
    case true: conditions.append("(held_at IS NOT NULL OR lease_until IS NOT NULL)")
    case false: conditions.append("(held_at IS NULL AND lease_until IS NULL)")
    case nil: break
    }
    if let from = filter.createdFrom { conditions.append("created_at >= \(from)") }
    if let to = filter.createdTo { conditions.append("created_at < \(to)") }
    if let from = filter.totalFrom { conditions.append("total >= \(from)") }
    if let to = filter.totalTo { conditions.append("total <= \(to)") }
    if let end = filter.dueEnd {
      // Named as a set, so that its own small index yields it and not the one that a list is sorted by.
      conditions.append("id IN (SELECT id FROM orders WHERE due_on IS NOT NULL AND due_on < \(end.dayNumber))")
    }
    if filter.isOverdue == false, let today = filter.today {
      conditions.append("(due_on IS NULL OR due_on >= \(today.dayNumber))")
    }
    if filter.sort == .due { conditions.append("due_on IS NOT NULL") }
    if !filter.tags.isEmpty { conditions.append("id IN (SELECT order_id FROM order_tags WHERE tag IN \(SQL.list(filter.tags)))") }
    return conditions
  }

  /// More orders than are ever made in one millisecond.
  private static let sameMoment = 65

  /// A condition for what somebody bound to a location finds.
  func scoped(_ location: ID<Location>, _ held: OrderScope.Held) -> SQL {
    switch held {
    case .register(let register): "(location_id = \(location) AND (held_at IS NULL OR register_id = \(register)))"
    case .location: "location_id = \(location)"
    case .shop: "(location_id = \(location) OR held_at IS NOT NULL OR lease_until IS NOT NULL)"
    }
  }

  private func order(_ sort: OrderFilter.Sort) -> SQL {
    switch sort {
    case .newest: "created_at DESC, id DESC"
    case .oldest: "created_at, id"
    case .highest: "total DESC, id DESC"
    case .lowest: "total, id"
    case .number: "number_sort, id"
    case .due: "due_on, id"
    }
  }

  private func after(_ place: Keyset, in sort: OrderFilter.Sort) -> SQL {
    switch sort {
    case .newest: "(created_at, id) < (\(place.value), \(place.id))"
    case .oldest: "(created_at, id) > (\(place.value), \(place.id))"
    case .highest: "(total, id) < (\(place.value), \(place.id))"
    case .lowest: "(total, id) > (\(place.value), \(place.id))"
    case .number: "(number_sort, id) > (\(place.value), \(place.id))"
    case .due: "(due_on, id) > (\(place.value), \(place.id))"
    }
  }

  private func sortValue(_ order: Order, _ sort: OrderFilter.Sort) -> SQLValue {
    switch sort {
    case .newest, .oldest: .integer(order.createdAt.milliseconds)
    case .highest, .lowest: .integer(order.totals.total.minorUnits)
    case .number: .integer(OrderNumber.place(of: order.number, orElse: order.draftNumber))
    case .due: order.dueOn.map { .integer($0.dayNumber) } ?? .null
    }
  }
}

extension OrderFilter {
  /// What is asked for is due before this day.
  fileprivate var dueEnd: CalendarDate? {
    [dueBefore, isOverdue == true ? today : nil].compactMap(\.self).min()
  }
}
