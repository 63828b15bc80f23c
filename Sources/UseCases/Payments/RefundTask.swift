package import Domain
import Stores

/// Deciding about money by giving it back: exactly what the task is about, the way it came.
extension Shop {
  /// Gives back what a task is about and ends the task with it: a surplus, what could not be placed, what a provider refused before. While
  /// the provider has not answered, the task stays open and ends by itself.
  ///
  /// The same task decided twice gives back once: each try has a key of its own, and the next one begins only when the last has failed.
  /// - Returns: the task as it is then.
  /// - Throws: ``RefusalCode/validationFailed`` for a kind that moves no money, ``RefusalCode/conflict`` for what is decided already or what
  ///   the provider refused, and what a refund refuses.
  package func refundTask(_ id: ID<PaymentTask>, by principal: Principal, note: String?) async throws -> PaymentTask {
    let (task, order, request) = try await read(by: principal) { try $0.refund(of: id, note: note) }
    let after = try await refundOrder(order, by: principal, request)
    let made = after.refunds.filter { $0.requestKey == request.requestKey?.key }
    if let failed = made.first(where: { $0.status == .failed }) {
      throw Refusal(.conflict, "The money could not be given back. \(failed.failure ?? "The provider refused.")")
    }
    if made.allSatisfy({ $0.status == .succeeded }) {
      try await write(by: principal) { work in
        if let still = try work.openTask(task.id) { try work.end(still, as: .refunded, of: after) }
      }
    }
    return try await read(by: principal) { try $0.paymentTask(id) }
  }
}

extension UnitOfWork {
  /// A task that the principal may see.
  package func paymentTask(_ id: ID<PaymentTask>) throws -> PaymentTask {
    try principal.require(.readPaymentTasks)
    guard let task = try tx.paymentTasks.find(id, in: try orderScope()) else { throw Refusal.notFound("payment task") }
    return task
  }

  fileprivate func openTask(_ id: ID<PaymentTask>) throws -> PaymentTask? {
    let task = try paymentTask(id)
    return task.resolvedAt == nil ? task : nil
  }

  /// What is to be given back for a task, under a key that the task gives it.
  fileprivate func refund(of id: ID<PaymentTask>, note: String?) throws -> (PaymentTask, ID<Order>, RefundRequest) {
    try principal.require(.resolvePaymentTask)
    let task = try paymentTask(id)
    try task.allow(.refunded, note: note)
    guard task.resolvedAt == nil else { throw Refusal(.conflict, "Somebody has decided about this already. Look at it again.") }
    if task.paymentID == nil, task.kind == .surplus { return try refundOverpaid(task, note: note) }
    guard let orderID = task.orderID, let paymentID = task.paymentID,
      let payment = try findOrder(orderID).payments.first(where: { $0.id == paymentID })
    else { throw Refusal(.conflict, "There is no payment that this could be given back of.") }
    // A refund that nobody knows about yet is being asked about; a second one would give the money back twice.
    let isWaiting = try tx.refunds.pending(of: orderID).contains { $0.refund.paymentID == paymentID }
    guard task.kind != .refundFailed || !isWaiting else {
      throw Refusal(.conflict, "The provider is still being asked about a refund of this payment. Wait until it has answered.")
    }
    let left = payment.amount - payment.refunded
    let amount = task.kind == .notPlaced ? left : min(left, task.amount.minorUnits)
    guard amount > 0 || payment.status == .refunded else { throw Refusal(.conflict, "Nothing of this payment can be given back.") }
    let key = try nextKey(of: task)
    let begun = try tx.refunds.find(requestKey: key)?.refunds.first?.amount
    var request = RefundRequest(claim: .amount(begun ?? amount))
    request.paymentID = paymentID
    request.reason = note
    request.requestKey = RequestKey(key: key, fingerprint: task.id.text)
    return (task, orderID, request)
  }

  /// What an edit left paid above the total goes back over whatever payments it came from.
  private func refundOverpaid(_ task: PaymentTask, note: String?) throws -> (PaymentTask, ID<Order>, RefundRequest) {
    guard let orderID = task.orderID else { throw Refusal(.conflict, "There is no order that this could be given back of.") }
    let overpaid = try findOrder(orderID).amountOverpaid
    let key = try nextKey(of: task)
    let begun = try tx.refunds.find(requestKey: key)?.refunds.reduce(Int64(0)) { $0 + $1.amount }
    guard let amount = begun ?? (overpaid > 0 ? min(overpaid, task.amount.minorUnits) : nil) else {
      throw Refusal(.conflict, "Nothing is paid above the total any more.")
    }
    var request = RefundRequest(claim: .amount(amount))
    request.reason = note
    request.requestKey = RequestKey(key: key, fingerprint: task.id.text)
    return (task, orderID, request)
  }

  /// The key of the next try: one that failed is over.
  private func nextKey(of task: PaymentTask) throws -> String {
    var tries = 0
    while let earlier = try tx.refunds.find(requestKey: "task:\(task.id):\(tries)"),
      earlier.refunds.allSatisfy({ $0.status == .failed })
    {
      tries += 1
    }
    return "task:\(task.id):\(tries)"
  }
}
