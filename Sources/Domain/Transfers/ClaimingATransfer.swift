extension Order {
  /// Most notices of an order that wait for a decision at once.
  package static let openNoticeLimit = 10

  /// Takes what somebody says they transferred: a payment that is claimed, and counts for nothing yet.
  ///
  /// - Throws: ``RefusalCode/alreadyPaid`` where nothing is due, ``RefusalCode/gone`` for what was called off, ``RefusalCode/conflict``
  ///   while too many wait, `validationFailed` for a day that has not come.
  package mutating func claim(_ notice: TransferNotice, at now: Instant) throws(Refusal) -> Payment {
    switch status {
    case .draft, .invoiceSent, .placed: break
    case .closed: throw Refusal(.alreadyPaid, "Order \(shownNumber) is paid; nothing is due.")
    case .canceled: throw Refusal(.gone, "Order \(shownNumber) was canceled, so nothing is to be paid for it.")
    }
    guard amountDue > 0 else { throw Refusal(.alreadyPaid, "Order \(shownNumber) is paid; nothing is due.") }
    guard transferNotices.count(where: { $0.status == .claimed }) < Self.openNoticeLimit else {
      throw Refusal(.conflict, "Several transfers for order \(shownNumber) are being checked already. Wait for the answer.")
    }
    // A bank's day may be ahead of ours by a zone, not by more.
    guard notice.paidAt <= now.adding(seconds: 86_400) else {
      throw .invalid("paid_at", "in_future", "Name the day of a transfer that was made.")
    }
    let payment = Payment(
      id: notice.paymentID, method: .bankTransfer, status: .claimed, amount: notice.amount.minorUnits, tendered: nil, change: 0,
      cashRounding: 0, refunded: 0, reference: notice.reference, giftCardID: nil, registerID: nil, sessionID: nil,
      staffID: notice.staffID, createdAt: now)
    transferNotices.append(notice)
    payments.append(payment)
    return payment
  }

  /// Decides on an open notice: found on the account with so much, or rejected for a reason.
  ///
  /// - Throws: ``RefusalCode/notFound`` for a notice of another order, ``RefusalCode/conflict`` for one that is decided on.
  package mutating func decide(
    _ id: ID<TransferNotice>, _ decision: TransferDecision, by staff: String?, at now: Instant
  ) throws(Refusal) -> TransferNotice {
    guard let place = transferNotices.firstIndex(where: { $0.id == id }) else { throw .notFound("transfer notice") }
    var notice = transferNotices[place]
    guard notice.status == .claimed, let paid = payments.firstIndex(where: { $0.id == notice.paymentID }) else {
      throw Refusal(.conflict, "This transfer was \(notice.status.rawValue) before. Look at the order again.")
    }
    notice.decidedAt = now
    notice.decidedBy = staff
    switch decision {
    case .confirmed(let amount):
      notice.status = .confirmed
      payments[paid].status = .captured
      payments[paid].amount = amount ?? notice.amount.minorUnits
    case .rejected(let reason):
      notice.status = .rejected
      notice.reason = reason
      payments[paid].status = .failed
    }
    transferNotices[place] = notice
    return notice
  }

  /// What was said of transfers that wait for an answer.
  package var openNotices: [TransferNotice] { transferNotices.filter { $0.status == .claimed } }
}

/// What staff found out about a transfer.
package enum TransferDecision: Sendable, Equatable {
  /// It is on the account, with so many minor units; nil means what was claimed.
  case confirmed(amount: Int64?)
  /// It is not, and why, in words for the payer.
  case rejected(reason: String)
}
