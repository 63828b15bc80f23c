/// What has left, what is back, what it was worth: read off the order's shipments, returns and refunds, never set.
extension Order {
  /// Whether it is nothing but a return, of a sale that the shop never recorded; only an import makes such orders.
  package var isReturnOnly: Bool { returns.isEmpty && storedReturnStatus == .refunded }

  /// What has come back (axis D); an imported return without a sale says so itself.
  package var returnStatus: ReturnStatus {
    guard !returns.isEmpty else { return storedReturnStatus }
    let hasReceived = returns.contains(where: \.hasReceived)
    if returns.contains(where: { $0.status == .requested }) { return hasReceived ? .partiallyReceived : .requested }
    guard hasReceived else { return .rejected }
    return returns.allSatisfy { $0.status == .rejected || isRefunded($0) } ? .refunded : .received
  }

  /// Whether a return asks nothing of anybody any more: refused, paid back, or exchanged.
  package func isDone(_ item: Return) -> Bool {
    switch item.status {
    case .requested: false
    case .rejected: true
    case .received: item.exchangeOrderID != nil || isRefunded(item)
    }
  }

  /// Refunds that say they are for a return; those that failed gave nothing back.
  package func refunds(for item: Return) -> [Refund] { refunds.filter { $0.returnID == item.id && $0.status.counts } }

  /// Whether the money for all of its units went back: by units, or by an amount that somebody agreed on.
  private func isRefunded(_ item: Return) -> Bool {
    let given = refunds(for: item)
    let byUnits = Set(given.filter { !$0.lines.isEmpty }.map(\.requestKey))
    if given.contains(where: { $0.lines.isEmpty && !byUnits.contains($0.requestKey) }) { return true }
    return Set(item.parts.map(\.lineID)).allSatisfy { id in
      guard let line = lines.first(where: { $0.id == id }) else { return true }
      return line.refundedQuantity == line.quantity || refundedUnits(of: id, for: item) >= item.received(id)
    }
  }

  /// Units of a line whose money went back for this return, or for all returns; in thousandths. Units count also where the money failed.
  package func refundedUnits(of line: ID<LineItem>, for item: Return? = nil) -> Int64 {
    refunds.reduce(0) { sum, refund in
      guard let id = refund.returnID, item == nil || item?.id == id else { return sum }
      return refund.lines.reduce(sum) { $1.lineID == line ? $0 &+ $1.quantity.thousandths : $0 }
    }
  }

  /// Units of a line that came back, or still may, by any return; in thousandths.
  package func claimedUnits(of line: ID<LineItem>) -> Int64 { returns.reduce(0) { $0 &+ $1.claimed(line) } }

  /// Units of a line whose money went back without a return; they are not on their way back as well.
  private func refundedWithoutReturn(_ line: LineItem) -> Int64 { max(0, line.refundedQuantity.thousandths - refundedUnits(of: line.id)) }

  /// How much of a line can still come back: out of the shop, in no return, not given back before.
  package func returnable(_ line: LineItem) -> Quantity {
    let left = quantityOut(of: line).thousandths - claimedUnits(of: line.id) - takenBackWithoutReturn(line)
    return Quantity(thousandths: max(0, left)) ?? .zero
  }

  /// How much of a line a refund without a return may put back on the shelf: what is in a return comes back by that return.
  package func restockable(_ line: LineItem) -> Quantity {
    let left = line.quantity.thousandths - claimedUnits(of: line.id) - refundedWithoutReturn(line)
    return Quantity(thousandths: max(0, left)) ?? .zero
  }

  /// Units that had left and whose money went back without a return.
  func takenBackWithoutReturn(_ line: LineItem) -> Int64 {
    max(0, refundedWithoutReturn(line) - line.releasedQuantity.thousandths)
  }

  /// Whether units of a line are with the customer still.
  func isOutside(_ line: LineItem) -> Bool {
    let back = returns.reduce(takenBackWithoutReturn(line)) { $0 &+ $1.received(line.id) }
    return quantityOut(of: line).thousandths > back
  }
}
