/// Packages are prepared before an order is paid or after, also while its contents are locked; while they are open they promise nothing
/// and move no stock.
extension Order {
  /// Adds a package. Without contents named it takes whatever is to be shipped and in no package yet.
  ///
  /// - Throws: ``RefusalCode/conflict`` for an order that was canceled, `validationFailed` naming `lines[i]`.
  package mutating func add(_ shipment: Shipment, contents: [Shipment.Content]?) throws(Refusal) {
    try requirePackable()
    guard shipments.count < Shipment.limit else {
      throw .invalid("lines", "too_many", "An order may have at most \(Shipment.limit) packages.")
    }
    var shipment = shipment
    if let contents {
      try check(contents, besides: nil)
      shipment.contents = contents
    } else {
      shipment.contents = unpackedContents
      guard !shipment.contents.isEmpty else {
        throw .invalid("lines", "nothing_left", "Nothing that is to be shipped is without a package. Name the lines to pack others.")
      }
    }
    guard shipments.reduce(shipment.contents.count, { $0 + $1.contents.count }) <= Shipment.contentLimit else {
      throw .invalid("lines", "too_many", "The packages of an order may hold at most \(Shipment.contentLimit) lines together.")
    }
    shipments.append(shipment)
  }

  /// Changes a package.
  ///
  /// - Throws: ``RefusalCode/notFound`` for a package of another order, `validationFailed` naming `lines[i]`.
  package mutating func change(_ id: ID<Shipment>, _ edit: (inout Shipment) -> Void) throws(Refusal) {
    try requirePackable()
    guard let index = shipments.firstIndex(where: { $0.id == id }) else { throw .notFound("shipment") }
    let before = shipments[index]
    var changed = before
    edit(&changed)
    if changed.contents != before.contents {
      guard before.status.isOpen else {
        throw Refusal(.conflict, "This package is \(before.status.words), so what is in it stays.")
      }
      try check(changed.contents, besides: id)
    }
    if before.status.isWithCourier { try changed.requireLabel() }
    shipments[index] = changed
  }

  /// Takes a package apart; what was in it can go into another one.
  ///
  /// - Throws: ``RefusalCode/conflict`` for one that went further: it is moved, so that its story stays.
  package mutating func remove(_ id: ID<Shipment>) throws(Refusal) {
    try requirePackable()
    guard let index = shipments.firstIndex(where: { $0.id == id }) else { throw .notFound("shipment") }
    guard shipments[index].status.isOpen else {
      throw Refusal(.conflict, "This package is \(shipments[index].status.words), so it cannot be taken apart.")
    }
    shipments.remove(at: index)
  }

  /// Takes out of the packages that are here what is not owed any more, from the last one first; one laid out that has nothing in it goes.
  package mutating func fitPackages() {
    guard shipments.contains(where: \.status.isHere) else { return }
    let settled = packed(where: \.hasLeft)
    var left = Dictionary(
      lines.map { ($0.id, max(0, $0.owed.thousandths - (settled[$0.id] ?? 0))) }, uniquingKeysWith: { first, _ in first })
    for index in shipments.indices where shipments[index].status.isHere {
      shipments[index].contents = shipments[index].contents.compactMap { content in
        let fitting = min(content.quantity.thousandths, left[content.lineID] ?? 0)
        left[content.lineID, default: 0] -= fitting
        return Quantity(thousandths: fitting).flatMap { $0.isZero ? nil : Shipment.Content(lineID: content.lineID, quantity: $0) }
      }
    }
    shipments.removeAll { $0.status == .readyForPickup && $0.contents.isEmpty }
  }

  func requirePackable() throws(Refusal) {
    guard status != .canceled else {
      throw Refusal(.conflict, "Order \(shownNumber) was canceled, so there is nothing to pack.")
    }
  }

  /// Each line once, no more than is on the order and in no other package, pieces only whole.
  func check(_ contents: [Shipment.Content], besides own: ID<Shipment>?) throws(Refusal) {
    var failures: [FieldFailure] = []
    var seen: Set<ID<LineItem>> = []
    let byID = Dictionary(lines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let sums = packed { $0 != .canceled }
    let ownContents = shipments.first { $0.id == own && $0.status != .canceled }?.contents ?? []
    let inOwn = Dictionary(ownContents.map { ($0.lineID, $0.quantity) }, uniquingKeysWith: { first, _ in first })
    if contents.isEmpty { failures.append(FieldFailure(field: "lines", code: "empty", message: "Name what is in the package.")) }
    for (index, content) in contents.enumerated() {
      guard let line = byID[content.lineID] else {
        failures.append(FieldFailure(field: "lines[\(index)].line_id", code: "unknown", message: "There is no such line on this order."))
        continue
      }
      if !seen.insert(line.id).inserted {
        failures.append(FieldFailure(field: "lines[\(index)].line_id", code: "duplicate", message: "Name each line once."))
      }
      let free = unpacked(line, packed: sums).adding(inOwn[line.id] ?? .zero) ?? .zero
      if content.quantity > free {
        failures.append(
          FieldFailure(
            field: "lines[\(index)].quantity", code: "too_many", message: "Only \(free.text) of \(line.title) is in no other package.",
            lineID: line.id.text))
      } else if !line.canBeDivided(by: content.quantity) {
        failures.append(
          FieldFailure(field: "lines[\(index)].quantity", code: "whole_units_only", message: "\(line.title) is sold by the piece."))
      }
    }
    guard let first = failures.first else { return }
    throw Refusal(.validationFailed, first.message, failures: failures)
  }
}
