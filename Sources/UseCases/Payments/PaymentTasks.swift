package import Domain
import JSON
package import Stores

extension UnitOfWork {
  /// Asks a person to decide about money; what was asked under the same key before is not asked again.
  ///
  /// - Parameters:
  ///   - dedupKey: what the task is about, such as `surplus:pay_…`.
  ///   - nextTryAt: when what may mend itself is tried again.
  package func raise(
    _ kind: PaymentTask.Kind, of order: Order, payment: ID<Payment>?, amount: Money, detail: String, dedupKey: String,
    nextTryAt: Instant? = nil
  ) throws {
    let task = PaymentTask(
      id: ids.next(), kind: kind, orderID: order.id, paymentID: payment, amount: amount, detail: detail, createdAt: now)
    guard try tx.paymentTasks.add(task, dedupKey: dedupKey, nextTryAt: nextTryAt) else { return }
    let facts: [(key: String, value: JSON)] = [
      ("task_id", .string(task.id.text)), ("kind", .string(kind.rawValue)), ("payment_id", payment.map { .string($0.text) } ?? .null),
      ("amount", .number(String(amount.minorUnits))), ("amount_currency", .string(amount.currency.code)),
    ]
    try tell("payment.review", of: order, data: facts)
  }

  /// What waits for a decision, or waited, newest first.
  package func listPaymentTasks(_ filter: PaymentTaskStore.Filter, page: PageRequest) throws -> Page<PaymentTask> {
    try principal.require(.readPaymentTasks)
    return try tx.paymentTasks.list(filter, page: page, in: try orderScope())
  }

  /// Writes down what was decided about money. Where money is to go back for it, ``Shop/refundTask(_:by:note:)`` does both.
  ///
  /// What could not be placed is placed again to be `settled`.
  /// - Throws: ``RefusalCode/validationFailed`` for what is no decision here or needs a reason, ``RefusalCode/conflict`` for what somebody
  ///   else decided first, ``RefusalCode/notReady`` for what still cannot be placed.
  package func resolvePaymentTask(_ id: ID<PaymentTask>, as resolution: PaymentTask.Resolution, note: String?) throws -> PaymentTask {
    try require(.resolvePaymentTask, on: id)
    let scope = try orderScope()
    guard let task = try tx.paymentTasks.find(id, in: scope) else { throw Refusal.notFound("payment task") }
    try task.allow(resolution, note: note)
    let isPlaced = try placeAgain(task)
    guard try isPlaced || tx.paymentTasks.resolve(id, as: resolution, by: principal.actorID, at: now) else {
      throw Refusal(.conflict, "Somebody has decided about this already. Look at it again.")
    }
    let order = try task.orderID.flatMap { try tx.orders.find($0, in: .everything) }
    try record(
      "payment.decided", EventObject("payment_task", id.text), at: order?.locationID,
      data: .object([
        (key: "kind", value: .string(task.kind.rawValue)), (key: "resolution", value: .string(resolution.rawValue)),
        (key: "order_id", value: task.orderID.map { .string($0.text) } ?? .null),
      ]), reason: note)
    return try tx.paymentTasks.find(id, in: scope) ?? task
  }

  /// Whether that ended the task.
  private func placeAgain(_ task: PaymentTask) throws -> Bool {
    guard task.kind == .notPlaced, task.resolvedAt == nil else { return false }
    try placePaid(task)
    return try tx.paymentTasks.find(task.id, in: .everything)?.resolvedAt != nil
  }
}
