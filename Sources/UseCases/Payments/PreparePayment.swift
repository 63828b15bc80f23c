import Domain
import JSON
private import Secrets
import Stores

/// What somebody wants a provider to take, before the rules have looked at it.
struct PaymentWish: Sendable {
  let way: PaymentAttempt.Way
  let origin: PaymentAttempt.Origin
  /// Minor units; nil is what is to pay next.
  let amount: Int64?
  let expectedTotal: Int64?
  let revision: Int64?
  let requestKey: RequestKey?
  /// Who pays for an attempt that is new; a second click costs nothing (PAY-16).
  var tries: [Attempt] = []
}

/// How it stands when a payment is to begin.
enum PreparedPayment: Sendable {
  /// This is the one: made now, by an earlier click, or by the same request that lost its answer.
  case begun(Order, PaymentAttempt)
  /// Another one is open and has to end first.
  case inTheWay(PaymentAttempt)
}

/// What a payer agrees to: which revision, and everything that money depends on in it.
struct PaymentAgreement: Equatable {
  /// 0 for an order that was not sent.
  let revision: Int64
  let contentHash: String
}

extension UnitOfWork {
  /// PREPARE: writes down what is agreed before the payer leaves, and keeps the goods back until the provider's page ends (`docs/rules.md`).
  ///
  /// The same wish again, from a second click or another tab, is the same payment.
  /// - Throws: ``RefusalCode/alreadyPaid``, ``RefusalCode/revisionSuperseded``, ``RefusalCode/gone``, ``RefusalCode/totalChanged``,
  ///   ``RefusalCode/exceedsDue``, ``RefusalCode/notReady``, ``RefusalCode/outOfStock``.
  func preparePayment(_ id: ID<Order>, _ wish: PaymentWish, at account: ProviderAccount) throws -> PreparedPayment {
    try principal.require(wish.way == .page ? .takePayment : .chargeCard)
    let before = try takeOrder(id)
    if let key = wish.requestKey, let found = try tx.paymentAttempts.find(requestKey: key.key) {
      guard found.attempt.orderID == id, found.fingerprint == key.fingerprint else {
        throw Refusal(.idempotencyKeyReused, "This Idempotency-Key was used for another request. Send a new key with this one.")
      }
      return .begun(before, found.attempt)
    }
    let amount = try amountToPay(of: before, wish)
    let agreement = try agreement(of: before)
    if let open = try tx.paymentAttempts.open(of: id) {
      let isSame =
        open.way == wish.way && open.account == account && open.amount == amount && open.revision == agreement.revision
        && open.contentHash == agreement.contentHash && open.endsAt > now.adding(seconds: Self.shortestPageSeconds)
      return isSame ? .begun(before, open) : .inTheWay(open)
    }
    if before.placedAt == nil { try requireReadiness(of: before) }
    for each in wish.tries { try tx.pay(each, at: now) }
    let attempt = PaymentAttempt(
      paymentID: ids.next(), orderID: id, revision: agreement.revision, contentHash: agreement.contentHash, amount: amount,
      paidBefore: before.amountPaid, account: account, way: wish.way, origin: wish.origin, state: .open, session: nil, providerPayment: nil,
      pageURL: nil, requestKey: wish.requestKey?.key, looks: 0, nextLookAt: now.adding(seconds: PaymentAttempt.pause(afterLooks: 0)),
      endsAt: now.adding(seconds: Self.pageSeconds), createdAt: now)
    return .begun(try begin(attempt, of: before, fingerprint: wish.requestKey?.fingerprint), attempt)
  }

  /// How long a page of a provider stays open; a little above half an hour, the shortest that providers offer.
  static let pageSeconds: Int64 = 1920
  /// A page that ends sooner than this is not handed to another payer.
  private static let shortestPageSeconds: Int64 = 60
  /// Who paid at the last moment still finds the goods.
  private static let reservationGraceSeconds: Int64 = 300

