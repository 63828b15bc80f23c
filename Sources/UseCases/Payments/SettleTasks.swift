import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Ends what somebody had to decide about, where money that went back has decided it: a surplus that is given back, a payment that could
  /// not be used, a refund that was made after all.
  func settleTasks(of order: Order, after refund: Refund) throws {
    // What an edit left above the total is of no single payment.
    if order.amountOverpaid == 0, refund.excess > 0 {
      for task in try tx.paymentTasks.open(ofOrder: order.id) where task.kind == .surplus && task.paymentID == nil {
        try end(task, as: .refunded, of: order)
      }
    }
    guard let paymentID = refund.paymentID, let payment = order.payments.first(where: { $0.id == paymentID }) else { return }
    let given = order.refunds.filter { $0.paymentID == paymentID && $0.status == .succeeded }
    let whole = given.sum
    // What went back for goods was not the surplus, and what went back before a refund failed does not stand for it.
    let money = given.filter(\.lines.isEmpty).sum
    for task in try tx.paymentTasks.open(of: paymentID) {
      let isDecided =
        switch task.kind {
        case .surplus: whole >= payment.amount || money >= task.amount.minorUnits
        case .notPlaced: whole >= payment.amount
        case .refundFailed: whole >= payment.amount || given.filter { $0.createdAt >= task.createdAt }.sum >= task.amount.minorUnits
        case .mismatch, .dispute: false
        }
      if isDecided { try end(task, as: .refunded, of: order) }
    }
  }

  /// Ends a task that nobody has to decide about any more.
  func end(_ task: PaymentTask, as resolution: PaymentTask.Resolution, of order: Order) throws {
    guard try tx.paymentTasks.resolve(task.id, as: resolution, by: principal.actorID, at: now) else { return }
    try record(
      "payment.decided", EventObject("payment_task", task.id.text), at: order.locationID,
      data: .object([
        (key: "kind", value: .string(task.kind.rawValue)), (key: "resolution", value: .string(resolution.rawValue)),
        (key: "order_id", value: .string(order.id.text)),
      ]))
  }
}

extension [Refund] {
  /// Minor units.
  fileprivate var sum: Int64 { reduce(0) { $0 + $1.amount } }
}
