extension Order {
  /// Changes `status` as the table allows; the only place that does.
  ///
  /// - Throws: ``RefusalCode/orderLocked`` for an edit of what is no longer a draft, ``RefusalCode/conflict`` naming the moves that are allowed.
  package mutating func move(_ move: OrderMove) throws(Refusal) {
    try allow(move)
    if let next = OrderTransition.of(move)?.to { status = next }
  }

  /// Refuses a move that the table has no row for from here, and one that has to wait until a payer is back from a provider.
  package func allow(_ move: OrderMove) throws(Refusal) {
    guard let row = OrderTransition.of(move), row.from.contains(status) else { throw refusal(of: move) }
    guard openPayment != nil, move.waitsForOpenPayment else { return }
    throw move == .edit || move == .editPlaced ? .lockedByPayment(shownNumber) : .paymentUnderWay(shownNumber)
  }

  private func refusal(of move: OrderMove) -> Refusal {
    if move == .edit {
      return Refusal(
        .orderLocked,
        "Order \(shownNumber) is \(status.words), so its contents are locked. Tags and the staff note can still be changed.")
    }
    let moves = OrderTransition.moves(from: status).map(\.rawValue).joined(separator: ", ")
    let possible = moves.isEmpty ? "nothing" : moves
    return Refusal(.conflict, "Order \(shownNumber) is \(status.words), so it cannot \(move.words). Possible now: \(possible).")
  }
}

extension OrderStatus {
  /// How a sentence says it.
  package var words: String {
    switch self {
    case .draft: "a draft"
    case .invoiceSent: "sent as an invoice"
    case .placed: "placed"
    case .closed: "completed"
    case .canceled: "canceled"
    }
  }
}

extension OrderMove {
  /// How a sentence says it after "cannot".
  package var words: String {
    switch self {
    case .edit: "be edited"
    case .hold: "be held"
    case .retrieve: "be retrieved"
    case .sendInvoice: "be sent"
    case .revertToDraft: "go back to a draft"
    case .resend: "be sent again"
    case .place: "be placed"
    case .close: "be closed"
    case .reopen: "be reopened"
    case .discard: "be deleted"
    case .cancel: "be canceled"
    case .editPlaced: "be changed"
    case .restore: "be restored"
    case .fillIn: "be completed by its customer"
    }
  }
}
