import Domain
import JSON
package import UseCases

/// Pages of Stripe: one on which a payer pays, one on which a customer leaves a card.
extension StripeGateway {
  /// Stripe closes no page earlier than half an hour after it was opened; a little more, for clocks that differ.
  private static let shortestSeconds: Int64 = 1860

  package func openPage(_ request: GatewayPage) async throws(GatewayFailure) -> OpenedPage {
    let attempt = request.attempt
    var form = StripeForm()
    form.add("mode", "payment")
    form.add("client_reference_id", attempt.paymentID.text)
    form.add("payment_method_types[0]", "card")
    form.add("line_items[0][quantity]", 1)
    form.add("line_items[0][price_data][currency]", attempt.amount.currency.code.lowercased())
    form.add("line_items[0][price_data][unit_amount]", try StripeAmount.units(of: attempt.amount))
    form.add("line_items[0][price_data][product_data][name]", String(request.title.prefix(200)))
    form.addMarks(of: attempt, at: "metadata")
    form.addMarks(of: attempt, at: "payment_intent_data[metadata]")
    form.add("payment_intent_data[description]", String(request.title.prefix(200)))
    if request.keepsCard {
      form.add("payment_intent_data[setup_future_usage]", "off_session")
      if request.providerCustomer == nil { form.add("customer_creation", "always") }
    }
    form.add("customer", request.providerCustomer)
    if request.providerCustomer == nil { form.add("customer_email", request.email) }
    form.add("locale", Self.locale(request.language))
    // From what is stored, so that asking again says the same.
    let ends = max(attempt.endsAt, attempt.createdAt.adding(seconds: Self.shortestSeconds))
    form.add("expires_at", ends.milliseconds / 1000)
    form.add("success_url", request.returnURL)
    form.add("cancel_url", request.returnURL)
    return try page(try await wire.post("checkout/sessions", form, key: "\(attempt.paymentID)-page"))
  }

  package func openCardPage(_ request: GatewayCardPage) async throws(GatewayFailure) -> OpenedPage {
    var form = StripeForm()
    form.add("mode", "setup")
    form.add("payment_method_types[0]", "card")
    form.add("customer", request.providerCustomer)
    form.add("success_url", request.returnURL)
    form.add("cancel_url", request.returnURL)
    return try page(try await wire.post("checkout/sessions", form, key: "\(request.key)-card"))
  }

  private func page(_ session: JSON) throws(GatewayFailure) -> OpenedPage {
    guard let name = session["id"]?.text else { throw .unknown("Stripe's answer names no page.") }
    guard let url = session["url"]?.text, (try? OutboundURL(url.split(separator: "#").first.map(String.init) ?? url)) != nil else {
      throw .refused(code: "page_closed", reason: "Stripe's page for this payment is closed already.")
    }
    return OpenedPage(url: url, session: name, payment: session["payment_intent"]?.name)
  }

  /// A language that Stripe's page speaks; otherwise it goes by the payer's browser.
  private static func locale(_ language: String?) -> String {
    guard let language, let primary = language.split(separator: "-").first.map({ $0.lowercased() }) else { return "auto" }
    return locales.contains(primary) ? primary : "auto"
  }

  private static let locales: Set<String> = [
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fil", "fr", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb",
    "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "vi", "zh",
  ]
}
