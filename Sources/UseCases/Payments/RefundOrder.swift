package import Domain
import JSON
import Stores

/// What somebody asks back, and how.
package struct RefundRequest: Sendable {
  package var claim: RefundClaim
  package var paymentID: ID<Payment>?
  package var method: PaymentMethod?
  package var reason: String?
  /// What the money is found by outside, such as the bank's reference of a transfer.
  package var reference: String?
  package var registerID: ID<Register>?
  /// The return that it pays for; its goods come back by that, so that they are on the shelf once.
  package var returnID: ID<Return>?
  /// A repetition finds by it what was begun.
  package var requestKey: RequestKey?

  package init(claim: RefundClaim) {
    self.claim = claim
  }
}

extension UnitOfWork {
  /// Whether a provider has money of this order in hand, so that giving it back takes more than one transaction.
  package func asksProviderForRefund(of id: ID<Order>) throws -> Bool {
    try findOrder(id).payments.contains { $0.method.isThroughProvider && $0.status.isCaptured }
  }

  /// Gives money back: an amount, or units of a placed order's lines that may return to the shelf (M13, M14, P9).
  ///
  /// What is in the shop's own hands is given back with it. What a provider has to give back is written down as pending and taken off its
  /// payment, so that nothing else can give it back meanwhile; ``Shop/pursueRefunds(of:by:)`` asks the provider afterwards.
  ///
  /// - Parameter accounts: whose refunds can be asked for right now.
  /// - Throws: ``RefusalCode/exceedsRefundable``, ``RefusalCode/approvalRequired``, ``RefusalCode/conflict`` for a lost race,
  ///   ``RefusalCode/gatewayUnavailable`` where the provider that took the money is not set up any more,
  ///   ``RefusalCode/idempotencyKeyReused``.
  package func refundOrder(_ id: ID<Order>, _ request: RefundRequest, through accounts: [ProviderAccount]) throws -> Order {
    if let begun = try begunRefund(id, request) { return begun }
    let before = try takeOrder(id)
    var order = before
    let lines: [RefundedLine]
    let amount: Int64
    switch request.claim {
    case .amount(let asked): (lines, amount) = ([], asked)
    case .lines(let parts):
      lines = try order.fit(parts, to: request.returnID)
      amount = try worth(of: lines, in: order)
    }
    try order.check(request.returnID)
    let given = try giveBack(amount, for: lines, of: &order, request, through: accounts) { try allow($0, on: id) }
    try takeBack(lines, of: &order, areReturned: request.returnID != nil)
    if request.returnID != nil { try order.closeIfSettled() }
    let paidOut = given.filter { $0.status == .succeeded }
    let sum = paidOut.reduce(Int64(0)) { $0 + $1.amount }
    try keep(
      &order, since: before, event: paidOut.isEmpty ? "order.updated" : "order.refunded",
      data: [("amount", .number(String(paidOut.isEmpty ? amount : sum)))], reason: request.reason)
    if before.status != .closed, order.status == .closed { try tell("order.closed", of: order) }
    try creditSettled(given.first?.requestKey, of: order)
    for refund in paidOut { try tellRefunded(refund, of: order) }
    for refund in paidOut { try settleTasks(of: order, after: refund) }
    return order
  }

  /// What a request with this key made before it died; nil for a new one.
  private func begunRefund(_ id: ID<Order>, _ request: RefundRequest) throws -> Order? {
    guard let key = request.requestKey, try hasBegun(key, on: id) else { return nil }
    return try takeOrder(id)
  }

  /// Whether money of an order was given back under this key before.
  ///
  /// - Throws: ``RefusalCode/idempotencyKeyReused`` where something else was asked with it.
  func hasBegun(_ key: RequestKey, on id: ID<Order>) throws -> Bool {
    guard let begun = try tx.refunds.find(requestKey: key.key) else { return false }
    guard begun.orderID == id, begun.fingerprint == key.fingerprint else {
      throw Refusal(.idempotencyKeyReused, "This Idempotency-Key was used for another request. Send a new key with this one.")
    }
    return true
  }

  /// Giving money back another way than it came is a right of its own, which holds the right to refund (REF-05).
  private func allow(_ parts: [RefundPart], on id: ID<Order>) throws {
    try require(parts.contains(where: \.isElsewhere) ? .refundElsewhere : .refund, on: id)
  }

