import Domain
import Testing

@Suite struct `Waiting to look into events` {
  private static let start = Instant(milliseconds: 1_000_000)

  private func event(_ type: String, attempts: Int64 = 1) -> ProviderEvent {
    ProviderEvent(
      provider: .stripe, eventID: "evt_1", type: type, objectID: "pi_1", paymentID: nil, attempts: attempts, nextAttemptAt: Self.start,
      receivedAt: Self.start)
  }

  /// How often and how long an event is tried that fails each time.
  private func tries(_ next: (ProviderEvent, Instant) -> ProviderEvent.Next) -> (count: Int, seconds: Int64) {
    var (now, attempts) = (Self.start, Int64(0))
    while attempts < 10_000 {
      attempts += 1
      guard case .again(let moment) = next(event("payment_intent.succeeded", attempts: attempts), now) else { break }
      #expect(moment > now)
      now = moment
    }
    return (Int(attempts), (now.milliseconds - Self.start.milliseconds) / 1000)
  }

  @Test func `one that fails is tried for three days, more and more seldom, and then given up`() {
    let (count, seconds) = tries { $0.afterTrouble(at: $1) }
    #expect((50...120).contains(count) && (3 * 86_400...3 * 86_400 + 3600).contains(seconds))
  }

  @Test func `one about nothing of ours is given up after a quarter of an hour`() {
    let (count, seconds) = tries { $0.afterNotFound(at: $1) }
    #expect((5...15).contains(count) && (900...1200).contains(seconds))
  }

  @Test func `only what makes a difference to us is kept`() {
    let subjects: [(String, ProviderEvent.Subject?)] = [
      ("payment_intent.succeeded", .payment), ("checkout.session.completed", .payment), ("charge.refunded", .refund),
      ("refund.failed", .refund), ("charge.dispute.closed", .dispute), ("setup_intent.succeeded", .card), ("charge.succeeded", nil),
      ("customer.created", nil), ("", nil),
    ]
    for (type, subject) in subjects { #expect(ProviderEvent.subject(of: type) == subject, "\(type)") }
  }
}
