import Domain
import JSON
import UseCases

/// Reads what a desk adds to an order: details, consent, terms of payment, billing cycles.
extension Fields {
  func orderPapers() -> OrderPapers {
    var papers = OrderPapers()
    papers.details = details("details")
    papers.purchaseOrderNumber = purchaseOrderNumber("purchase_order_number")
    papers.consent = consent("consent")
    papers.paymentTerms = paymentTerms("payment_terms")
    papers.terms = text("terms", limit: 10_000, multiline: true)
    papers.language = language("language")
    return papers
  }

  func paperChanges() -> PaperChanges {
    var changes = PaperChanges()
    changes.details = optional("details") { $0.details($1) }
    changes.purchaseOrderNumber = optional("purchase_order_number") { $0.purchaseOrderNumber($1) }
    changes.consent = optional("consent") { $0.consent($1) }
    changes.paymentTerms = optional("payment_terms") { $0.paymentTerms($1) }
    changes.terms = optional("terms") { $0.text($1, limit: 10_000, multiline: true) }
    changes.language = optional("language") { $0.language($1) }
    return changes
  }

  /// The body is taken as it came, byte for byte; only its size is limited.
  private func details(_ key: String) -> OrderDetails? {
    guard let fields = object(key) else { return nil }
    let type = fields.text("content_type", limit: 100) ?? "text/plain"
    guard case .string(let body)? = fields.raw("body") else {
      fields.fail("body", fields.isNull("body") || !fields.has("body") ? "required" : "type", "This field is a text.")
      return nil
    }
    if body.utf8.count > OrderDetails.limit { fields.fail("body", "too_long", "At most \(OrderDetails.limit) bytes.") }
    guard let details = OrderDetails(contentType: type, body: body) else {
      fields.fail("content_type", "choice", "One of: text/plain, application/json, application/xml.")
      return nil
    }
    return details
  }

  private func purchaseOrderNumber(_ key: String) -> String? {
    identifier(key, limit: 100)
  }

  private func consent(_ key: String) -> Consent? {
    guard let fields = object(key) else { return nil }
    let given = fields.bool("given", required: true)
    let (text, givenAt) = (fields.text("text", multiline: true), fields.instant("given_at"))
    return given.map { Consent(isGiven: $0, text: text, givenAt: givenAt) }
  }

  /// A language tag of BCP 47, such as `pl` or `zh-Hant`.
  func language(_ key: String) -> String? {
    guard let tag = text(key, limit: 35, minimum: 2) else { return nil }
    let isTag = tag.utf8.allSatisfy { byte in
      byte == 45 || (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
    guard isTag else {
      fail(key, "choice", "A language tag, such as pl or zh-Hant.")
      return nil
    }
    return tag
  }

  func billingCycle(_ key: String) -> BillingCycle? {
    guard let fields = object(key) else { return nil }
    let interval = fields.choice("interval", of: BillingCycle.Interval.self, required: true)
    let count = fields.integer("count", in: 1...BillingCycle.mostIntervals) ?? 1
    return interval.flatMap { BillingCycle(interval: $0, count: count) }
  }
}
