import Domain
import Stores

/// What goods weigh, in grams, as far as the catalogue knows.
extension UnitOfWork {
  /// What is to be shipped of an order: nil where no line's weight is known, and the lines whose weight is not.
  func goodsWeight(of order: Order) throws -> (known: Int64?, unknown: [ID<LineItem>]) {
    let lines = order.lines.filter(\.requiresShipping)
    let weights = try tx.shipping.unitWeights(of: Set(lines.compactMap(\.variantID)))
    var known: Int64?
    var unknown: [ID<LineItem>] = []
    for line in lines {
      guard let weight = line.variantID.flatMap({ weights[$0] }) else {
        unknown.append(line.id)
        continue
      }
      known = Grams.add(weight, times: line.quantity, to: known ?? 0)
    }
    return (known, unknown)
  }

  /// The weight of a question's lines and what the catalogue asks for them, in minor units.
  ///
  /// - Throws: `validationFailed` naming `lines[i].variant_id`.
  func weighAndPrice(_ question: ShippingQuestion, at location: ID<Location>?) throws -> (weight: Int64?, subtotal: Int64) {
    let rounding = try tx.settings.current().rounding
    let catalogue = try tx.catalog.sellable(question.lines.map(\.variantID), at: location)
    let weights = try tx.shipping.unitWeights(of: Set(question.lines.map(\.variantID)))
    var weight: Int64?
    var subtotal: Int64 = 0
    for (index, line) in question.lines.enumerated() {
      guard let variant = catalogue[line.variantID] else { throw Refusal.unknownReference("lines[\(index)].variant_id", "variant") }
      subtotal = min(Money.limit, subtotal + (variant.price.amount(of: line.quantity, rounding) ?? Money.limit))
      if variant.requiresShipping, let unit = weights[line.variantID] {
        weight = Grams.add(unit, times: line.quantity, to: weight ?? 0)
      }
    }
    return (weight, subtotal)
  }
}

/// Sums of weights that stay at the largest number instead of leaving the range; no rate carries so much anyway.
private enum Grams {
  static func add(_ unit: Int64, times quantity: Quantity, to sum: Int64) -> Int64 {
    let (product, isTooHeavy) = unit.multipliedReportingOverflow(by: quantity.thousandths)
    guard !isTooHeavy else { return .max }
    let grams = product / 1000 + (product.isMultiple(of: 1000) ? 0 : 1)
    let (total, isBeyond) = sum.addingReportingOverflow(grams)
    return isBeyond ? .max : total
  }
}
