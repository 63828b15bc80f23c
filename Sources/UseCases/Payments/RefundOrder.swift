package import Domain
import JSON
import Stores

/// What somebody asks back, and how.
package struct RefundRequest: Sendable {
  package var claim: RefundClaim
  package var paymentID: ID<Payment>?
  package var method: PaymentMethod?
  package var reason: String?
  package var registerID: ID<Register>?

  package init(claim: RefundClaim) {
    self.claim = claim
  }
}

extension UnitOfWork {
  /// Gives money back: an amount, or units of a placed order's lines that may return to the shelf (M13, M14, P9).
  ///
  /// - Throws: ``RefusalCode/exceedsRefundable``, ``RefusalCode/approvalRequired``, ``RefusalCode/conflict`` for a lost race.
  package func refundOrder(_ id: ID<Order>, _ request: RefundRequest) throws -> Order {
    let before = try takeOrder(id)
    try require(.refund, on: id)
    var order = before
    let lines: [RefundedLine]
    let amount: Int64
    switch request.claim {
    case .amount(let asked): (lines, amount) = ([], asked)
    case .lines(let parts): (lines, amount) = (parts, try worth(of: parts, in: order))
    }
    try giveBack(amount, for: lines, of: &order, request)
    try creditRefund(amount, lines: lines, of: order, since: before)
    try takeBack(lines, of: &order)
    try keep(&order, since: before, event: "order.refunded", data: [("amount", .number(String(amount)))], reason: request.reason)
    return order
  }

  /// Gives an amount back, cut over the payments that it came from, and writes down each part.
  func giveBack(_ amount: Int64, for lines: [RefundedLine], of order: inout Order, _ request: RefundRequest) throws {
    let settings = try tx.settings.current()
    let rounding = order.currency == settings.currency ? settings.cashRounding : .none
    try checkMethod(request.method, of: order)
    let parts = try order.planRefund(of: amount, from: request.paymentID, by: request.method, rounding: rounding)
    let till = request.registerID ?? principal.registerID ?? order.registerID
    let session = try till.flatMap { try tx.registers.openSession(of: $0)?.id.text }
    for (index, part) in parts.enumerated() {
      try tx.payments.giveBack(part.amount, of: part.paymentID)
      let refund = Refund(
        id: ids.next(), paymentID: part.paymentID, method: part.method, amount: part.amount, cashRounding: part.cashRounding,
        reason: request.reason, lines: index == 0 ? lines : [], registerID: till, sessionID: session, staffID: principal.staffID?.text,
        createdAt: now)
      try tx.refunds.add(refund, to: order.id)
      try payOut(part, of: order)
      order.take(refund)
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

  private func checkMethod(_ method: PaymentMethod?, of order: Order) throws {
    switch method {
    case .storeCredit where order.customerID == nil:
      throw Refusal.invalid("method", "customer_required", "Store credit belongs to a customer. Add the customer first.")
    case .giftCard, .cardOnFile, .gateway:
      throw Refusal.invalid(
        "method", "unavailable", "Money cannot be given back this way. Leave the method out to use the way it was paid.")
    default: return
    }
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

  /// Counts the units that came back, and puts on the shelf those that may be sold again.
  private func takeBack(_ parts: [RefundedLine], of order: inout Order) throws {
    var returning: [StockDemand] = []
    for part in parts {
      let line = try order.giveBack(part)
      guard part.restock, let variantID = line.variantID, !line.isPreorder else { continue }
      returning.append(StockDemand(lineID: line.id, variantID: variantID, quantity: part.quantity))
    }
    guard let location = order.locationID else { return }
    try tx.stock.restock(returning, stockCause("return", order.id, at: location))
  }
}
