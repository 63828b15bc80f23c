package import Domain
package import SQLEngine

/// Payments in a provider's hands. What becomes of one is decided by one conditional write, with unique indexes behind it (P7, P8).
package struct PaymentAttemptStore {
  let tx: Transaction

  package func find(_ id: ID<Payment>) throws -> PaymentAttempt? {
    try tx.row("SELECT * FROM payment_attempts WHERE payment_id = \(id)").map(PaymentAttempt.init(row:))
  }

  /// The one that somebody may be paying right now.
  package func open(of order: ID<Order>) throws -> PaymentAttempt? {
    try tx.row("SELECT * FROM payment_attempts WHERE order_id = \(order) AND state = 'open'").map(PaymentAttempt.init(row:))
  }

  /// What a request began whose answer was lost, and the hash of what it asked.
  package func find(requestKey: String) throws -> (attempt: PaymentAttempt, fingerprint: String?)? {
    guard let row = try tx.row("SELECT * FROM payment_attempts WHERE request_key = \(requestKey)") else { return nil }
    return (try PaymentAttempt(row: row), try row.textOrNil("request_fingerprint"))
  }

  /// The one that a provider's name for a page or a payment belongs to.
  package func find(provider: PaymentProvider, name: String) throws -> PaymentAttempt? {
    try tx.row(
      """
      SELECT * FROM payment_attempts WHERE provider = \(provider.rawValue) AND (provider_session = \(name) OR provider_payment = \(name))
      ORDER BY created_at LIMIT 1
      """
    ).map(PaymentAttempt.init(row:))
  }

  /// All of an order, the first first.
  package func list(of order: ID<Order>) throws -> [PaymentAttempt] {
    try tx.rows("SELECT * FROM payment_attempts WHERE order_id = \(order) ORDER BY created_at, payment_id").map(PaymentAttempt.init(row:))
  }

  package func add(_ attempt: PaymentAttempt, fingerprint: String?) throws {
    let (way, method): (String, ID<SavedMethod>?) =
      switch attempt.way {
      case .page: ("page", nil)
      case .savedMethod(let id): ("saved_method", id)
      }
    try tx.execute(
      """
      INSERT INTO payment_attempts (payment_id, order_id, revision, content_hash, amount, currency, paid_before, provider, account, is_live,
        way, saved_method_id, origin, state, provider_session, provider_payment, page_url, request_key, request_fingerprint, looks,
        next_look_at, ends_at, created_at, updated_at)
      VALUES (\(attempt.paymentID), \(attempt.orderID), \(attempt.revision), \(attempt.contentHash), \(attempt.amount.minorUnits),
        \(attempt.amount.currency.code), \(attempt.paidBefore), \(attempt.account.provider.rawValue), \(attempt.account.name),
        \(attempt.account.isLive), \(way), \(method), \(attempt.origin.rawValue), \(attempt.state.rawValue), \(attempt.session),
        \(attempt.providerPayment), \(attempt.pageURL), \(attempt.requestKey), \(fingerprint), \(attempt.looks), \(attempt.nextLookAt),
        \(attempt.endsAt), \(attempt.createdAt), \(attempt.createdAt))
      """)
  }

  /// Keeps where the payer pays, before anybody is told.
  package func note(page: String, session: String, providerPayment: String?, of id: ID<Payment>, at now: Instant) throws {
    try tx.execute(
      """
      UPDATE payment_attempts SET provider_session = \(session), provider_payment = COALESCE(\(providerPayment), provider_payment),
        page_url = \(page), updated_at = \(now) WHERE payment_id = \(id) AND state = 'open'
      """)
  }

  /// Notes that the provider was asked, what it calls the payment, and when to ask again.
  package func note(looks: Int64, nextLookAt: Instant, providerPayment: String?, of id: ID<Payment>, at now: Instant) throws {
    let providerPayment = try unclaimed(providerPayment, by: id)
    try tx.execute(
      """
      UPDATE payment_attempts SET looks = \(looks), next_look_at = \(nextLookAt),
        provider_payment = COALESCE(provider_payment, \(providerPayment)), updated_at = \(now) WHERE payment_id = \(id) AND state = 'open'
      """)
  }

  /// Decides what became of an attempt; of two who try, one does. Money that moved after all also ends what had failed or was canceled.
  ///
  /// - Returns: whether it was this call that decided.
  package func end(_ id: ID<Payment>, as outcome: PaymentOutcome, at now: Instant) throws -> Bool {
    let from: SQL =
      switch outcome.state {
      case .settled, .surplus, .review: "state IN ('open', 'failed', 'canceled')"
      case .open, .failed, .canceled: "state = 'open'"
      }
    // A page that was never paid on keeps nobody from asking for another one with the same key.
    let forgotten: SQL = outcome.forgetsRequest ? "NULL" : "CASE WHEN way = 'page' THEN NULL ELSE request_key END"
    let isUnpaid = outcome.state == .failed || outcome.state == .canceled
    let requestKey: SQL = isUnpaid ? forgotten : "request_key"
    let card = outcome.card.map { "\($0.brand) \($0.last4)" }
    let isMoneyOurs = outcome.state == .settled || outcome.state == .surplus
    let providerPayment = isMoneyOurs ? outcome.providerPayment : try unclaimed(outcome.providerPayment, by: id)
    let changed = try tx.changes(
      """
      UPDATE payment_attempts SET state = \(outcome.state.rawValue), failure = \(outcome.failure), card = COALESCE(\(card), card),
        provider_payment = COALESCE(provider_payment, \(providerPayment)), page_url = NULL,
        request_key = \(requestKey), updated_at = \(now)
      WHERE payment_id = \(id) AND \(from)
      """)
    return changed == 1
  }

  /// The name, unless another attempt goes by it: a provider that shows one payment for another must not keep the other from its end.
  private func unclaimed(_ name: String?, by id: ID<Payment>) throws -> String? {
    guard let name else { return nil }
    let taken = try tx.row(
      """
      SELECT other.payment_id FROM payment_attempts AS own JOIN payment_attempts AS other ON other.provider = own.provider
      WHERE own.payment_id = \(id) AND other.provider_payment = \(name) AND other.payment_id <> own.payment_id
      """)
    return taken == nil ? name : nil
  }

  /// Whether this stretch of the order's total was settled by another payment.
  package func isSettled(like attempt: PaymentAttempt) throws -> Bool {
    try tx.row(
      """
      SELECT 1 AS one FROM payment_attempts WHERE order_id = \(attempt.orderID) AND revision = \(attempt.revision)
        AND paid_before = \(attempt.paidBefore) AND state = 'settled' AND payment_id <> \(attempt.paymentID)
      """) != nil
  }

  /// Attempts to ask the provider about, the longest due first.
  package func due(at now: Instant, limit: Int = 50) throws -> [ID<Payment>] {
    try tx.rows(
      "SELECT payment_id FROM payment_attempts WHERE state = 'open' AND next_look_at <= \(now) ORDER BY next_look_at LIMIT \(limit)"
    ).map { try $0.id("payment_id") }
  }
}

