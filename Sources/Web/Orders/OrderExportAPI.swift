import Domain
import UseCases

/// `GET /orders/export`: every order of a filter as a file for spreadsheets, written page by page while it is read, so that its size
/// does not matter to the server.
enum OrderExportAPI {
  private static let pageSize = 200

  static func export(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let filter = OrderAPI.filter(query)
    try query.finish()
    let principal = try call.principal
    // Refused before the first byte leaves: the first page is read now.
    let (first, names) = try await call.read { work in
      try principal.require(.exportOrders)
      return (try work.listOrders(filter, page: PageRequest(limit: pageSize)), try OrderSheetNames(work))
    }
    let shop = call.shop
    return Reply(
      status: 200,
      body: .stream { write in
        try await write(Array(OrderSheet.head.utf8))
        var page = first
        try await write(OrderSheet.rows(page.elements, names))
        while let cursor = page.next {
          let request = PageRequest(limit: pageSize, cursor: cursor)
          page = try await shop.read(by: principal) { try $0.listOrders(filter, page: request) }
          try await write(OrderSheet.rows(page.elements, names))
        }
      }
    )
    .with("Content-Type", "text/csv; charset=utf-8").with("Content-Disposition", "attachment; filename=\"orders.csv\"")
    // A connection that watched for its receiver to leave is not used again.
    .with("Connection", "close")
  }
}
