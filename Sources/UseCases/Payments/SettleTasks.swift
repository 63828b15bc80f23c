import Domain
import Stores

extension UnitOfWork {
  /// Ends what somebody had to decide about, where money that went back has decided it: a surplus that is given back, a payment that could
  /// not be used, a refund that was made after all.
  func settleTasks(of order: Order, after refund: Refund) throws {
    guard let paymentID = refund.paymentID, let payment = order.payments.first(where: { $0.id == paymentID }) else { return }
    let given = order.refunds.filter { $0.paymentID == paymentID && $0.status == .succeeded }
    let whole = given.reduce(Int64(0)) { $0 + $1.amount }
    // What went back for goods was not the surplus.
    let money = given.reduce(Int64(0)) { $0 + ($1.lines.isEmpty ? $1.amount : 0) }
    for task in try tx.paymentTasks.open(of: paymentID) {
      switch task.kind {
      case .surplus where money >= task.amount.minorUnits || whole >= payment.amount: try end(task, as: .refunded)
      case .notPlaced where whole >= payment.amount, .refundFailed where whole >= payment.amount: try end(task, as: .refunded)
      case .surplus, .notPlaced, .refundFailed, .mismatch, .dispute: continue
      }
    }
  }

  /// Ends a task that nobody has to decide about any more.
  func end(_ task: PaymentTask, as resolution: PaymentTask.Resolution) throws {
    guard task.resolvedAt == nil else { return }
    _ = try tx.paymentTasks.resolve(task.id, as: resolution, by: principal.actorID, at: now)
  }
}
