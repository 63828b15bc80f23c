import Domain
import JSON

/// An order's papers as every answer shows them; null where there are none.
enum PaperJSON {
  static func write(_ order: Order, _ json: inout JSONWriter) {
    let papers = order.papers
    details(papers.details, &json)
    json.member("purchase_order_number", papers.purchaseOrderNumber)
    consent(papers.consent, &json)
    PaymentTermsJSON.member("payment_terms", papers.paymentTerms, &json)
    json.member("terms", papers.terms)
    json.member("language", papers.language)
    json.member("checkout_url", order.checkoutURL)
    invoice(papers.invoice, &json)
  }

  private static func details(_ details: OrderDetails?, _ json: inout JSONWriter) {
    guard let details else { return json.member("details", JSON.null) }
    json.member("details") { json in
      json.member("content_type", details.contentType)
      json.member("body", details.body)
      guard let problem = details.problem else { return json.member("problem", JSON.null) }
      json.member("problem") {
        $0.member("line", Optional(problem.line))
        $0.member("column", Optional(problem.column))
        $0.member("message", problem.message)
      }
    }
  }

  private static func consent(_ consent: Consent?, _ json: inout JSONWriter) {
    guard let consent else { return json.member("consent", JSON.null) }
    json.member("consent") {
      $0.member("given", consent.isGiven)
      $0.member("text", consent.text)
      $0.member("given_at", consent.givenAt?.text)
    }
  }

  private static func invoice(_ invoice: InvoiceState?, _ json: inout JSONWriter) {
    guard let invoice else { return json.member("invoice", JSON.null) }
    json.member("invoice") {
      $0.member("revision", Optional(invoice.revision))
      $0.member("number", invoice.number)
      $0.member("sent_at", invoice.sentAt?.text)
      $0.member("viewed_at", invoice.viewedAt?.text)
    }
  }

  static func billingCycle(_ cycle: BillingCycle?, _ json: inout JSONWriter) {
    guard let cycle else { return json.member("billing_cycle", JSON.null) }
    json.member("billing_cycle") {
      $0.member("interval", cycle.interval.rawValue)
      $0.member("count", Optional(cycle.count))
    }
  }

  static func promotion(_ promotion: LinePromotion, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", promotion.id.text)
      json.member("title", promotion.title)
      json.member("code", promotion.code)
      LineJSON.value(promotion.value, &json)
      json.member("amount", Optional(promotion.amount))
    }
  }
}
