/// Packages are prepared before an order is paid or after, also while its contents are locked; they promise nothing and move no stock.
extension Order {
  /// How much of a line is in no package yet.
  package func unpacked(_ line: LineItem) -> Quantity {
    let packed = shipments.flatMap(\.contents).filter { $0.lineID == line.id }.reduce(Int64(0)) { $0 + $1.quantity.thousandths }
    return Quantity(thousandths: max(0, line.quantity.thousandths - packed)) ?? .zero
  }

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
      shipment.contents = lines.filter(\.requiresShipping).compactMap { line in
        let rest = unpacked(line)
        return rest.isZero ? nil : Shipment.Content(lineID: line.id, quantity: rest)
      }
      guard !shipment.contents.isEmpty else {
        throw .invalid("lines", "nothing_left", "Nothing that is to be shipped is without a package. Name the lines to pack others.")
      }
    }
    shipments.append(shipment)
  }

  /// Changes a package.
  ///
  /// - Throws: ``RefusalCode/notFound`` for a package of another order, `validationFailed` naming `lines[i]`.
  package mutating func change(_ id: ID<Shipment>, _ edit: (inout Shipment) -> Void) throws(Refusal) {
    try requirePackable()
    guard let index = shipments.firstIndex(where: { $0.id == id }) else { throw .notFound("shipment") }
    var changed = shipments[index]
    edit(&changed)
    if changed.contents != shipments[index].contents { try check(changed.contents, besides: id) }
    shipments[index] = changed
  }

  /// Takes a package apart; what was in it can go into another one.
  package mutating func remove(_ id: ID<Shipment>) throws(Refusal) {
    try requirePackable()
    guard let index = shipments.firstIndex(where: { $0.id == id }) else { throw .notFound("shipment") }
    shipments.remove(at: index)
  }

  /// Takes out of the packages what is not on the order any more, from the last one first.
  package mutating func fitPackages() {
    guard !shipments.isEmpty else { return }
    var left = Dictionary(lines.map { ($0.id, $0.quantity.thousandths) }, uniquingKeysWith: { first, _ in first })
    for index in shipments.indices {
      shipments[index].contents = shipments[index].contents.compactMap { content in
        let fitting = min(content.quantity.thousandths, left[content.lineID] ?? 0)
        left[content.lineID, default: 0] -= fitting
        return Quantity(thousandths: fitting).flatMap { $0.isZero ? nil : Shipment.Content(lineID: content.lineID, quantity: $0) }
      }
    }
  }

  private func requirePackable() throws(Refusal) {
    guard status != .canceled else {
      throw Refusal(.conflict, "Order \(shownNumber) was canceled, so there is nothing to pack.")
    }
  }

  /// Each line once, no more than is on the order and in no other package, pieces only whole.
  private func check(_ contents: [Shipment.Content], besides own: ID<Shipment>?) throws(Refusal) {
    var failures: [FieldFailure] = []
    var seen: Set<ID<LineItem>> = []
    if contents.isEmpty { failures.append(FieldFailure(field: "lines", code: "empty", message: "Name what is in the package.")) }
    for (index, content) in contents.enumerated() {
      guard let line = lines.first(where: { $0.id == content.lineID }) else {
        failures.append(FieldFailure(field: "lines[\(index)].line_id", code: "unknown", message: "There is no such line on this order."))
        continue
      }
      if !seen.insert(line.id).inserted {
        failures.append(FieldFailure(field: "lines[\(index)].line_id", code: "duplicate", message: "Name each line once."))
      }
      let inOwn = shipments.first { $0.id == own }?.contents.first { $0.lineID == line.id }?.quantity ?? .zero
      let free = unpacked(line).adding(inOwn) ?? .zero
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
