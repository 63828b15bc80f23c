import Domain
import JSON
import UseCases

/// Reads Stripe's objects into what the shop goes by. A name or sum that is missing stays missing: nothing is guessed.
struct StripeReading: Sendable {
  /// The name of the account whose key asked.
  let account: String

  /// A payment intent, `latest_charge` in full where there is one.
  ///
  /// - Parameters:
  ///   - session: the page it belongs to.
  ///   - isOnPage: whether the payer may still try another card by themselves.
  func payment(
    _ intent: JSON, session: String?, isOnPage: Bool, refunds: [ProviderRefund] = []
  ) throws(GatewayFailure) -> ProviderPayment {
    guard let name = intent["id"]?.text else { throw .unknown("Stripe's answer names no payment.") }
    let state = try state(of: intent, isOnPage: isOnPage)
    var captured: Money?
    if state == .captured, let units = intent["amount_received"]?.whole ?? intent["amount"]?.whole, let code = intent["currency"]?.text {
      captured = try StripeAmount.money(units, code)
    }
    return ProviderPayment(
      account: owner(intent), state: state, session: session, payment: name, ours: Self.ours(intent), captured: captured,
      card: Self.card(intent), refunds: refunds)
  }

  /// A checkout session, `payment_intent` in full where there is one.
  func payment(session: JSON, refunds: [ProviderRefund] = []) throws(GatewayFailure) -> ProviderPayment {
    guard let name = session["id"]?.text else { throw .unknown("Stripe's answer names no page.") }
    let isOpen = session["status"]?.text == "open"
    if let intent = session["payment_intent"], case .object = intent {
      return try payment(intent, session: name, isOnPage: isOpen, refunds: refunds)
    }
    let isOver = session["status"]?.text == "expired"
    return ProviderPayment(
      account: owner(session), state: isOver ? .canceled : .waiting, session: name, payment: session["payment_intent"]?.name,
      ours: Self.ours(session), captured: nil, card: nil)
  }

  func refund(_ refund: JSON) throws(GatewayFailure) -> ProviderRefund {
    guard let name = refund["id"]?.text, let units = refund["amount"]?.whole, let code = refund["currency"]?.text else {
      throw .unknown("Stripe's answer names no refund.")
    }
    let state: ProviderRefund.State =
      switch refund["status"]?.text {
      case "succeeded": .succeeded
      case "failed": .failed(refund["failure_reason"]?.text ?? "The customer's bank did not take the money back.")
      case "canceled": .failed("The refund was called off.")
      default: .pending
      }
    let ours = refund["metadata"]?["refund_id"]?.text.flatMap { ID<Refund>($0) }
    return ProviderRefund(name: name, state: state, amount: try StripeAmount.money(units, code), ours: ours)
  }

  func dispute(_ dispute: JSON) throws(GatewayFailure) -> ProviderDispute {
    guard let name = dispute["id"]?.text, let payment = dispute["payment_intent"]?.name, let units = dispute["amount"]?.whole,
      let code = dispute["currency"]?.text
    else { throw .unknown("Stripe's answer names no dispute.") }
    let state: ProviderDispute.State =
      switch dispute["status"]?.text {
      case "won", "warning_closed": .won
      case "lost": .lost
      default: .open
      }
    return ProviderDispute(
      account: owner(dispute), name: name, payment: payment, amount: try StripeAmount.money(units, code), state: state,
      reason: dispute["reason"]?.text)
  }

  /// Nil for what is no card.
  func method(_ method: JSON) -> GatewayMethod? {
    guard let name = method["id"]?.text, let card = Self.sight(method["card"]) else { return nil }
    return GatewayMethod(name: name, card: card)
  }

  /// Whose object it is, and whether real money moved; an object that does not say so is none of real money.
  private func owner(_ object: JSON) -> ProviderAccount {
    ProviderAccount(provider: .stripe, name: account, isLive: object["livemode"]?.flag == true)
  }

  private func state(of intent: JSON, isOnPage: Bool) throws(GatewayFailure) -> ProviderPayment.State {
    switch intent["status"]?.text {
    case "succeeded": return .captured
    case "processing", "requires_capture": return .processing
    case "canceled": return .canceled
    case "requires_payment_method", "requires_action", "requires_confirmation":
      if isOnPage { return .waiting }
      guard let error = intent["last_payment_error"], case .object = error else {
        return intent["status"]?.text == "requires_action" ? .failed("The bank wants the customer to confirm this payment.") : .waiting
      }
      return .failed(error["message"]?.text ?? "The card was declined.")
    default: throw .unknown("Stripe speaks of a state that is not known here.")
    }
  }

  /// The payment of ours that it was made for.
  private static func ours(_ object: JSON) -> ID<Payment>? {
    (object["metadata"]?["payment_id"]?.text ?? object["client_reference_id"]?.text).flatMap { ID<Payment>($0) }
  }

  private static func card(_ intent: JSON) -> CardSight? {
    if let card = sight(intent["latest_charge"]?["payment_method_details"]?["card"]) { return card }
    return sight(intent["payment_method"]?["card"])
  }

  private static func sight(_ card: JSON?) -> CardSight? {
    guard let card, let last4 = card["last4"]?.text, last4.utf8.count == 4, last4.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return CardSight(
      brand: card["brand"]?.text.map { String($0.prefix(40)) } ?? "card", last4: last4, expiresMonth: card["exp_month"]?.whole,
      expiresYear: card["exp_year"]?.whole)
  }
}
