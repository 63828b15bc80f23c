package import Domain
import JSON
package import UseCases

/// Asks Stripe how things stand; the answer, never an event or a payer's word, is what counts (P14).
extension StripeGateway {
  /// A charge that is not among the newest ones so long after it was asked for never came about.
  private static let lostSeconds: Int64 = 600
  private static let mostPages = 5

  package func look(at attempt: PaymentAttempt) async throws(GatewayFailure) -> ProviderPayment {
    if let session = attempt.session {
      var form = StripeForm()
      form.expand("payment_intent", "payment_intent.latest_charge")
      let told = try await wire.get("checkout/sessions/\(session)", form)
      return try reading.payment(session: told, refunds: try await refunds(of: told["payment_intent"], attempt))
    }
    if let name = attempt.providerPayment {
      var form = StripeForm()
      form.expand("latest_charge")
      return try await known(try await wire.get("payment_intents/\(name)", form), attempt)
    }
    return try await lookForLost(attempt)
  }

  /// Where it is too late, the answer says what happened instead.
  package func cancel(_ attempt: PaymentAttempt) async throws(GatewayFailure) -> ProviderPayment {
    do {
      if let session = attempt.session {
        _ = try await wire.post("checkout/sessions/\(session)/expire", StripeForm(), key: nil)
      } else if let name = attempt.providerPayment {
        _ = try await wire.post("payment_intents/\(name)/cancel", StripeForm(), key: nil)
      } else if attempt.way == .page {
        // Nobody was ever shown the page: it ends without having been opened.
        return word(.canceled, attempt)
      }
    } catch .refused {
      // Over already, or paid meanwhile.
      return try await look(at: attempt)
    }
    return try await look(at: attempt)
  }

  package func dispute(named name: String) async throws(GatewayFailure) -> ProviderDispute {
    try reading.dispute(try await wire.get("disputes/\(name)"))
  }

  private func known(_ intent: JSON, _ attempt: PaymentAttempt) async throws(GatewayFailure) -> ProviderPayment {
    try reading.payment(
      intent, session: attempt.session, isOnPage: attempt.way == .page, refunds: try await refunds(of: intent, attempt))
  }

  /// What was given back of a captured payment. While an attempt is open, only where Stripe says that something was.
  private func refunds(of intent: JSON?, _ attempt: PaymentAttempt) async throws(GatewayFailure) -> [ProviderRefund] {
    guard let intent, intent["status"]?.text == "succeeded", let name = intent["id"]?.text else { return [] }
    let isUntouched = intent["latest_charge"]?["amount_refunded"]?.whole == 0
    if attempt.state == .open, isUntouched { return [] }
    var form = StripeForm()
    form.add("payment_intent", name)
    form.add("limit", 100)
    let list = try await wire.get("refunds", form)
    guard case .array(let rows)? = list["data"] else { throw .unknown("Stripe's list of refunds cannot be read.") }
    var refunds: [ProviderRefund] = []
    for row in rows { refunds.append(try reading.refund(row)) }
    return refunds
  }

  /// An attempt whose answer never came: a page that nobody saw stays unpaid, a charge is looked for among those of the time.
  private func lookForLost(_ attempt: PaymentAttempt) async throws(GatewayFailure) -> ProviderPayment {
    if attempt.way == .page { return word(clock() < attempt.endsAt ? .waiting : .canceled, attempt) }
    let oldest = attempt.createdAt.adding(seconds: -300).milliseconds / 1000
    var after: String?
    for _ in 0..<Self.mostPages {
      var form = StripeForm()
      form.add("limit", 100)
      form.add("starting_after", after)
      form.expand("data.latest_charge")
      let list = try await wire.get("payment_intents", form)
      guard case .array(let rows)? = list["data"] else { throw .unknown("Stripe's list of payments cannot be read.") }
      if let found = rows.first(where: { $0["metadata"]?["payment_id"]?.text == attempt.paymentID.text }) {
        return try await known(found, attempt)
      }
      guard list["has_more"]?.flag == true, let last = rows.last, (last["created"]?.whole ?? 0) >= oldest else {
        let isLost = clock() >= attempt.createdAt.adding(seconds: Self.lostSeconds)
        return word(isLost ? .canceled : .waiting, attempt)
      }
      after = last["id"]?.text
    }
    throw .unknown("Too many payments were made at the time to find this one among them.")
  }

  private func word(_ state: ProviderPayment.State, _ attempt: PaymentAttempt) -> ProviderPayment {
    ProviderPayment(
      account: account, state: state, session: attempt.session, payment: nil, ours: attempt.paymentID, captured: nil, card: nil)
  }
}
