package import Domain
import JSON
import Stores

/// At which prices an exchange is written.
package enum ExchangePrices: String, Sendable, CaseIterable {
  /// What the customer paid.
  case held
  /// What the catalogue asks today.
  case current
}

extension UnitOfWork {
  /// Writes a draft with the goods of a return, for the same customer at the same addresses, and links both (R5). What the draft costs is
  /// paid as with any order; what was paid for the goods is given back by a refund that names the return.
  ///
  /// - Throws: ``RefusalCode/conflict`` for a rejected return, or where a draft stands for it already.
  package func exchangeReturn(_ id: ID<Order>, _ returnID: ID<Return>, prices: ExchangePrices) throws -> (order: Order, new: Order) {
    try require(.takeReturns, on: id)
    let before = try takeOrder(id)
    var order = before
    guard let item = order.returns.first(where: { $0.id == returnID }) else { throw Refusal.notFound("return") }
    if let earlier = item.exchangeOrderID, let other = try tx.orders.find(earlier, in: .everything), other.status != .canceled {
      throw Refusal(.conflict, "Order \(other.shownNumber) stands for this exchange already.")
    }
    var draft = try blankDraft(like: order)
    for line in order.lines {
      guard let quantity = Quantity(thousandths: item.claimed(line.id)), !quantity.isZero else { continue }
      try draft.add(copyOf(line, quantity: quantity))
    }
    if prices == .current { try takeCurrentPrices(&draft) }
    try order.link(returnID, to: draft.id)
    try addNew(&draft)
    try tx.returns.exchange(returnID, for: draft.id, after: item.exchangeOrderID)
    let facts: [(key: String, value: JSON)] = [
      ("return_id", .string(returnID.text)), ("exchange_order_id", .string(draft.id.text)), ("exchange_number", .string(draft.shownNumber)),
    ]
    try order.closeIfSettled()
    try keep(&order, since: before, event: "order.exchanged", data: facts)
    return (order, draft)
  }

  /// What the catalogue sells is priced as if it were put on the draft today; custom items keep their price.
  private func takeCurrentPrices(_ draft: inout Order) throws {
    let known = try tx.catalog.sellable(draft.lines.compactMap(\.variantID), at: draft.locationID)
    for index in draft.lines.indices {
      guard let variant = draft.lines[index].variantID.flatMap({ known[$0] }) else { continue }
      draft.lines[index].unitPrice = variant.price
      draft.lines[index].listPrice = variant.price
      draft.lines[index].priceSource = .catalog
      draft.lines[index].priceReason = nil
      draft.lines[index].discounts = []
      draft.lines[index].promotions = []
      draft.lines[index].leavePriceRules()
      draft.lines[index].priceTakenAt = now
    }
    try price(&draft, since: nil)
  }
}
