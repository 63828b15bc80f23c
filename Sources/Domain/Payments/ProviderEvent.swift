/// What a provider told us, kept until it was looked into. It says only where to look: what counts is what the provider answers then (P14).
package struct ProviderEvent: Hashable, Sendable {
  package enum State: String, Sendable, CaseIterable {
    /// To be looked into, for the first time or again.
    case waiting
    case done
    /// About nothing of ours.
    case ignored
    /// Looked into in vain for too long; somebody has to.
    case dead
  }

  /// What it is about, as far as it makes a difference to us.
  package enum Subject: String, Sendable {
    /// A payment, or the page for one.
    case payment
    case refund, dispute
    /// A card that a customer left.
    case card
  }

  package let provider: PaymentProvider
  /// The provider's name for the event; the same event may come any number of times.
  package let eventID: String
  /// As the provider calls it, such as `payment_intent.succeeded`.
  package let type: String
  /// The provider's name for the payment, page or customer to look at.
  package let objectID: String
  /// The payment of ours that the provider's object names; nil where it names none.
  package let paymentID: ID<Payment>?
  package var state: State
  /// How often it was looked into.
  package var attempts: Int64
  package var nextAttemptAt: Instant
  package var lastError: String?
  package let receivedAt: Instant

  package init(
    provider: PaymentProvider, eventID: String, type: String, objectID: String, paymentID: ID<Payment>?, state: State = .waiting,
    attempts: Int64 = 0, nextAttemptAt: Instant, lastError: String? = nil, receivedAt: Instant
  ) {
    self.provider = provider
    self.eventID = eventID
    self.type = type
    self.objectID = objectID
    self.paymentID = paymentID
    self.state = state
    self.attempts = attempts
    self.nextAttemptAt = nextAttemptAt
    self.lastError = lastError
    self.receivedAt = receivedAt
  }

  /// Nil for a type that makes no difference to us.
  package static func subject(of type: String) -> Subject? {
    if type.hasPrefix("charge.dispute.") { return .dispute }
    if type == "charge.refunded" || type == "charge.refund.updated" || type.hasPrefix("refund.") { return .refund }
    if type == "setup_intent.succeeded" || type.hasPrefix("payment_method.") { return .card }
    return type.hasPrefix("payment_intent.") || type.hasPrefix("checkout.session.") ? .payment : nil
  }

  package var subject: Subject? { Self.subject(of: type) }

  /// What an event comes to that was looked into in vain.
  package enum Next: Sendable, Equatable {
    case again(Instant)
    case givenUp
  }

  /// The waits of an event that cannot be looked into: 5 seconds, doubling up to an hour, for three days.
  package func afterTrouble(at now: Instant) -> Next {
    guard now < receivedAt.adding(seconds: 3 * 86_400) else { return .givenUp }
    return .again(now.adding(seconds: min(3600, 5 << min(max(attempts - 1, 0), 10))))
  }

  /// The waits of an event about something that we do not know: it may have come before our own commit, or be somebody else's. After a
  /// quarter of an hour it is.
  package func afterNotFound(at now: Instant) -> Next {
    guard now < receivedAt.adding(seconds: 900) else { return .givenUp }
    return .again(now.adding(seconds: min(300, 2 << min(max(attempts - 1, 0), 8))))
  }
}
