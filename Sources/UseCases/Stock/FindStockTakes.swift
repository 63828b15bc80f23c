package import Domain
import Stores

/// A stock-take with how far it has come.
package struct StockTakeSheet: Sendable {
  package let take: StockTake
  package let progress: StockTakeProgress
}

extension UnitOfWork {
  package func listStockTakes(
    statuses: [StockTake.Status], locations: [ID<Location>], page: PageRequest
  ) throws -> Page<StockTakeSheet> {
    try principal.require(.readStock)
    let found = try tx.stockTakes.list(statuses: statuses, locations: locations, in: principal.locationID, page: page)
    return Page(elements: try found.elements.map(sheet), next: found.next)
  }

  package func sheet(of take: StockTake) throws -> StockTakeSheet {
    StockTakeSheet(take: take, progress: try tx.stockTakes.progress(of: take))
  }

  package func listStockTakeLines(
    _ id: ID<StockTake>, _ sight: StockTakeSight, search: String?, page: PageRequest
  ) throws -> Page<StockTakeLine> {
    try tx.stockTakes.lines(of: try findStockTake(id), sight, search: search, page: page)
  }

  /// The categories that something is in.
  package func listCategories() throws -> [String] {
    try principal.require(.readCatalog)
    return try tx.catalog.categories()
  }
}
