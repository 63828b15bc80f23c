/// How much of a thing, in thousandths of its unit, so that weighed goods are exact: 1.5 kg is 1500 (rule M1).
package struct Quantity: Hashable, Comparable, Sendable {
  package let thousandths: Int64

  /// The most of one thing that a line may have: 1,000,000 units.
  package static let limit: Int64 = 1_000_000_000
  package static let zero = Quantity(unchecked: 0)
  package static let one = Quantity(unchecked: 1000)

  /// Nil below zero and above 1,000,000 units.
  package init?(thousandths: Int64) {
    guard (0...Self.limit).contains(thousandths) else { return nil }
    self.thousandths = thousandths
  }

  /// Nil below zero and above 1,000,000.
  package init?(units: Int64) {
    guard (0...(Self.limit / 1000)).contains(units) else { return nil }
    thousandths = units * 1000
  }

  /// Reads `0|[1-9][0-9]*` with at most three decimals; nil for anything else.
  package init?(text: String) {
    guard let value = FixedPointText.read(text, places: 3, maximum: Self.limit) else { return nil }
    thousandths = value
  }

  private init(unchecked thousandths: Int64) { self.thousandths = thousandths }

  /// Without trailing zeros: `2`, `1.5`.
  package var text: String { FixedPointText.write(thousandths, places: 3) }
  package var isZero: Bool { thousandths == 0 }
  /// The number of units where there is no fraction.
  package var wholeUnits: Int64? { thousandths.isMultiple(of: 1000) ? thousandths / 1000 : nil }

  /// Nil above 1,000,000 units.
  package func adding(_ other: Quantity) -> Quantity? { Quantity(thousandths: thousandths + other.thousandths) }
  /// Nil below zero.
  package func subtracting(_ other: Quantity) -> Quantity? { Quantity(thousandths: thousandths - other.thousandths) }

  package static func < (left: Self, right: Self) -> Bool { left.thousandths < right.thousandths }
}
