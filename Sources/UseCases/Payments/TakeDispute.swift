package import Domain
import Stores

extension UnitOfWork {
  /// Takes a provider's word about a dispute: a person is told while it can be answered, and what was lost counts as given back. We move
  /// no money; heard again, or in another order, it changes nothing.
  ///
  /// A lost dispute takes at most what is left of its payment, and takes no invoice back: what was sold is still owed for.
  /// - Returns: whether it is about one of our payments.
  @discardableResult
  package func takeDispute(_ word: ProviderDispute) throws -> Bool {
    guard let attempt = try tx.paymentAttempts.find(provider: word.account.provider, name: word.payment), attempt.account == word.account
    else { return false }
    let before = try tx.orders.take(attempt.orderID, in: .everything)
    try raise(
      .dispute, of: before, payment: attempt.paymentID, amount: word.amount, detail: words(for: word, of: before),
      dedupKey: "dispute:\(word.name)")
    switch word.state {
    case .open: break
    case .won: try endDispute(word, as: .settled, of: before)
    case .lost:
      try countLost(word, of: attempt.paymentID, in: before)
      try endDispute(word, as: .refunded, of: before)
    }
    return true
  }

  private func words(for word: ProviderDispute, of order: Order) -> String {
    let why = word.reason.map { " The reason given: \($0)." } ?? ""
    return "The payer's bank wants a payment of order \(order.shownNumber) back (\(word.name)).\(why) "
      + "Answer it on the provider's own pages before its time is up."
  }

  private func countLost(_ word: ProviderDispute, of paymentID: ID<Payment>, in before: Order) throws {
    guard try tx.refunds.find(providerRefund: word.name, or: nil) == nil,
      let payment = before.payments.first(where: { $0.id == paymentID }), payment.status.isCaptured, word.amount.currency == before.currency
    else { return }
    let amount = min(word.amount.minorUnits, payment.amount - payment.refunded)
    guard amount > 0 else { return }
    let lost = ProviderRefund(
      name: word.name, state: .succeeded, amount: Money(minorUnits: amount, currency: before.currency), ours: nil)
    try tx.payments.giveBack(amount, of: paymentID)
    let refund = foreign(lost, ids.next(), of: payment, .dispute, isPending: false)
    try tx.refunds.add(refund, to: before.id)
    var order = before
    order.take(refund)
    try recordRefund(refund, of: order)
    try keepTaken(refund, of: &order, since: before)
  }

  private func endDispute(_ word: ProviderDispute, as resolution: PaymentTask.Resolution, of order: Order) throws {
    guard let task = try tx.paymentTasks.find(dedupKey: "dispute:\(word.name)"), task.resolvedAt == nil else { return }
    try end(task, as: resolution, of: order)
  }
}
