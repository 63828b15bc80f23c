extension Order {
  /// Calls off a placed order (T12). Money has been given back and promised goods let go by the caller, in the same transaction.
  ///
  /// - Throws: ``RefusalCode/conflict`` where the table has no row for it, where goods have left and are not all back, or where money is
  ///   still here.
  package mutating func cancel(reason: String) throws(Refusal) {
    try allow(.cancel)
    guard !hasGoodsOutside else {
      throw Refusal(.conflict, "Goods of order \(shownNumber) have left the shop. Take them back first, then cancel it.")
    }
    guard !hasParcelUnderWay else {
      throw Refusal(.conflict, "A package of order \(shownNumber) is under way or came back. Call it off first, then cancel the order.")
    }
    guard refundable == 0 else {
      throw Refusal(.conflict, "Order \(shownNumber) has payments. Give the money back first, then cancel it.")
    }
    try move(.cancel)
    cancelOpenPackages()
    cancelReason = reason
  }

  /// Whether a courier has goods of it that nobody has seen again: their money may be back, the goods are not.
  private var hasParcelUnderWay: Bool {
    let lines = Dictionary(self.lines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return shipments.filter { $0.status == .shipped || $0.status == .failed }.flatMap(\.contents).contains { content in
      guard let line = lines[content.lineID] else { return false }
      let back = returns.reduce(restocked(line)) { $0 &+ $1.received(line.id) }
      return quantityOut(of: line).thousandths > back
    }
  }

  /// Puts a placed order away (T9).
  ///
  /// - Throws: ``RefusalCode/conflict`` naming what is still open.
  package mutating func close() throws(Refusal) {
    try allow(.close)
    var open: [String] = []
    if !isPaidInFull { open.append("it is not paid in full") }
    if fulfillmentStatus != .fulfilled, fulfillmentStatus != .notRequired { open.append("goods have not been handed over") }
    if returnStatus == .requested || returnStatus == .partiallyReceived { open.append("a return is under way") }
    guard open.isEmpty else {
      throw Refusal(.conflict, "Order \(shownNumber) cannot be closed yet: \(open.joined(separator: ", ")).")
    }
    try move(.close)
  }

  /// Opens a closed order again (T10).
  package mutating func reopen() throws(Refusal) {
    try move(.reopen)
  }
}
