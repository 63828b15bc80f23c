/// What a checkout link tells its holder; every link is in exactly one of these, for ever (`domain.md` §5.3).
package enum CheckoutState: String, Sendable, CaseIterable {
  /// Sent, nothing paid.
  case open
  /// Back with the shop; what it says may change.
  case updating
  /// A transfer was announced and is being looked at.
  case checking
  /// A page of a payment provider is open, or what became of it is not known yet.
  case paying
  case partlyPaid = "partly_paid"
  case paid
  /// All of it is paid, and the shop has something to settle before the order stands.
  case clearing
  /// The order stands, and is paid later.
  case placed
  case refunded
  case canceled
  /// Ended by itself after its time.
  case expired
}

extension Order {
  /// How its link stands.
  package var checkoutState: CheckoutState {
    switch status {
    case .draft: return .updating
    case .canceled: return cancelReason == "expired" ? .expired : .canceled
    case .invoiceSent, .placed, .closed: break
    }
    // What was given back before anything was sold leaves the link open.
    if placedAt != nil, paymentStatus == .refunded { return .refunded }
    if amountDue == 0, placedAt != nil { return .paid }
    if amountDue == 0, amountCounted > 0 { return .clearing }
    if payments.contains(where: { $0.status == .claimed }) { return .checking }
    if payments.contains(where: { $0.status.isPending }) { return .paying }
    if amountCounted > 0 { return .partlyPaid }
    return status == .invoiceSent ? .open : .placed
  }
}
