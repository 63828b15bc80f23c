package import Domain
import Stores

/// The sales ledger is written in the transaction that places an order, gives money back, changes a placed order or calls it off, so that
/// reports are true at every moment (rules S1 to S8).
extension UnitOfWork {
  /// Writes down what an order brings, once it is placed and its sums stand.
  package func recordSale(of order: Order) throws {
    guard let moment = order.placedAt else { return }
    try tx.sales.add(order.salesEntries(products: try products(of: order), at: moment), at: SalesPlace(of: order))
  }

  /// Writes down what a refund takes off the sale.
  ///
  /// - Parameter order: as it is with the refund.
  package func recordRefund(_ refund: Refund, of order: Order) throws {
    var posting = try refundPosting(of: order, for: refund.lines)
    try record(refund, of: order, &posting)
  }

  /// What the parts of one request are taken off; nil for an order that nothing was sold of yet.
  func refundPosting(of order: Order, for lines: [RefundedLine]) throws -> RefundPosting? {
    guard order.placedAt != nil, let (_, entries) = try tx.sales.list(order.id) else { return nil }
    return RefundPosting(SalesBook(entries, order.rounding), for: lines) { order.unitsBack(with: $0) }
  }

  /// Writes down one part of a request, where something was sold.
  func record(_ refund: Refund, of order: Order, _ posting: inout RefundPosting?) throws {
    guard let place = try salesPlace(of: order),
      let entries = posting?.take(leaving: order.saleLeft, refundID: refund.id, at: refund.createdAt)
    else { return }
    try tx.sales.add(entries, at: place)
  }

  /// Writes down a refund again that was given up and happened all the same; what came with it came then.
  func recordRevival(of refund: Refund, in order: Order) throws {
    guard let place = try salesPlace(of: order), var posting = try refundPosting(of: order, for: []) else { return }
    try tx.sales.add(posting.take(leaving: order.saleLeft, refundID: refund.id, at: now), at: place)
  }

  /// Takes back what a refund took off that a provider did not make after all; goods that came with it stay here.
  func recordFailure(of refund: Refund, of order: Order) throws {
    guard let (place, entries) = try tx.sales.list(order.id) else { return }
    // One that failed, was made after all and fails again is undone from its last time on.
    let open = entries.filter { $0.refundID == refund.id }.reversed().prefix { $0.cause == .refund }
    try tx.sales.add(SalesBook.undoing(Array(open.reversed()), at: now), at: place)
  }

  /// Writes down what a placed order's change brings and costs. Call it before the difference is given back.
  ///
  /// - Parameters:
  ///   - order: with its sums computed anew.
  ///   - before: as it was.
  package func recordEdit(of order: Order, since before: Order) throws {
    guard order.placedAt != nil, let place = try salesPlace(of: order) else { return }
    let products = try products(of: order).merging(try products(of: before)) { current, _ in current }
    let changes = SalesBook.difference(
      from: before.salesEntries(products: products, at: now), to: order.salesEntries(products: products, at: now), at: now)
    try tx.sales.add(changes, at: place)
  }

  /// Takes off what is left of an order that was called off, after its money was given back.
  ///
  /// - Parameter restocked: whether goods that had left are back on the shelf.
  func recordCancelation(of order: Order, restocked: Bool) throws {
    guard order.placedAt != nil, let (place, entries) = try tx.sales.list(order.id) else { return }
    // What travels, or was sold early, comes back by a return or with its package, never by the cancelation.
    let gone = Set(order.lines.filter { !order.quantityOut(of: $0).isZero && (!restocked || $0.awaitsHandover) }.map(\.id.text))
    try tx.sales.add(SalesBook(entries, order.rounding).cancelation(at: now) { !gone.contains($0) }, at: place)
  }

  /// Writes down goods that came back from a sale that the shop never recorded: only what was given back for them, with its refund.
  func recordReturn(_ order: Order, _ refund: Refund) throws {
    let sale = order.salesEntries(products: try products(of: order), at: refund.createdAt)
    var posting = RefundPosting(SalesBook(sale, order.rounding), for: refund.lines) { _ in 0 }
    try tx.sales.add(posting.take(leaving: 0, refundID: refund.id, at: refund.createdAt), at: SalesPlace(of: order))
  }

  /// Takes the cost of a unit as it is now over into every line, for good (M16). What nobody knows the cost of keeps what it was drafted with.
  func freezeCosts(of order: inout Order) throws {
    let goods = try tx.sales.goods(Array(Set(order.lines.compactMap(\.variantID))).sorted())
    for index in order.lines.indices {
      guard let sold = order.lines[index].variantID.flatMap({ goods[$0] }), let cost = sold.cost else { continue }
      order.lines[index].unitCost = sold.currency == order.currency ? cost : nil
    }
  }

  /// Gives the cost of goods back that were put on the shelf apart from any refund.
  package func recordRestock(_ lines: [(line: ID<LineItem>, quantity: Quantity)], of order: Order) throws {
    guard order.placedAt != nil, let (place, entries) = try tx.sales.list(order.id) else { return }
    try tx.sales.add(SalesBook(entries, order.rounding).restock(lines.map { ($0.line.text, $0.quantity.thousandths) }, at: now), at: place)
  }

  private func salesPlace(of order: Order) throws -> SalesPlace? { try tx.sales.list(order.id)?.place }

  private func products(of order: Order) throws -> [ID<Variant>: ID<Product>] {
    try tx.sales.goods(Array(Set(order.lines.compactMap(\.variantID))).sorted()).mapValues(\.productID)
  }
}

extension Order {
  /// Thousandths of units given back that the shop has: put back on the shelf, or never gone from it.
  fileprivate func unitsBack(with part: RefundedLine) -> Int64 {
    guard !part.restock, let line = lines.first(where: { $0.id == part.lineID }) else { return part.quantity.thousandths }
    return min(part.quantity.thousandths, max(0, line.owed.thousandths - quantityOut(of: line).thousandths))
  }
}
