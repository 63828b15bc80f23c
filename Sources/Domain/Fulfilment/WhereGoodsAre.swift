/// Where the goods of an order are, read off its lines and packages (`docs/rules.md` F).
extension Order {
  /// Thousandths of each line in the packages whose status passes.
  package func packed(where passes: (Shipment.Status) -> Bool) -> [ID<LineItem>: Int64] {
    var sums: [ID<LineItem>: Int64] = [:]
    for shipment in shipments where passes(shipment.status) {
      for content in shipment.contents { sums[content.lineID, default: 0] += content.quantity.thousandths }
    }
    return sums
  }

  /// Whether a line leaves with the sale itself: over the counter, or because nothing of it travels.
  package func leavesAtOnce(_ line: LineItem) -> Bool {
    !line.isPreorder && (isRegisterSale || !line.requiresShipping)
  }

  /// How much of a line is out of the shop, whether or not some of it has come back.
  package func quantityOut(of line: LineItem) -> Quantity {
    if placedAt != nil, leavesAtOnce(line) { return line.quantity }
    return Quantity(thousandths: packed(where: \.hasLeft)[line.id] ?? 0) ?? .zero
  }

  /// How much of a line is in no package and still has to leave.
  package func unpacked(_ line: LineItem) -> Quantity { unpacked(line, packed: packed { $0 != .canceled }) }

  /// What is in no package and still has to leave, by line; what needs no shipping is left out unless it waits for its goods.
  package var unpackedContents: [Shipment.Content] {
    let sums = packed { $0 != .canceled }
    return lines.filter(\.awaitsHandover).compactMap { line in
      let rest = unpacked(line, packed: sums)
      return rest.isZero ? nil : Shipment.Content(lineID: line.id, quantity: rest)
    }
  }

  func unpacked(_ line: LineItem, packed sums: [ID<LineItem>: Int64]) -> Quantity {
    if placedAt != nil, isRegisterSale, leavesAtOnce(line) { return .zero }
    return Quantity(thousandths: max(0, line.owed.thousandths - (sums[line.id] ?? 0))) ?? .zero
  }

  /// What has left the shop; derived, never set.
  package var fulfillmentStatus: FulfillmentStatus {
    func isWanted(_ line: LineItem) -> Bool { line.awaitsHandover && !line.owed.isZero }
    guard lines.contains(where: isWanted) else { return .notRequired }
    guard placedAt != nil else { return .unfulfilled }
    let wanted = lines.filter(isWanted)
    let (out, arrived) = (packed(where: \.hasLeft), packed(where: \.hasArrived))
    let ready = packed { $0 == .readyForPickup }
    var (isOut, isArrived, isReady, isBegun) = (true, true, true, false)
    for line in wanted where !leavesAtOnce(line) {
      let owed = line.owed.thousandths
      isOut = isOut && (out[line.id] ?? 0) >= owed
      isArrived = isArrived && (arrived[line.id] ?? 0) >= owed
      isReady = isReady && (ready[line.id] ?? 0) >= owed
      isBegun = isBegun || (out[line.id] ?? 0) > 0
    }
    if isArrived { return .fulfilled }
    if isOut { return .shipped }
    if isBegun || wanted.contains(where: leavesAtOnce) { return .partiallyFulfilled }
    return isReady ? .readyForPickup : .unfulfilled
  }

  /// Whether something was handed over or sent that has not come back; a register sale hands over at once.
  package var hasGoodsOutside: Bool {
    lines.contains { $0.awaitsHandover && isOutside($0) }
  }

  /// Gives up units of a line that have not left, as they are given back: they are neither owed nor in an open package any more.
  ///
  /// - Returns: how many of them had not left.
  package mutating func release(_ asked: Quantity, of id: ID<LineItem>) -> Quantity {
    guard let index = lines.firstIndex(where: { $0.id == id }) else { return .zero }
    let line = lines[index]
    let here = max(0, line.owed.thousandths - quantityOut(of: line).thousandths)
    guard let released = Quantity(thousandths: min(asked.thousandths, here)), !released.isZero else { return .zero }
    lines[index].releasedQuantity = line.releasedQuantity.adding(released) ?? line.releasedQuantity
    fitPackages()
    return released
  }
}

extension LineItem {
  /// Whether it counts for what has left: goods that travel, and what was sold before it was there.
  package var awaitsHandover: Bool { requiresShipping || isPreorder }

  /// What is to leave, or has left: what was sold less what was given back before it left.
  package var owed: Quantity { quantity.subtracting(releasedQuantity) ?? .zero }
}