  private func begin(_ attempt: PaymentAttempt, of before: Order, fingerprint: String?) throws -> Order {
    var order = before
    let isStaff = attempt.origin == .staff
    var payment = Payment(
      id: attempt.paymentID, method: attempt.way == .page ? .gateway : .cardOnFile, status: .requiresAction,
      amount: attempt.amount.minorUnits, tendered: nil, change: 0, cashRounding: 0, refunded: 0, reference: nil, giftCardID: nil,
      registerID: isStaff ? principal.registerID ?? order.registerID : nil, sessionID: nil, staffID: principal.staffID?.text, createdAt: now
    )
    payment.trace = ProviderTrace(
      provider: attempt.account.provider, origin: attempt.origin, state: .open, providerPayment: nil, pageURL: nil, card: nil, failure: nil)
    try tx.payments.add(payment, to: order.id)
    try tx.paymentAttempts.add(attempt, fingerprint: fingerprint)
    order.payments.append(payment)
    if order.placedAt == nil, order.hold?.reservesStock != true {
      try reserveStock(for: order, until: attempt.endsAt.adding(seconds: Self.reservationGraceSeconds))
    }
    try keep(&order, since: before, event: "payment.started", data: attempt.facts)
    return order
  }

  /// What is to be paid now, or why nothing is.
  private func amountToPay(of order: Order, _ wish: PaymentWish) throws -> Money {
    switch order.status {
    case .canceled:
      let isExpired = order.cancelReason == "expired"
      throw Refusal(.gone, "Order \(order.shownNumber) \(isExpired ? "has expired" : "was canceled"), so it cannot be paid any more.")
    case .draft where wish.origin == .link:
      throw Refusal(.revisionSuperseded, "This order is being changed. Look at it again once its new version has been sent.")
    case .draft, .invoiceSent, .placed, .closed: break
    }
    if let revision = wish.revision, revision != order.invoice?.revision {
      throw Refusal(.revisionSuperseded, "This order has a newer version. Look at it again before paying.")
    }
    guard let next = order.nextInstallment else {
      throw Refusal(.alreadyPaid, "Order \(order.shownNumber) is paid; nothing is due.")
    }
    try check(expectedTotal: wish.expectedTotal, of: order)
    guard let asked = wish.amount else { return next.amount }
    guard asked > 0 else { throw Refusal.invalid("amount", "out_of_range", "An amount is at least 1.") }
    guard asked <= order.amountDue else {
      throw Refusal(
        .exceedsDue, "Only \(order.amountDue) is due on order \(order.shownNumber).",
        failures: [FieldFailure(field: "amount", code: "exceeds_due", message: "Take no more than is due.")])
    }
    return Money(minorUnits: asked, currency: order.currency)
  }

  /// Nobody pays for what cannot be placed.
  private func requireReadiness(of order: Order) throws {
    let failures = try requirements(of: order)
    guard !failures.isEmpty else { return }
    guard failures.allSatisfy({ $0.code == "out_of_stock" || $0.code == "unavailable" }) else { throw notReady(order, failures) }
    throw Refusal(.outOfStock, failures.map(\.message).joined(separator: " "), failures: failures)
  }

  /// What somebody who pays the order now agrees to.
  func agreement(of order: Order) throws -> PaymentAgreement {
    if order.status != .draft, let revision = order.invoice?.revision, let sent = try tx.invoices.find(order.id, revision: revision) {
      return PaymentAgreement(revision: sent.revision, contentHash: sent.contentHash)
    }
    let text = try snapshot(of: order, number: nil, revision: order.nextRevision, issuedAt: nil).moneyText
    return PaymentAgreement(revision: 0, contentHash: ContentHash.of(Array(text.utf8)))
  }
}

extension PaymentAttempt {
  /// What an event says of it.
  var facts: [(key: String, value: JSON)] {
    [
      ("payment_id", .string(paymentID.text)), ("amount", .number(String(amount.minorUnits))),
      ("provider", .string(account.provider.rawValue)), ("origin", .string(origin.rawValue)),
    ]
  }

  /// Seconds until a provider is asked again how an attempt stands.
  static func pause(afterLooks looks: Int64) -> Int64 {
    switch looks {
    case 0: 5
    case 1: 15
    case 2: 60
    default: 300
    }
  }
}
