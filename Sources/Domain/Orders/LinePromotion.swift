/// A promotion as it stands on a line: a copy, so that the line keeps its price when the promotion ends or changes.
package struct LinePromotion: Hashable, Sendable {
  package let id: ID<Promotion>
  package let title: String
  /// The code that was typed for it; nil where none was needed.
  package let code: String?
  package let value: DiscountValue
  /// What it took off when the order was last computed, in minor units.
  package var amount: Int64

  package init(id: ID<Promotion>, title: String, code: String?, value: DiscountValue, amount: Int64 = 0) {
    self.id = id
    self.title = title
    self.code = code
    self.value = value
    self.amount = amount
  }
}
