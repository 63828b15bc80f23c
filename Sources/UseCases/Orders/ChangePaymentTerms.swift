package import Domain
import Stores

extension UnitOfWork {
  package func listPaymentTerms(search: String?, page: PageRequest) throws -> Page<PaymentTermsTemplate> {
    try principal.require(.readTemplates)
    return try tx.templates.listPaymentTerms(search: search, page: page)
  }

  package func findPaymentTerms(_ id: ID<PaymentTermsTemplate>) throws -> PaymentTermsTemplate {
    try principal.require(.readTemplates)
    return try tx.templates.take(id)
  }

  /// - Parameter terms: with a title.
  package func createPaymentTerms(_ terms: PaymentTerms) throws -> PaymentTermsTemplate {
    try principal.require(.manageTemplates)
    let template = PaymentTermsTemplate(id: ids.next(), terms: terms, createdAt: now, updatedAt: now)
    try tx.templates.add(template)
    try record("payment_terms.created", EventObject("payment_terms", template.id.text), at: nil)
    return template
  }

  /// Changes what the shop offers from now on; orders and customers keep the copy they took.
  ///
  /// - Parameter change: makes the new terms of the old ones.
  package func changePaymentTerms(
    _ id: ID<PaymentTermsTemplate>, _ change: (PaymentTerms) throws -> PaymentTerms
  ) throws -> PaymentTermsTemplate {
    try principal.require(.manageTemplates)
    var template = try tx.templates.take(id)
    template.terms = try change(template.terms)
    template.updatedAt = now
    try tx.templates.save(template)
    try record("payment_terms.updated", EventObject("payment_terms", id.text), at: nil)
    return template
  }

  package func removePaymentTerms(_ id: ID<PaymentTermsTemplate>) throws {
    try principal.require(.manageTemplates)
    _ = try tx.templates.take(id)
    try tx.templates.remove(id)
    try record("payment_terms.removed", EventObject("payment_terms", id.text), at: nil)
  }
}
