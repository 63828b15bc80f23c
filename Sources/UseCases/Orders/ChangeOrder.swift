package import Domain
import Stores

extension UnitOfWork {
  /// Changes an order's head (T2); on a locked order only tags and the staff note.
  ///
  /// - Throws: ``RefusalCode/orderLocked`` before the version is looked at, ``RefusalCode/versionConflict``.
  package func changeOrder(_ id: ID<Order>, _ changes: OrderChanges, version: Int64?) throws -> Order {
    try principal.require(.editOrders)
    let before = try takeOrder(id)
    var order = before
    if !changes.touchesOnlyNotes { try order.move(.edit) }
    try check(version, of: before)
    if case .set(let customerID) = changes.customerID { try setCustomer(customerID, of: &order) }
    changes.tags.apply(to: &order.tags)
    changes.note.apply(to: &order.note)
    changes.customerNote.apply(to: &order.customerNote)
    changes.pricesIncludeTax.apply(to: &order.pricesIncludeTax)
    changes.taxesEnabled.apply(to: &order.taxesEnabled)
    changes.billingAddress.apply(to: &order.billingAddress)
    changes.shippingAddress.apply(to: &order.shippingAddress)
    changes.orderedAt.apply(to: &order.orderedAt)
    changes.papers.apply(to: &order.papers, now: now)
    if case .set(let number) = changes.number { try setNumber(number, of: &order) }
    if case .set(let staffID) = changes.staffID { try assign(&order, to: staffID) }
    if case .set(let locationID) = changes.locationID { try place(&order, locationID: locationID, registerID: order.registerID) }
    if case .set(let registerID) = changes.registerID { try place(&order, locationID: order.locationID, registerID: registerID) }
    if order.customerID != before.customerID { try price(&order, since: before) }
    try keep(&order, since: before, event: "order.updated")
    return order
  }

  private func assign(_ order: inout Order, to staffID: ID<Staff>?) throws {
    if let staffID, try tx.staff.find(staffID)?.isDisabled ?? true {
      throw Refusal.invalid("staff_id", "unknown", "Nobody who works here has this id.")
    }
    order.staffID = staffID?.text
  }

  /// Adds lines; several tills may do so at once, since lines commute.
  ///
  /// - Returns: the whole order; a line whose `client_id` is already there with the same content is not added again.
  package func addLine(_ id: ID<Order>, _ request: NewLine) throws -> Order {
    try principal.require(.editOrders)
    let before = try takeOrder(id)
    if let clientID = request.clientID, let existing = try tx.orders.line(clientID: clientID) {
      guard existing.orderID == id, existing.contentHash == request.contentHash else { throw Self.clientIDTaken }
      return before
    }
    var order = before
    try order.move(.edit)
    for line in try makeLines([request], for: order, path: { _ in "" }) { try order.add(line) }
    try price(&order, since: before)
    try order.recalculate()
    try checkDiscounts(of: order)
    let hashes = order.lines.last.map { [$0.id: request.contentHash] } ?? [:]
    try keep(&order, since: before, event: "order.updated", lineHashes: hashes)
    return order
  }

  /// Takes a line off.
  package func removeLine(_ id: ID<Order>, _ lineID: ID<LineItem>, version: Int64?) throws -> Order {
    try edit(id, version: version) { order in try order.remove(lineID) }
  }

  package func addAdjustment(_ id: ID<Order>, _ request: NewAdjustment) throws -> Order {
    try edit(id, version: nil) { order in
      try order.move(.edit)
      try add(request, to: &order, path: "", isStored: true)
    }
  }

  /// Adds an adjustment, or puts on the promotion that is named in its place.
  func add(_ request: NewAdjustment, to order: inout Order, path: String, isStored: Bool) throws {
    if let promotion = request.promotion {
      try put(promotion, request, on: &order, path: path, isStored: isStored)
    } else {
      try order.add(try makeAdjustment(request, for: order, path: path))
    }
  }

  /// Changes one adjustment of a draft.
  package func changeAdjustment(
    _ id: ID<Order>, _ adjustmentID: ID<Adjustment>, _ changes: AdjustmentChanges, version: Int64?
  ) throws -> Order {
    try edit(id, version: version) { order in try apply(changes, to: adjustmentID, of: &order) }
  }

  /// Makes a change of one adjustment, of a draft or of a placed order that is opened for an edit.
  ///
  /// - Parameter path: how the caller names its fields (`adjustments[0].`), empty where the body is the change itself.
  func apply(_ changes: AdjustmentChanges, to adjustmentID: ID<Adjustment>, of order: inout Order, path: String = "") throws {
    guard let old = order.adjustments.first(where: { $0.id == adjustmentID }) else { throw Refusal.notFound("adjustment") }
    if old.kind == .credit || old.kind == .debit { try require(.giveCredit, on: order.id) }
    if case .set(.percentage) = changes.value, !old.kind.lowersLines {
      throw Refusal.invalid("\(path)value_type", "choice", "This kind of adjustment is a fixed amount.")
    }
    if old.promotionID != nil, !changes.value.isKept {
      throw Refusal.invalid("\(path)value", "by_promotion", "The promotion says what is taken off. Remove it, or give a discount.")
    }
    if old.kind != .fee, !changes.taxRates.isKept || !changes.priceIncludesTax.isKept {
      throw Refusal.invalid("\(path)tax_rates", "fee_only", "Only a fee has taxes of its own.")
    }
    try order.change(adjustmentID) { adjustment in
      changes.title.apply(to: &adjustment.title)
      changes.reason.apply(to: &adjustment.reason)
      changes.value.apply(to: &adjustment.value)
      changes.taxRates.apply(to: &adjustment.taxRates)
      changes.priceIncludesTax.apply(to: &adjustment.priceIncludesTax)
    }
  }

  package func removeAdjustment(_ id: ID<Order>, _ adjustmentID: ID<Adjustment>, version: Int64?) throws -> Order {
    try edit(id, version: version) { order in
      if let promotionID = order.adjustments.first(where: { $0.id == adjustmentID })?.promotionID,
        try tx.promotions.find([promotionID])[promotionID]?.trigger == .automatic
      {
        try tx.promotions.decline(promotionID, on: id)
      }
      try order.remove(adjustmentID)
    }
  }

  /// Sets how the order travels, or with nil takes it off.
  package func setShippingLine(_ id: ID<Order>, _ request: NewShippingLine?) throws -> Order {
    try edit(id, version: nil) { order in
      try order.ship(by: try request.map { try makeShippingLine($0, for: order, path: "") })
      order.followPickup()
    }
  }

  /// The frame of every change of contents: locked is said before the version is compared.
  ///
  /// - Parameter pricing: a line to price anew though nothing of it was changed.
  func edit(
    _ id: ID<Order>, version: Int64?, pricing: ID<LineItem>? = nil, _ body: (inout Order) throws -> Void
  ) throws -> Order {
    try principal.require(.editOrders)
    let before = try takeOrder(id)
    var order = before
    try order.move(.edit)
    try check(version, of: before)
    try body(&order)
    try price(&order, since: before, also: Set([pricing].compactMap(\.self)))
    try order.recalculate()
    try checkDiscounts(of: order)
    try keep(&order, since: before, event: "order.updated")
    return order
  }
}
