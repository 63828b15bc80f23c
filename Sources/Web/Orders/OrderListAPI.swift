import Domain
import JSON
import UseCases

extension OrderAPI {
  static let listParameters = [
    "status", "payment_status", "fulfillment_status", "display_status", "channel", "held", "customer_id", "conversation_id", "location_id",
    "register_id",
    "staff_id", "tag", "q", "created_from", "created_to", "total_from", "total_to", "overdue", "due_before", "sort", "limit", "cursor",
  ]
  /// What says which orders are listed, without which part of them.
  static let filterParameters = listParameters.filter { !PageQuery.names.contains($0) }

  static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let filter = filter(query)
    let page = query.page()
    try query.finish()
    let orders = try await call.read { try $0.listOrders(filter, page: page) }
    return Reply.json { json in
      json.page(orders) { OrderJSON.write($1, to: &$0) }
    }
  }

  /// How many orders wait in each part of the list.
  static func counts(_ call: Call) async throws -> Reply {
    let counts = try await call.read { try $0.countOrders() }
    return Reply.json { json in
      json.object { parts in
        for part in OrderCounts.Part.allCases { parts.member(.given(part.rawValue), counts.numbers[part] ?? 0) }
        parts.member("limit", OrderCounts.limit)
      }
    }
  }

  /// The filter of a list, read from a query.
  static func filter(_ query: QueryReader) -> OrderFilter {
    var filter = OrderFilter()
    filter.statuses = query.choices("status") ?? []
    filter.paymentStatuses = query.choices("payment_status") ?? []
    filter.fulfillmentStatuses = query.choices("fulfillment_status") ?? []
    filter.displayStatuses = query.choices("display_status") ?? []
    filter.channels = query.choices("channel") ?? []
    filter.held = query.flag("held")
    filter.customers = query.ids("customer_id") ?? []
    filter.conversations = query.ids("conversation_id") ?? []
    filter.locations = query.ids("location_id") ?? []
    filter.registers = query.ids("register_id") ?? []
    filter.staff = query.ids("staff_id") ?? []
    filter.totalFrom = query.integer("total_from", in: 0...Money.limit)
    filter.totalTo = query.integer("total_to", in: 0...Money.limit)
    filter.isOverdue = query.flag("overdue")
    filter.dueBefore = query.date("due_before")
    filter.tags = query.text("tag").map { $0.split(separator: ",").map { TextRules.trimmed(String($0)) } } ?? []
    filter.search = query.text("q")
    filter.createdFrom = query.instant("created_from")
    filter.createdTo = query.instant("created_to")
    filter.sort = query.choice("sort") ?? .newest
    return filter
  }
}