/// What became of an attempt.
package struct PaymentOutcome: Sendable {
  package let state: PaymentAttempt.State
  package var providerPayment: String?
  package var card: CardSight?
  package var failure: String?
  /// Whether the same request may be made again: nothing came of it.
  package var forgetsRequest = false

  package init(_ state: PaymentAttempt.State, providerPayment: String? = nil, card: CardSight? = nil, failure: String? = nil) {
    self.state = state
    self.providerPayment = providerPayment
    self.card = card
    self.failure = failure
  }
}

extension PaymentAttempt {
  init(row: Row) throws {
    let way: Way = try row.idOrNil("saved_method_id").map { .savedMethod($0) } ?? .page
    self.init(
      paymentID: try row.id("payment_id"), orderID: try row.id("order_id"), revision: try row.integer("revision"),
      contentHash: try row.text("content_hash"),
      amount: Money(minorUnits: try row.integer("amount"), currency: try row.currency("currency")),
      paidBefore: try row.integer("paid_before"),
      account: ProviderAccount(
        provider: try row.choice("provider"), name: try row.text("account"), isLive: try row.flag("is_live")), way: way,
      origin: try row.choice("origin"), state: try row.choice("state"), session: try row.textOrNil("provider_session"),
      providerPayment: try row.textOrNil("provider_payment"), pageURL: try row.textOrNil("page_url"),
      requestKey: try row.textOrNil("request_key"), looks: try row.integer("looks"), nextLookAt: try row.instant("next_look_at"),
      endsAt: try row.instant("ends_at"), createdAt: try row.instant("created_at"))
  }
}

extension ProviderTrace {
  /// Of a row of payments joined with its attempt; nil where it has none.
  init?(payment row: Row) throws {
    guard let provider = try row.textOrNil("attempt_provider").flatMap(PaymentProvider.init) else { return nil }
    let words = try row.textOrNil("attempt_card")?.split(separator: " ").map(String.init) ?? []
    self.init(
      provider: provider, origin: try row.choice("attempt_origin"), state: try row.choice("attempt_state"),
      providerPayment: try row.textOrNil("attempt_payment"), pageURL: try row.textOrNil("attempt_page"),
      card: words.last.map { CardSight(brand: words.dropLast().joined(separator: " "), last4: $0) },
      failure: try row.textOrNil("attempt_failure"))
  }
}

extension Transaction {
  package var paymentAttempts: PaymentAttemptStore { PaymentAttemptStore(tx: self) }
}
