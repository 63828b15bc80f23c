package import Domain
import Stores

/// One thing that happened to an order's money, with all that a person needs to understand it.
package struct OrderTransaction: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case payment, refund
    /// Somebody says that they made a transfer; the money itself is the payment that it names.
    case transferNotice = "transfer_notice"
    /// Something that a person has to decide about, or has decided.
    case task
  }

  package let kind: Kind
  package let id: String
  /// In the words of its kind.
  package let status: String
  /// Which kind of task; nil for all others.
  package var taskKind: PaymentTask.Kind?
  package var method: PaymentMethod?
  /// Above zero, whichever way the money goes.
  package let amount: Money
  /// Minor units of a payment that went back, or are on their way back.
  package var refunded: Int64?
  /// Minor units of a payment that can still go back.
  package var refundable: Int64?
  /// The payment that it is about; nil for a payment itself.
  package var paymentID: ID<Payment>?
  /// The refunds of a payment, the first first.
  package var refundIDs: [ID<Refund>] = []
  package var provider: PaymentProvider?
  /// The provider's name for it.
  package var providerName: String?
  package var card: CardSight?
  package var origin: String?
  package var reference: String?
  /// Why, in the words of whoever did it.
  package var reason: String?
  /// Why it did not succeed.
  package var failure: String?
  package var staff: Named?
  package var register: Named?
  package let createdAt: Instant
  /// When it was known what became of it.
  package var settledAt: Instant?

  /// Somebody or something with the name it has today; one that is gone has none.
  package struct Named: Sendable {
    package let id: String
    package let name: String?
  }
}

extension UnitOfWork {
  /// Everything that happened to an order's money in the order in which it happened: payments, refunds, transfers that somebody told of, and
  /// what a person had to decide.
  package func listTransactions(_ id: ID<Order>) throws -> [OrderTransaction] {
    try principal.require(.readOrders)
    let order = try findOrder(id)
    var names = NamesOfTills(work: self)
    var filter = PaymentTaskStore.Filter()
    filter.orderID = id
    let tasks = try tx.paymentTasks.list(filter, page: PageRequest(limit: 200), in: try orderScope()).elements
    var entries = try order.payments.map { try transaction($0, of: order, &names) }
    entries += try order.refunds.map { try transaction($0, of: order, &names) }
    entries += try order.transferNotices.map { try transaction($0, &names) }
    entries += tasks.map(transaction)
    return entries.enumerated().sorted { ($0.element.createdAt, $0.offset) < ($1.element.createdAt, $1.offset) }.map(\.element)
  }

  private func transaction(_ payment: Payment, of order: Order, _ names: inout NamesOfTills) throws -> OrderTransaction {
    let isCaptured = payment.status.isCaptured
    var entry = OrderTransaction(
      kind: .payment, id: payment.id.text, status: payment.status.rawValue,
      amount: Money(minorUnits: payment.amount, currency: order.currency), createdAt: payment.createdAt)
    entry.method = payment.method
    entry.refunded = payment.refunded
    entry.refundable = isCaptured ? payment.amount - payment.refunded : 0
    entry.refundIDs = order.refunds.filter { $0.paymentID == payment.id }.map(\.id)
    entry.provider = payment.trace?.provider
    entry.providerName = payment.trace?.providerPayment
    entry.card = payment.trace?.card
    entry.origin = payment.trace?.origin.rawValue
    // A gift card's code is money to whoever reads it.
    entry.reference = payment.method == .giftCard ? payment.reference.map { "…\($0.suffix(4))" } : payment.reference
    entry.failure = payment.trace?.failure
    entry.staff = try names.staff(payment.staffID)
    entry.register = try names.register(payment.registerID)
    return entry
  }

  private func transaction(_ refund: Refund, of order: Order, _ names: inout NamesOfTills) throws -> OrderTransaction {
    let payment = order.payments.first { $0.id == refund.paymentID }
    var entry = OrderTransaction(
      kind: .refund, id: refund.id.text, status: refund.status.rawValue,
      amount: Money(minorUnits: refund.amount, currency: order.currency), createdAt: refund.createdAt)
    entry.method = refund.method
    entry.paymentID = refund.paymentID
    entry.provider = refund.method.isThroughProvider ? payment?.trace?.provider : nil
    entry.providerName = refund.providerRefund
    entry.card = refund.method.isThroughProvider ? payment?.trace?.card : nil
    entry.origin = refund.origin.rawValue
    entry.reference = refund.reference
    entry.reason = refund.reason
    entry.failure = refund.failure
    entry.staff = try names.staff(refund.staffID)
    entry.register = try names.register(refund.registerID)
    entry.settledAt = refund.settledAt
    return entry
  }

  private func transaction(_ notice: TransferNotice, _ names: inout NamesOfTills) throws -> OrderTransaction {
    var entry = OrderTransaction(
      kind: .transferNotice, id: notice.id.text, status: notice.status.rawValue, amount: notice.amount, createdAt: notice.createdAt)
    entry.method = .bankTransfer
    entry.paymentID = notice.paymentID
    entry.origin = notice.origin.rawValue
    entry.reference = notice.reference
    entry.reason = notice.note
    entry.failure = notice.reason
    entry.staff = try names.staff(notice.staffID)
    entry.settledAt = notice.decidedAt
    return entry
  }

  private func transaction(_ task: PaymentTask) -> OrderTransaction {
    var entry = OrderTransaction(
      kind: .task, id: task.id.text, status: task.resolution?.rawValue ?? "open", amount: task.amount, createdAt: task.createdAt)
    entry.taskKind = task.kind
    entry.paymentID = task.paymentID
    entry.reason = task.detail
    entry.settledAt = task.resolvedAt
    return entry
  }
}

/// The names of people and tills, each looked up once.
private struct NamesOfTills {
  let work: UnitOfWork
  private var known: [String: String?] = [:]

  init(work: UnitOfWork) {
    self.work = work
  }

  mutating func staff(_ id: String?) throws -> OrderTransaction.Named? {
    let tx = work.tx
    return try named(id) { try tx.staff.find(ID<Staff>(stored: $0))?.name }
  }

  mutating func register(_ id: ID<Register>?) throws -> OrderTransaction.Named? {
    let tx = work.tx
    return try named(id?.text) { try tx.registers.find(ID<Register>(stored: $0))?.name }
  }

  private mutating func named(_ id: String?, _ look: (String) throws -> String?) throws -> OrderTransaction.Named? {
    guard let id else { return nil }
    if known[id] == nil { known[id] = .some(try look(id)) }
    return OrderTransaction.Named(id: id, name: known[id] ?? nil)
  }
}
