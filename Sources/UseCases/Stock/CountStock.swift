package import Domain
import JSON
import Stores

/// What somebody counted: a variant, by its id or by a code that was scanned or typed.
package struct StockCount: Sendable {
  package enum Goods: Sendable {
    case variant(ID<Variant>)
    /// A barcode, or a SKU.
    case code(String)
  }

  package let goods: Goods
  package let quantity: Quantity
  /// Whether it is more of what was counted before.
  package let adds: Bool

  package init(_ goods: Goods, quantity: Quantity, adds: Bool) {
    self.goods = goods
    self.quantity = quantity
    self.adds = adds
  }
}

extension UnitOfWork {
  /// A stock-take that must exist for the principal.
  package func findStockTake(_ id: ID<StockTake>) throws -> StockTake {
    try principal.require(.readStock)
    guard let take = try tx.stockTakes.find(id, in: principal.locationID) else { throw Refusal.notFound("stock-take") }
    return take
  }

  /// Begins to count a place, or one category of it; several may be open at once.
  package func startStockTake(at locationID: ID<Location>, category: String?) throws -> StockTake {
    try principal.require(.adjustStock)
    guard try tx.locations.find(locationID, in: principal.locationID) != nil else {
      throw Refusal.unknownReference("location_id", "location")
    }
    let take = StockTake(
      id: ids.next(), number: try tx.counters.next("stock_take"), locationID: locationID, category: category, startedBy: principal.name,
      createdAt: now)
    guard try tx.stockTakes.progress(of: take).variants > 0 else {
      throw Refusal.invalid("category", "empty", "Nothing that is counted is in this category.")
    }
    try tx.stockTakes.add(take)
    try record("stock.take_started", EventObject("stock_take", take.id.text), at: locationID, data: facts(of: take))
    return take
  }

  /// Writes down what was counted; several people may, at once.
  ///
  /// - Returns: the line as it is now.
  /// - Throws: `validationFailed` for goods that are not part of it, ``RefusalCode/conflict`` once it has ended.
  package func countStock(_ id: ID<StockTake>, _ count: StockCount) throws -> StockTakeLine {
    try principal.require(.countStock)
    let take = try findStockTake(id)
    try take.requireOpen()
    let variant = try variant(of: count.goods)
    guard variant.unit.allowsFraction || count.quantity.wholeUnits != nil else {
      throw Refusal.invalid("quantity", "whole_units_only", "This is counted by the piece, so the number must be whole.")
    }
    guard try tx.stockTakes.lines(of: take, .all, search: nil, variant: variant.id, page: PageRequest(limit: 1)).elements.first != nil
    else {
      throw Refusal.invalid(field(of: count.goods), "not_included", "This is not part of what is counted here.")
    }
    try tx.stockTakes.count(variant.id, count.quantity, adds: count.adds, in: take, by: principal.name, at: now)
    guard let line = try tx.stockTakes.lines(of: take, .all, search: nil, variant: variant.id, page: PageRequest(limit: 1)).elements.first
    else { throw Refusal.notFound("count") }
    try record(
      "stock.counted", EventObject("stock_take", id.text), at: take.locationID,
      data: .object([("variant_id", .string(variant.id.text)), ("counted", .number(SignedQuantity.text(line.count?.quantity ?? 0)))]))
    return line
  }

  /// Forgets what was counted of a variant, so that it is to be counted still.
  package func forgetCount(_ id: ID<StockTake>, of variant: ID<Variant>) throws {
    try principal.require(.countStock)
    let take = try findStockTake(id)
    try take.requireOpen()
    try tx.stockTakes.removeCount(of: variant, in: take)
    try record(
      "stock.counted", EventObject("stock_take", id.text), at: take.locationID,
      data: .object([("variant_id", .string(variant.text)), ("counted", .null)]))
  }

  func facts(of take: StockTake) -> JSON {
    .object([("number", .number(String(take.number))), ("category", take.category.map { .string($0) } ?? .null)])
  }

  private func variant(of goods: StockCount.Goods) throws -> Variant {
    switch goods {
    case .variant(let id):
      guard let variant = try tx.catalog.findVariant(id) else { throw Refusal.unknownReference("variant_id", "variant") }
      return variant
    case .code(let code):
      guard let found = try tx.catalog.findVariant(barcode: code) ?? tx.catalog.findVariant(sku: code) else {
        throw Refusal.invalid("code", "unknown", "Nothing has the code \(code).")
      }
      return found
    }
  }

  private func field(of goods: StockCount.Goods) -> String {
    switch goods {
    case .variant: "variant_id"
    case .code: "code"
    }
  }
}
