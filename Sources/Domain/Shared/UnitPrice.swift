/// The price of one unit, in ten-thousandths of a minor unit, so that goods per gram keep their price; never negative (rule M2).
///
/// Only the line amount, quantity times unit price, is rounded to whole minor units.
package struct UnitPrice: Hashable, Comparable, Sendable {
  package let tenThousandths: Int64

  /// The highest price: 10^12 minor units.
  package static let limit: Int64 = Money.limit * 10_000
  package static let zero = UnitPrice(unchecked: 0)

  /// Nil below zero and above 10^12 minor units.
  package init?(tenThousandths: Int64) {
    guard (0...Self.limit).contains(tenThousandths) else { return nil }
    self.tenThousandths = tenThousandths
  }

  /// Nil below zero and above 10^12.
  package init?(minorUnits: Int64) {
    guard (0...Money.limit).contains(minorUnits) else { return nil }
    tenThousandths = minorUnits * 10_000
  }

  /// Reads a decimal of minor units, `0|[1-9][0-9]*` with at most four decimals; nil for anything else.
  package init?(text: String) {
    guard let value = FixedPointText.read(text, places: 4, maximum: Self.limit) else { return nil }
    tenThousandths = value
  }

  private init(unchecked tenThousandths: Int64) { self.tenThousandths = tenThousandths }

  /// Minor units without trailing zeros: `300`, `1033.3`.
  package var text: String { FixedPointText.write(tenThousandths, places: 4) }
  package var isZero: Bool { tenThousandths == 0 }
  /// What so much costs, rounded once to whole minor units (M2, M7); nil above the limit of an amount.
  package func amount(of quantity: Quantity, _ rounding: Rounding) -> Int64? {
    rounding.product(quantity.thousandths, tenThousandths, dividedBy: 10_000_000).flatMap { $0 <= Money.limit ? $0 : nil }
  }

  /// The price in minor units where it is a whole number of them; such a price is written as an integer.
  package var wholeMinorUnits: Int64? { tenThousandths.isMultiple(of: 10_000) ? tenThousandths / 10_000 : nil }

  package static func < (left: Self, right: Self) -> Bool { left.tenThousandths < right.tenThousandths }
}
