/// A tax rate in parts per million: 8.875 % is 88,750 (rule M1).
package struct Rate: Hashable, Comparable, Sendable {
  package let partsPerMillion: Int64

  /// The highest rate: 1000 %. Some excise is above 100 %.
  package static let limit: Int64 = 10_000_000
  /// A whole, 100 %.
  static let whole: Int64 = 1_000_000

  /// Nil below zero and above 1000 %.
  package init?(partsPerMillion: Int64) {
    guard (0...Self.limit).contains(partsPerMillion) else { return nil }
    self.partsPerMillion = partsPerMillion
  }

  /// Reads per cents with at most four decimals, "8.875"; nil for anything else.
  package init?(text: String) {
    guard let value = FixedPointText.read(text, places: 4, maximum: Self.limit) else { return nil }
    partsPerMillion = value
  }

  /// Per cents without trailing zeros: `21`, `8.875`.
  package var text: String { FixedPointText.write(partsPerMillion, places: 4) }

  package static func < (left: Self, right: Self) -> Bool { left.partsPerMillion < right.partsPerMillion }
}
