/// The steps of packages. What leaves the shelf and who is told, the use case adds in the same transaction.
extension Order {
  /// Moves a package as the table allows.
  ///
  /// - Throws: ``RefusalCode/notFound``; ``RefusalCode/conflict`` where the order is not placed or the table has no row;
  ///   `validationFailed` naming `courier` and `tracking_number` for a shipped package without them, and `lines` for an empty one.
  package mutating func move(_ id: ID<Shipment>, to status: Shipment.Status, step: Shipment.Step) throws(Refusal) {
    guard let index = shipments.firstIndex(where: { $0.id == id }) else { throw .notFound("shipment") }
    let shipment = shipments[index]
    if status == .shipped, !shipment.status.hasLeft { try shipment.requireLabel() }
    try requireFulfillable(for: status)
    guard let row = ShipmentTransition.to(status), row.from.contains(shipment.status) else {
      throw .noSuchStep(from: shipment.status, to: status)
    }
    if row.move != .cancel, row.move != .pack {
      guard shipment.contents.contains(where: { !$0.quantity.isZero }) else {
        throw .invalid("lines", "empty", "There is nothing in this package.")
      }
    }
    if row.move == .ship { try shipment.requireLabel() }
    shipments[index].status = status
    shipments[index].lastStep = step
    shipments[index].updatedAt = step.at
  }

  /// Takes a package's last step back; one that the step made is gone again.
  ///
  /// - Returns: the package as it was before this call.
  /// - Throws: ``RefusalCode/undoExpired`` once the way back has ended.
  package mutating func undoStep(of id: ID<Shipment>, now: Instant) throws(Refusal) -> Shipment {
    guard let index = shipments.firstIndex(where: { $0.id == id }) else { throw .notFound("shipment") }
    let shipment = shipments[index]
    guard status != .canceled, let step = shipment.lastStep, now < step.undoUntil else { throw .undoExpired }
    if status == .closed {
      guard step.closedOrder else { throw .undoExpired }
      try move(.reopen)
    }
    // What was called off may be in another package by now.
    if shipment.status == .canceled { try check(shipment.contents, besides: id) }
    guard let from = step.from else {
      shipments.remove(at: index)
      return shipment
    }
    shipments[index].status = from
    shipments[index].courier = step.courier
    shipments[index].trackingNumber = step.trackingNumber
    shipments[index].trackingURL = step.trackingURL
    shipments[index].lastStep = nil
    shipments[index].updatedAt = now
    return shipment
  }

  /// The packages that the last call moved, as far as there is a way back.
  package func lastMoved(now: Instant) -> [Shipment] {
    let open = shipments.filter { $0.lastStep.map { now < $0.undoUntil } ?? false }
    guard let last = open.compactMap(\.lastStep).max(by: { ($0.at, $0.call) < ($1.at, $1.call) }) else { return [] }
    return open.filter { $0.lastStep?.call == last.call }
  }

  /// Remembers that a call's steps closed the order, so that taking them back opens it again.
  package mutating func markClosed(by call: String) {
    for index in shipments.indices where shipments[index].lastStep?.call == call { shipments[index].lastStep?.closedOrder = true }
  }

  /// Calls off what has not left, of an order that is canceled.
  mutating func cancelOpenPackages() {
    let rows = ShipmentTransition.to(.canceled)?.from ?? []
    for index in shipments.indices where rows.contains(shipments[index].status) && !shipments[index].status.hasLeft {
      shipments[index].status = .canceled
      shipments[index].lastStep = nil
    }
  }

  /// Packages are prepared for any order that was not canceled; what goes further belongs to a placed one.
  private func requireFulfillable(for next: Shipment.Status) throws(Refusal) {
    try requirePackable()
    guard next != .packed, next != .canceled || placedAt != nil else { return }
    guard status == .placed else {
      let advice = status == .closed ? "Reopen it first." : "Place it first."
      throw Refusal(.conflict, "Order \(shownNumber) is \(status.words), so nothing can leave. \(advice)")
    }
  }
}

extension Shipment {
  /// Whether a carrier's label is complete.
  package var isLabelled: Bool { courier != nil && trackingNumber != nil }

  func requireLabel() throws(Refusal) {
    var failures: [FieldFailure] = []
    if courier == nil { failures.append(FieldFailure(field: "courier", code: "required", message: "Say which courier takes it.")) }
    if trackingNumber == nil {
      failures.append(FieldFailure(field: "tracking_number", code: "required", message: "Add the tracking number."))
    }
    guard !failures.isEmpty else { return }
    throw Refusal(.validationFailed, "A shipped package needs a courier and a tracking number.", failures: failures)
  }
}

extension Refusal {
  /// 409 where the table of packages has no row.
  package static func noSuchStep(from: Shipment.Status, to: Shipment.Status) -> Refusal {
    let next = ShipmentTransition.next(after: from).map(\.words).joined(separator: ", ")
    return Refusal(
      .conflict, "A package that is \(from.words) cannot become \(to.words). Possible now: \(next.isEmpty ? "nothing" : next).")
  }

  /// 409 once a step stands.
  package static var undoExpired: Refusal {
    Refusal(.undoExpired, "This can no longer be undone: \(Shipment.undoSeconds) seconds are over.")
  }
}