  /// Gives an amount back, cut over the payments that it came from, and writes down each part.
  ///
  /// - Parameter allowing: refuses a plan that the principal may not carry out.
  /// - Returns: what was written down, the parts of providers pending.
  func giveBack(
    _ amount: Int64, for lines: [RefundedLine], of order: inout Order, _ request: RefundRequest, through accounts: [ProviderAccount],
    allowing: ([RefundPart]) throws -> Void = { _ in }
  ) throws -> [Refund] {
    let settings = try tx.settings.current()
    let rounding = order.currency == settings.currency ? settings.cashRounding : .none
    if request.method == .storeCredit, order.customerID == nil {
      throw Refusal.invalid("method", "customer_required", "Store credit belongs to a customer. Add the customer first.")
    }
    let parts = try order.planRefund(of: amount, from: request.paymentID, by: request.method, rounding: rounding)
    try allowing(parts)
    try requireAccounts(of: parts, in: order, among: accounts)
    let till = request.registerID ?? principal.registerID ?? order.registerID
    let session = try till.flatMap { try tx.registers.openSession(of: $0)?.id.text }
    var posting = try refundPosting(of: order, for: lines)
    // Money for goods is never what was paid above the total.
    var overpaid = lines.isEmpty ? order.amountOverpaid : 0
    var given: [Refund] = []
    for part in parts {
      try tx.payments.giveBack(part.amount, of: part.paymentID)
      let id: ID<Refund> = ids.next()
      let isPending = part.isThroughProvider
      var refund = Refund(
        id: id, paymentID: part.paymentID, method: part.method, amount: part.amount, cashRounding: part.cashRounding,
        reason: request.reason, lines: given.isEmpty ? lines : [], registerID: till, sessionID: session,
        staffID: principal.staffID?.text, createdAt: now, reference: request.reference,
        requestKey: request.requestKey?.key ?? given.first?.requestKey ?? id.text, status: isPending ? .pending : .succeeded,
        settledAt: isPending ? nil : now, returnID: request.returnID)
      // What rounding to coins made of it goes with what it rounds.
      let share = part.amount - part.cashRounding
      refund.excess = share <= overpaid ? part.amount : min(overpaid, part.amount)
      overpaid -= min(overpaid, share)
      try tx.refunds.add(
        refund, to: order.id, fingerprint: request.requestKey?.fingerprint,
        nextLookAt: isPending ? now.adding(seconds: RefundPace.lease) : nil)
      try payOut(part, of: order)
      order.take(refund)
      try record(refund, of: order, &posting)
      given.append(refund)
    }
    return given
  }

  /// Nothing is promised that nobody can keep: without its provider, money goes back another way.
  private func requireAccounts(of parts: [RefundPart], in order: Order, among accounts: [ProviderAccount]) throws {
    for part in parts where part.isThroughProvider {
      let account = try tx.paymentAttempts.find(part.paymentID)?.account
      guard let account, accounts.contains(account) else {
        throw Refusal(
          .gatewayUnavailable,
          "The provider that took this payment of order \(order.shownNumber) is not set up, so it cannot give the money back. "
            + "Set it up again, or give the money back another way.",
          failures: [FieldFailure(field: "method", code: "gateway_unavailable", message: "Choose another way, such as a transfer.")])
      }
    }
  }

  /// The rest of the last units is what is left of the money, so that a full refund gives back exactly what was paid.
  private func worth(of parts: [RefundedLine], in order: Order) throws -> Int64 {
    let worth = try order.worth(of: parts)
    let isEveryUnit = order.lines.allSatisfy { line in
      let now = parts.first { $0.lineID == line.id }?.quantity ?? .zero
      return line.quantity.subtracting(line.refundedQuantity) == now
    }
    let isEverything = isEveryUnit && order.shippingLine == nil && !order.adjustments.contains { $0.kind == .fee || $0.kind == .debit }
    return isEverything ? order.refundable : worth
  }

  /// Puts credit back where the money came from, or turns it into credit.
  private func payOut(_ part: RefundPart, of order: Order) throws {
    if part.method == .storeCredit, let customerID = order.customerID {
      let money = Money(minorUnits: part.amount, currency: order.currency)
      try tx.customers.giveCredit(customerID, money, creditCause("refund", order.id))
    }
    if part.method == .giftCard, let card = order.payments.first(where: { $0.id == part.paymentID })?.giftCardID {
      try tx.giftCards.give(part.amount, to: ID(stored: card), creditCause("refund", order.id))
    }
  }

  /// Counts the units that came back, and puts on the shelf those that may be sold again. They stay back whatever becomes of the money.
  private func takeBack(_ parts: [RefundedLine], of order: inout Order, areReturned: Bool) throws {
    var returning: [StockDemand] = []
    for part in parts {
      let line = try order.giveBack(part)
      if areReturned { continue }
      // What has not left is promised to nobody any more; only what was out comes back.
      let released = order.release(part.quantity, of: line.id)
      try tx.stock.release(released, of: line.id)
      guard part.restock, let variantID = line.variantID, let back = part.quantity.subtracting(released), !back.isZero else { continue }
      returning.append(StockDemand(lineID: line.id, variantID: variantID, quantity: back))
    }
    guard let location = order.locationID else { return }
    try tx.stock.restock(returning, stockCause("return", order.id, at: location))
  }
}
