/// How every cent of an order's total came about, in the words and the arithmetic of the money rules (`docs/rules.md`).
///
/// Made of the notebook of the very function that computed the totals; nothing is computed a second time.
package struct OrderExplanation: Sendable {
  /// What a row is about.
  package enum Subject: Hashable, Sendable {
    case line(ID<LineItem>)
    case shipping
    case adjustment(ID<Adjustment>, Adjustment.Kind)
  }

  /// One step on the way to an amount.
  package struct Step: Sendable {
    /// Nil for a remark that no rule is behind, such as where a price came from.
    package let rule: MoneyRule?
    package let title: String
    package let arithmetic: String
    /// What the step adds, in minor units, negative where it takes off; nil where it adds nothing.
    package let amount: Int64?
  }

  /// Something that is part of the total, with the steps that add up to it.
  package struct Row: Sendable {
    package let subject: Subject
    package let title: String
    /// Which taxes it bears, in words; nil for none.
    package let taxes: String?
    /// Minor units as payable; negative for a credit.
    package let amount: Int64
    package let steps: [Step]

    /// Whether the steps make the amount.
    var adds: Bool { steps.reduce(0) { $0 + ($1.amount ?? 0) } == amount }
  }

  /// What lowered the items as a whole, before it was shared out over the lines.
  package struct Reduction: Sendable {
    package let adjustmentID: ID<Adjustment>
    package let title: String
    package let arithmetic: String
    /// Minor units taken off.
    package let amount: Int64
  }

  /// Things that share their taxes, and what these come to.
  package struct TaxedGroup: Sendable {
    package let includesTax: Bool
    package let taxes: [(tax: TaxRate, arithmetic: String, amount: Int64)]
    /// Minor units.
    package let gross: Int64
    package let net: Int64

    package var tax: Int64 { taxes.reduce(0) { $0 + $1.amount } }
  }

  /// Something that must hold, and whether it does.
  package struct Check: Sendable {
    package let code: String
    package let message: String
    package let holds: Bool
  }

  package let currency: Currency
  package let rows: [Row]
  package let reductions: [Reduction]
  package let groups: [TaxedGroup]
  package let checks: [Check]
  /// The lines as payable, in minor units.
  package let linesTotal: Int64
  package let total: Money
}
