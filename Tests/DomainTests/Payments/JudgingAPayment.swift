import Domain
import Testing

/// Only what agrees in everything with what was stored before the payer left counts as paid (P7, P8).
struct JudgingAPayment {
  private static let account = ProviderAccount(provider: .stripe, name: "acct_1", isLive: true)
  private static let euro = Currency("EUR")
  private static let dollar = Currency("USD")

  private static func attempt() throws -> PaymentAttempt {
    PaymentAttempt(
      paymentID: ID(stored: "pay_a"), orderID: ID(stored: "ord_a"), revision: 1, contentHash: "x",
      amount: Money(minorUnits: 10_000, currency: try #require(euro)), paidBefore: 0, account: account, way: .page, origin: .link,
      state: .open, session: "cs_1", providerPayment: nil, pageURL: nil, requestKey: nil, looks: 0, nextLookAt: Instant(milliseconds: 0),
      endsAt: Instant(milliseconds: 0), createdAt: Instant(milliseconds: 0))
  }

  private static func word(
    _ state: ProviderPayment.State = .captured, account: ProviderAccount = account, session: String? = "cs_1", payment: String? = "pi_1",
    ours: String? = "pay_a", cents: Int64? = 10_000, in currency: Currency? = euro
  ) throws -> ProviderPayment {
    let captured = try cents.map { Money(minorUnits: $0, currency: try #require(currency)) }
    return ProviderPayment(
      account: account, state: state, session: session, payment: payment, ours: ours.map { ID(stored: $0) }, captured: captured, card: nil)
  }

  private static func isForReview(_ verdict: PaymentAttempt.Verdict) -> Bool {
    if case .review = verdict { true } else { false }
  }

  @Test func `what agrees in everything is captured`() throws {
    #expect(try Self.attempt().judge(try Self.word()) == .captured)
  }

  @Test func `a cent less, a cent more, or one cent for all of it, is for a person`() throws {
    for cents in [1, 9_999, 10_001] as [Int64] {
      #expect(Self.isForReview(try Self.attempt().judge(try Self.word(cents: cents))), "\(cents)")
    }
  }

  @Test func `another currency, account, mode, page or payment is for a person`() throws {
    let attempt = try Self.attempt()
    let trial = ProviderAccount(provider: .stripe, name: "acct_1", isLive: false)
    let other = ProviderAccount(provider: .stripe, name: "acct_2", isLive: true)
    for word in [
      try Self.word(in: Self.dollar), try Self.word(account: trial), try Self.word(account: other), try Self.word(session: "cs_2"),
      try Self.word(ours: "pay_b"), try Self.word(ours: nil), try Self.word(cents: nil),
    ] {
      #expect(Self.isForReview(attempt.judge(word)), "\(word)")
    }
    var known = attempt
    known.providerPayment = "pi_9"
    #expect(Self.isForReview(known.judge(try Self.word())))
  }

  @Test func `the money that moved is said with the reason`() throws {
    let cent = Money(minorUnits: 1, currency: try #require(Self.euro))
    #expect(try Self.attempt().judge(try Self.word(cents: 1)) == .review("1 was paid instead of 10000, in minor units.", cent))
  }

  @Test func `what is on its way is waited for, and what ended has ended`() throws {
    let attempt = try Self.attempt()
    #expect(attempt.judge(try Self.word(.waiting, cents: nil)) == .wait)
    #expect(attempt.judge(try Self.word(.processing, cents: nil)) == .wait)
    #expect(attempt.judge(try Self.word(.failed("declined"), cents: nil)) == .failed("declined"))
    #expect(attempt.judge(try Self.word(.canceled, cents: nil)) == .canceled)
  }
}
