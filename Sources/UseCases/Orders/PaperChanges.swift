package import Domain
import Markup

/// What a caller changes about an order's papers.
package struct PaperChanges: Sendable {
  package var details: Change<OrderDetails?> = .keep
  package var purchaseOrderNumber: Change<String?> = .keep
  package var consent: Change<Consent?> = .keep
  package var paymentTerms: Change<PaymentTerms?> = .keep
  package var terms: Change<String?> = .keep
  package var language: Change<String?> = .keep

  package init() {}

  var areKept: Bool {
    details.isKept && purchaseOrderNumber.isKept && consent.isKept && paymentTerms.isKept && terms.isKept && language.isKept
  }

  /// Sets what is given; details are looked at once, here, and kept whatever is found.
  func apply(to papers: inout OrderPapers, now: Instant) {
    details.apply(to: &papers.details)
    purchaseOrderNumber.apply(to: &papers.purchaseOrderNumber)
    consent.apply(to: &papers.consent)
    paymentTerms.apply(to: &papers.paymentTerms)
    terms.apply(to: &papers.terms)
    language.apply(to: &papers.language)
    papers.settle(now: now)
  }
}

extension OrderPapers {
  /// Looks whether the details are well-formed, and dates a consent that was given without a date.
  mutating func settle(now: Instant) {
    details?.look()
    if let consent, consent.isGiven, consent.givenAt == nil {
      self.consent = Consent(isGiven: true, text: consent.text, givenAt: now)
    }
  }
}

extension OrderDetails {
  fileprivate mutating func look() {
    let flaw: Flaw? =
      switch format {
      case .text: nil
      case .json: JSONCheck.flaw(in: body)
      case .xml: XMLCheck.flaw(in: body)
      }
    problem = flaw.map { Problem(line: Int64($0.line), column: Int64($0.column), message: $0.message) }
  }
}
