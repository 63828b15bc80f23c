import Domain
import JSON
import Testing
import UseCases

@testable import Gateways

/// Stripe's answers, shortened to what is read of them and what must not be.
@Suite struct `Reading Stripe` {
  private let reading = StripeReading(account: "mark")

  private func json(_ text: String) throws -> JSON { try JSON.read(Array(text.utf8)) }

  private func intent(_ more: String, metadata: String = #"{"payment_id": "pay_1"}"#) throws -> JSON {
    try json(#"{"id": "pi_1", "object": "payment_intent", "livemode": false, "metadata": \#(metadata), \#(more)}"#)
  }

  @Test func `a captured payment tells what came in, with which card, in whose account`() throws {
    let told = try intent(
      #"""
      "status": "succeeded", "amount": 900, "amount_received": 850, "currency": "eur",
      "latest_charge": {"id": "ch_1", "payment_method_details": {"card": {"brand": "visa", "last4": "4242", "exp_month": 1, "exp_year": 2034}}}
      """#)
    let word = try reading.payment(told, session: "cs_1", isOnPage: true)
    let euro = try #require(Currency("EUR"))
    #expect(
      word
        == ProviderPayment(
          account: ProviderAccount(provider: .stripe, name: "mark", isLive: false), state: .captured, session: "cs_1", payment: "pi_1",
          ours: ID(stored: "pay_1"), captured: Money(minorUnits: 850, currency: euro),
          card: CardSight(brand: "visa", last4: "4242", expiresMonth: 1, expiresYear: 2034)))
  }

  @Test func `what is not said is not made up`() throws {
    let word = try reading.payment(
      try intent(#""status": "succeeded", "latest_charge": null, "livemode_of": true"#, metadata: "{}"), session: nil, isOnPage: false)
    #expect(word.captured == nil && word.ours == nil && word.card == nil && !word.account.isLive)
    #expect(throws: GatewayFailure.self) {
      try reading.payment(try intent(#""status": "half_done", "currency": "eur""#), session: nil, isOnPage: false)
    }
    #expect(throws: GatewayFailure.self) { try reading.payment(try json(#"{"status": "succeeded"}"#), session: nil, isOnPage: false) }
  }

  @Test func `on the page a payer tries another card, without them a declined card is the end`() throws {
    let declined = try intent(#""status": "requires_payment_method", "last_payment_error": {"message": "Your card was declined."}"#)
    #expect(try reading.payment(declined, session: "cs_1", isOnPage: true).state == .waiting)
    #expect(try reading.payment(declined, session: nil, isOnPage: false).state == .failed("Your card was declined."))
    #expect(try reading.payment(try intent(#""status": "processing""#), session: nil, isOnPage: false).state == .processing)
    #expect(try reading.payment(try intent(#""status": "canceled""#), session: nil, isOnPage: false).state == .canceled)
    let asks = try reading.payment(try intent(#""status": "requires_action""#), session: nil, isOnPage: false)
    guard case .failed = asks.state else {
      Issue.record("It waits for a customer who is not there.")
      return
    }
  }

  @Test func `a page that ran out is canceled, unless it was paid in time`() throws {
    let expired = try json(
      #"{"id": "cs_1", "status": "expired", "payment_intent": null, "client_reference_id": "pay_1", "livemode": true}"#)
    let word = try reading.payment(session: expired)
    #expect(word.state == .canceled && word.ours == ID(stored: "pay_1") && word.account.isLive)
    let paid = try json(
      #"""
      {"id": "cs_1", "status": "expired", "payment_intent": {"id": "pi_1", "status": "succeeded", "amount_received": 5, "currency": "jpy"}}
      """#)
    #expect(try reading.payment(session: paid).state == .captured)
    let open = try json(#"{"id": "cs_1", "status": "open", "payment_intent": null}"#)
    #expect(try reading.payment(session: open).state == .waiting)
  }

  @Test func `a refund is what the provider says of it now`() throws {
    func state(_ status: String) throws -> ProviderRefund.State {
      try reading.refund(
        try json(
          #"{"id": "re_1", "amount": 5, "currency": "eur", "status": "\#(status)", "failure_reason": "closed", "metadata": {"refund_id": "ref_1"}}"#
        )
      ).state
    }
    #expect(try state("succeeded") == .succeeded && state("pending") == .pending && state("requires_action") == .pending)
    #expect(try state("failed") == .failed("closed"))
    guard case .failed = try state("canceled") else {
      Issue.record("A refund that was called off is counted.")
      return
    }
  }

  @Test(
    arguments: [
      (402, #"{"error": {"type": "card_error", "code": "card_declined", "decline_code": "lost_card", "message": "No."}}"#, "lost_card"),
      (402, #"{"error": {"type": "card_error", "code": "authentication_required", "message": "No."}}"#, "authentication_required"),
      (404, #"{"error": {"type": "invalid_request_error", "code": "resource_missing", "message": "No."}}"#, "resource_missing"),
      (400, #"{"error": {"type": "invalid_request_error", "message": "No."}}"#, "invalid_request_error"), (400, "no", "refused"),
    ] as [(Int, String, String)])
  func `what is refused surely did not happen`(_ status: Int, _ body: String, _ code: String) {
    do {
      _ = try StripeAnswer.read(HTTPAnswer(status: status, body: Array(body.utf8)))
      Issue.record("It was taken.")
    } catch {
      guard case .refused(code, let reason) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(!reason.isEmpty)
    }
  }

  @Test(
    arguments: [
      (500, "", true), (502, "", true), (409, #"{"error": {"code": "idempotency_key_in_use"}}"#, true),
      (400, #"{"error": {"type": "idempotency_error"}}"#, true), (429, #"{"error": {"code": "lock_timeout"}}"#, true),
      (200, "not json", true), (200, "[]", true), (302, "", true), (429, #"{"error": {"code": "rate_limit"}}"#, false), (401, "", false),
      (403, "", false),
    ] as [(Int, String, Bool)])
  func `what may have happened is not taken for a no`(_ status: Int, _ body: String, _ mayHaveHappened: Bool) {
    do {
      _ = try StripeAnswer.read(HTTPAnswer(status: status, body: Array(body.utf8)))
      Issue.record("It was taken.")
    } catch {
      switch error {
      case .unknown: #expect(mayHaveHappened)
      case .unavailable: #expect(!mayHaveHappened)
      case .refused: Issue.record("It was taken for a no.")
      }
    }
  }
}
