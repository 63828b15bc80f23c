package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Calls an order off: a draft or a sent invoice is thrown away (T11), a placed order canceled (T12) with its money given back the way
  /// it came and promised goods free again.
  ///
  /// - Parameter restock: whether goods that left with the sale itself, without shipping, go back onto the shelf; what was only promised
  ///   never left it.
  /// - Throws: ``RefusalCode/validationFailed`` for a placed order without a reason, ``RefusalCode/approvalRequired``,
  ///   ``RefusalCode/conflict`` once goods have left, or for what is canceled already: nothing comes back twice (STK-07).
  package func cancelOrder(_ id: ID<Order>, reason: String?, restock: Bool) throws -> Order {
    try principal.require(.editOrders)
    let before = try takeOrder(id)
    if OrderTransition.of(.discard)?.from.contains(before.status) == true { return try discardOrder(id, version: nil, reason: reason) }
    var order = before
    try order.allow(.cancel)
    guard let reason else { throw Refusal.invalid("reason", "required", "Say why this order is canceled.") }
    try require(.cancelOrder, on: id)
    let money = order.refundable
    if money > 0 { try giveBack(money, of: &order, reason: reason) }
    try order.cancel(reason: reason)
    try cancelInvoiceMessages(of: order)
    try creditRest(of: order)
    try tx.stock.release(id)
    try giveBackPricing(of: order)
    if restock { try restockWhatLeft(of: order) }
    let data: [(key: String, value: JSON)] = [("refunded", .number(String(money))), ("restocked", .bool(restock))]
    try keep(&order, since: before, event: "order.canceled", data: data, reason: reason)
    return order
  }

  /// Gives everything back the way it was paid.
  private func giveBack(_ amount: Int64, of order: inout Order, reason: String) throws {
    var request = RefundRequest(claim: .amount(amount))
    request.reason = reason
    try giveBack(amount, for: [], of: &order, request)
  }

  /// Puts back what went without shipping when the order was placed, less what was given back before.
  private func restockWhatLeft(of order: Order) throws {
    guard let location = order.locationID else { return }
    let returning = order.lines.compactMap { line -> StockDemand? in
      guard !line.requiresShipping, !line.isPreorder, let variantID = line.variantID,
        let left = line.quantity.subtracting(line.refundedQuantity), !left.isZero
      else { return nil }
      return StockDemand(lineID: line.id, variantID: variantID, quantity: left)
    }
    try tx.stock.restock(returning, stockCause("return", order.id, at: location))
  }
}
