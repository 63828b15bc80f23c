import Domain
import JSON
import UseCases

extension OrderAPI {
  static let listParameters = [
    "status", "payment_status", "fulfillment_status", "display_status", "channel", "held", "customer_id", "location_id", "register_id",
    "tag", "q", "created_from", "created_to", "sort", "limit", "cursor",
  ]

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

  private static func filter(_ query: QueryReader) -> OrderFilter {
    var filter = OrderFilter()
    filter.statuses = query.choices("status") ?? []
    filter.paymentStatuses = query.choices("payment_status") ?? []
    filter.fulfillmentStatuses = query.choices("fulfillment_status") ?? []
    filter.displayStatuses = query.choices("display_status") ?? []
    filter.channels = query.choices("channel") ?? []
    filter.held = query.flag("held")
    filter.customers = query.ids("customer_id") ?? []
    filter.locations = query.ids("location_id") ?? []
    filter.registers = query.ids("register_id") ?? []
    filter.tags = query.text("tag").map { $0.split(separator: ",").map { TextRules.trimmed(String($0)) } } ?? []
    filter.search = query.text("q")
    filter.createdFrom = query.instant("created_from")
    filter.createdTo = query.instant("created_to")
    filter.sort = query.choice("sort") ?? .newest
    return filter
  }
}
