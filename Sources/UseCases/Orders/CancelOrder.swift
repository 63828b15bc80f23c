package import Domain
import JSON
import Stores

/// Why an order is called off, and what comes back with it.
package struct CancelRequest: Sendable {
  package let reason: String?
  /// Whether goods that left with the sale itself, without shipping, go back onto the shelf; what was only promised never left it.
  package let restock: Bool
  /// A repetition finds by it what was begun.
  package var requestKey: RequestKey?

  package init(reason: String?, restock: Bool, requestKey: RequestKey? = nil) {
    self.reason = reason
    self.restock = restock
    self.requestKey = requestKey
  }
}

extension UnitOfWork {
  /// Calls an order off: a draft or a sent invoice is thrown away (T11), a placed order canceled (T12) with its money given back the way
  /// it came and promised goods free again. What a provider has to give back is written down as pending, as with any refund.
  ///
  /// - Parameter accounts: whose refunds can be asked for right now.
  /// - Throws: ``RefusalCode/validationFailed`` for a placed order without a reason, ``RefusalCode/approvalRequired``,
  ///   ``RefusalCode/conflict`` once goods have left, or for what is canceled already: nothing comes back twice (STK-07).
  package func cancelOrder(_ id: ID<Order>, _ request: CancelRequest, through accounts: [ProviderAccount]) throws -> Order {
    try principal.require(.editOrders)
    let before = try takeOrder(id)
    if let key = request.requestKey, try hasBegun(key, on: id) { return before }
    let reason = request.reason
    if OrderTransition.of(.discard)?.from.contains(before.status) == true { return try discardOrder(id, version: nil, reason: reason) }
    var order = before
    try order.allow(.cancel)
    guard let reason else { throw Refusal.invalid("reason", "required", "Say why this order is canceled.") }
    try require(.cancelOrder, on: id)
    let money = order.refundable
    let given = money > 0 ? try giveEverythingBack(of: &order, request, through: accounts) : []
    try order.cancel(reason: reason)
    try cancelInvoiceMessages(of: order)
    try creditRest(of: order)
    try tx.stock.release(id)
    try giveBackPricing(of: order)
    if request.restock { try restockWhatLeft(of: order) }
    try recordCancelation(of: order, restocked: request.restock)
    let data: [(key: String, value: JSON)] = [("refunded", .number(String(money))), ("restocked", .bool(request.restock))]
    try keep(&order, since: before, event: "order.canceled", data: data, reason: reason)
    for refund in given where refund.status == .succeeded {
      try tellRefunded(refund, of: order)
      try settleTasks(of: order, after: refund)
    }
    return order
  }

  /// Gives everything back the way it was paid.
  private func giveEverythingBack(
    of order: inout Order, _ request: CancelRequest, through accounts: [ProviderAccount]
  ) throws -> [Refund] {
    var refund = RefundRequest(claim: .amount(order.refundable))
    refund.reason = request.reason
    refund.requestKey = request.requestKey
    return try giveBack(order.refundable, for: [], of: &order, refund, through: accounts)
  }

  /// Puts back what went without shipping when the order was placed, less what was given back before.
  private func restockWhatLeft(of order: Order) throws {
    guard let location = order.locationID else { return }
    let returning = order.lines.compactMap { line -> StockDemand? in
      guard !line.requiresShipping, !line.isPreorder, let variantID = line.variantID,
        case let left = order.restockable(line), !left.isZero
      else { return nil }
      return StockDemand(lineID: line.id, variantID: variantID, quantity: left)
    }
    try tx.stock.restock(returning, stockCause("return", order.id, at: location))
  }
}
