/// A text that is written often, kept under a title: a note to the customer, or the shop's terms.
///
/// An order takes a copy of it, so that changing a template never changes an order.
package struct TextTemplate: Sendable, Equatable, Identified {
  package static let idPrefix = "tpl"

  package enum Kind: String, Sendable, CaseIterable {
    case note, terms
  }

  package let id: ID<TextTemplate>
  package let kind: Kind
  package var title: String
  package var body: String
  package let createdAt: Instant
  package var updatedAt: Instant

  package init(id: ID<TextTemplate>, kind: Kind, title: String, body: String, createdAt: Instant, updatedAt: Instant) {
    self.id = id
    self.kind = kind
    self.title = title
    self.body = body
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  /// - Throws: `validationFailed` naming `title` or `body`.
  package mutating func settle() throws(Refusal) {
    title = title.composed
    var checks = FieldChecks()
    checks.text(title, "title", limit: 200, required: true)
    checks.text(body, "body", limit: 10_000, required: true, multiline: true)
    try checks.finish()
  }
}

/// Terms of payment that the shop offers often; an order and a customer take a copy.
package struct PaymentTermsTemplate: Sendable, Equatable, Identified {
  package static let idPrefix = "ptm"

  package let id: ID<PaymentTermsTemplate>
  /// With a title, so that people can choose among them.
  package var terms: PaymentTerms
  package let createdAt: Instant
  package var updatedAt: Instant

  package init(id: ID<PaymentTermsTemplate>, terms: PaymentTerms, createdAt: Instant, updatedAt: Instant) {
    self.id = id
    self.terms = terms
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}
