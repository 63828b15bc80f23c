import Domain
import SQLEngine
import Stores

extension Shop {
  /// Writes the sales of orders into the ledger that were placed before there was one: each on the day on which it was placed, its refunds
  /// on theirs. Done once, when the data are opened; nothing to do afterwards.
  package func recordPastSales() async throws {
    while try await database.read({ tx in try !tx.sales.unrecorded(limit: 1).isEmpty }) {
      try await write(by: .system) { work in
        for order in try work.tx.sales.unrecorded(limit: 100) {
          try work.recordPast(order)
          try work.tx.sales.markRecorded(order.id)
        }
      }
    }
  }
}

extension UnitOfWork {
  fileprivate func recordPast(_ order: Order) throws {
    guard let placedAt = order.placedAt else { return }
    if order.isReturnWithoutSale {
      for refund in order.refunds { try recordReturn(order, refund) }
      return
    }
    try recordSale(of: order)
    var past = order
    past.refunds = order.refunds.filter { $0.createdAt < placedAt }
    for refund in order.refunds where refund.createdAt >= placedAt {
      past.refunds.append(refund)
      if refund.status.counts { try recordRefund(refund, of: past) }
    }
    guard order.status == .canceled, let (place, entries) = try tx.sales.list(order.id) else { return }
    let ending = try tx.sales.ending(of: order.id)
    let gone = Set(
      order.lines.filter { !order.quantityOut(of: $0).isZero && (!ending.isRestocked || $0.awaitsHandover) }.map(\.id.text))
    let rows = SalesBook(entries, order.rounding).cancelation(at: ending.canceledAt ?? order.updatedAt) { !gone.contains($0) }
    try tx.sales.add(rows, at: place)
  }
}

extension Order {
  /// Goods that came back from a sale that the shop never recorded.
  fileprivate var isReturnWithoutSale: Bool {
    channel == .import && payments.isEmpty && !refunds.isEmpty && refunds.allSatisfy { $0.paymentID == nil }
  }
}
