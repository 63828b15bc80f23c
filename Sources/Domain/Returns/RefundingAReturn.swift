/// Money for goods that come back: a refund names the return, so that its units are counted once and restocked once.
extension Order {
  /// Refuses a return that is not this order's, or that was rejected (R6).
  package func check(_ id: ID<Return>?) throws(Refusal) {
    guard let id else { return }
    guard let item = returns.first(where: { $0.id == id }) else {
      throw .invalid("return_id", "unknown", "Order \(shownNumber) has no such return.")
    }
    try item.allow(.refund)
  }

  /// The units that a refund is for, as it may take them: those of a return come back by that return, others not twice.
  ///
  /// - Throws: ``RefusalCode/exceedsRefundable`` for more units than the return has left, `validationFailed` naming `lines[i].restock` for
  ///   units that a return brings back already.
  package func fit(_ parts: [RefundedLine], to id: ID<Return>?) throws(Refusal) -> [RefundedLine] {
    try check(id)
    guard let item = returns.first(where: { $0.id == id }) else {
      try checkRestock(parts)
      return parts
    }
    for (index, part) in parts.enumerated() {
      let left = item.claimed(part.lineID) - refundedUnits(of: part.lineID, for: item)
      guard part.quantity.thousandths <= left else {
        throw Refusal(
          .exceedsRefundable, "The return has only \(FixedPointText.write(max(0, left), places: 3)) of this line to give money back for.",
          failures: [
            FieldFailure(field: "lines[\(index)].quantity", code: "exceeds_refundable", message: "Refund no more than came back.")
          ])
      }
    }
    return parts.map { RefundedLine(lineID: $0.lineID, quantity: $0.quantity, restock: false) }
  }

  private func checkRestock(_ parts: [RefundedLine]) throws(Refusal) {
    guard !returns.isEmpty else { return }
    for (index, part) in parts.enumerated() where part.restock {
      guard let line = lines.first(where: { $0.id == part.lineID }), part.quantity > restockable(line) else { continue }
      throw .invalid(
        "lines[\(index)].restock", "in_return", "\(line.title) comes back with a return. Name it as return_id, or leave restock out.")
    }
  }
}
