package import Domain
import JSON
import Secrets
package import UseCases

/// Stripe as a ``PaymentGateway``: its own page for whoever pays by a link, and cards that it keeps. No number of a card comes here.
package struct StripeGateway: PaymentGateway {
  package let account: ProviderAccount
  package let pageOrigin: String?
  let wire: StripeWire
  let reading: StripeReading
  let clock: @Sendable () -> Instant

  /// Nil where no key is set.
  package init?(door: StripeDoor, policy: OutboundPolicy, line: CallLine, stop: StopSign, clock: @escaping @Sendable () -> Instant) {
    guard let key = door.key, let base = door.base else { return nil }
    let name = String(SecretText.hash("stripe " + key.accountPart).prefix(16))
    account = ProviderAccount(provider: .stripe, name: name, isLive: key.isLive)
    let origin = String(base.text.dropLast())
    pageOrigin = origin == StripeBase.standard ? "https://checkout.stripe.com" : origin
    wire = StripeWire(base: base, key: key, policy: door.isBaseTrusted ? policy.trusting : policy, line: line, stop: stop)
    reading = StripeReading(account: name)
    self.clock = clock
  }

  /// Charges a card that Stripe keeps, without the customer there. What their bank wants to ask them is refused: the link is for that.
  package func charge(_ request: GatewayCharge) async throws(GatewayFailure) -> ProviderPayment {
    let attempt = request.attempt
    var form = StripeForm()
    form.add("amount", try StripeAmount.units(of: attempt.amount))
    form.add("currency", attempt.amount.currency.code.lowercased())
    form.add("customer", request.providerCustomer)
    form.add("payment_method", request.providerMethod)
    form.add("payment_method_types[0]", "card")
    form.add("off_session", "true")
    form.add("confirm", "true")
    form.addMarks(of: attempt, at: "metadata")
    form.add("metadata[title]", String(request.title.prefix(200)))
    form.expand("latest_charge")
    let intent = try await wire.post("payment_intents", form, key: "\(attempt.paymentID)-charge")
    return try reading.payment(intent, session: nil, isOnPage: false)
  }

  package func refund(_ request: GatewayRefund) async throws(GatewayFailure) -> ProviderRefund {
    var form = StripeForm()
    form.add("payment_intent", request.providerPayment)
    form.add("amount", try StripeAmount.units(of: request.amount))
    form.add("metadata[refund_id]", request.refundID.text)
    form.add("metadata[payment_id]", request.paymentID.text)
    return try reading.refund(try await wire.post("refunds", form, key: request.refundID.text))
  }
}

extension StripeForm {
  /// What tells later which payment of ours it is; nothing that a payer's page shows.
  mutating func addMarks(of attempt: PaymentAttempt, at place: String) {
    add("\(place)[payment_id]", attempt.paymentID.text)
    add("\(place)[revision]", attempt.revision)
  }
}
