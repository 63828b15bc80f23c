package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Says what a change would make of a placed order, and stores nothing.
  ///
  /// - Throws: as ``editPlacedOrder(_:_:through:)``, but for what somebody has to vouch for: that is in the answer.
  package func previewEdit(_ id: ID<Order>, _ request: EditRequest) throws -> EditedOrder {
    try principal.require(.editOrders)
    guard principal.decision(on: .editPlacedOrder) != .deny else { throw Refusal.forbidden(.editPlacedOrder) }
    granted.rehearse()
    let before = try findOrder(id)
    _ = try before.openedForEdit()
    try check(request.version, of: before)
    try require(.editPlacedOrder, on: id)
    let order = try edited(before, request)
    let back = request.refunds ? order.amountOverpaid : 0
    return EditedOrder(
      order: order, change: OrderChange(from: before, to: order), toRefund: order.amountOverpaid - back, refunded: back,
      // One is enough: it vouches for all that the change does.
      approvals: granted.needed.filter { $0 == .editPlacedOrder })
  }

  /// Changes what is on a placed order, in one transaction with everything that follows from it: goods promised or let go, uses of
  /// promotions, points, papers, money that goes back (T13, `docs/rules.md` E).
  ///
  /// Whoever vouches for the change vouches for its prices, discounts and refund.
  /// - Parameter accounts: whose refunds can be asked for right now; what a provider has to give back is written down as pending.
  /// - Throws: ``RefusalCode/conflict`` for what is not placed and for lines that have left, ``RefusalCode/orderLocked`` while a payer is at
  ///   a provider, ``RefusalCode/versionConflict``, ``RefusalCode/totalChanged``, ``RefusalCode/notReady``, ``RefusalCode/outOfStock``,
  ///   ``RefusalCode/approvalRequired``, `validationFailed`.
  package func editPlacedOrder(_ id: ID<Order>, _ request: EditRequest, through accounts: [ProviderAccount]) throws -> EditedOrder {
    try principal.require(.editOrders)
    let before = try takeOrder(id)
    _ = try before.openedForEdit()
    try check(request.version, of: before)
    try vouch(for: id)
    var order = try edited(before, request)
    try check(expectedTotal: request.expectedTotal, of: order)
    let change = OrderChange(from: before, to: order)
    guard order.isChanged(since: before) else {
      return EditedOrder(order: before, change: change, toRefund: before.amountOverpaid, refunded: 0, approvals: [])
    }
    try moveStock(of: order, since: before)
    try redeemPricing(of: order, since: before)
    try correctInvoice(of: &order, since: before)
    try recordEdit(of: order, since: before)
    let given = try giveOverpaidBack(of: &order, request, through: accounts)
    try order.closeIfSettled()
    try keep(
      &order, since: before, event: "order.edited", data: change.facts(reopened: before.status == .closed), reason: request.reason)
    if before.status == .closed, order.status == .placed { try tell("order.reopened", of: order) }
    if request.notifies { try tellCustomer(of: change, in: order) }
    try follow(given, of: order)
    try askAboutOverpaid(order)
    return EditedOrder(
      order: try linked(order), change: change, toRefund: order.amountOverpaid, refunded: given.reduce(0) { $0 + $1.amount }, approvals: [])
  }

  /// One approval is enough for all that the change does.
  private func vouch(for id: ID<Order>) throws {
    guard let approver = try require(.editPlacedOrder, on: id) else { return }
    for action in [Action.overridePrice, .giveCredit, .refund] { granted.add(approver, of: action, on: id.text) }
  }

  /// Gives back what the change left paid above the total, the way it came.
  private func giveOverpaidBack(
    of order: inout Order, _ request: EditRequest, through accounts: [ProviderAccount]
  ) throws -> [Refund] {
    let overpaid = order.amountOverpaid
    guard request.refunds, overpaid > 0 else { return [] }
    try require(.refund, on: order.id)
    var refund = RefundRequest(claim: .amount(overpaid))
    refund.reason = request.reason
    return try giveBack(overpaid, for: [], of: &order, refund, through: accounts)
  }

  private func follow(_ given: [Refund], of order: Order) throws {
    for refund in given where refund.status == .succeeded {
      try tellRefunded(refund, of: order)
      try settleTasks(of: order, after: refund)
    }
  }

  /// Somebody has to decide about what is paid above the total; what was asked about another sum is not asked any more.
  private func askAboutOverpaid(_ order: Order) throws {
    let overpaid = order.amountOverpaid
    for task in try tx.paymentTasks.open(ofOrder: order.id) where task.paymentID == nil && task.kind == .surplus {
      if overpaid == 0 || task.amount.minorUnits != overpaid { try end(task, as: .settled, of: order) }
    }
    guard overpaid > 0 else { return }
    let isAsked = try tx.paymentTasks.open(ofOrder: order.id).contains { $0.kind == .surplus && $0.paymentID == nil }
    guard !isAsked else { return }
    try raise(
      .surplus, of: order, payment: nil, amount: Money(minorUnits: overpaid, currency: order.currency),
      detail: "Order \(order.shownNumber) was changed and costs less than was paid for it. Give the rest back, or keep it as agreed.",
      dedupKey: "edit:\(order.id):\(order.version)")
  }
}

extension Order {
  fileprivate func isChanged(since before: Order) -> Bool {
    lines != before.lines || adjustments != before.adjustments || shippingLine != before.shippingLine
  }
}

extension OrderChange {
  /// What the timeline, webhooks and screens are told.
  fileprivate func facts(reopened: Bool) -> [(key: String, value: JSON)] {
    func number(_ value: Int64?) -> JSON { value.map { .number(String($0)) } ?? .null }
    func quantity(_ value: Quantity?) -> JSON { value.map { .number($0.text) } ?? .null }
    let changes = parts.map { part -> JSON in
      .object([
        (key: "kind", value: .string(part.kind.rawValue)), (key: "id", value: part.id.map { .string($0) } ?? .null),
        (key: "title", value: .string(part.title)), (key: "quantity_before", value: quantity(part.quantityBefore)),
        (key: "quantity_after", value: quantity(part.quantityAfter)), (key: "total_before", value: number(part.totalBefore)),
        (key: "total_after", value: number(part.totalAfter)),
      ])
    }
    return [
      ("total_before", number(totalBefore)), ("total_after", number(totalAfter)), ("difference", number(difference)),
      ("reopened", .bool(reopened)), ("changes", .array(changes)),
    ]
  }
}
