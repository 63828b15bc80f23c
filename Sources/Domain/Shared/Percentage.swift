/// A part of a hundred from 0 to 100, in parts per million: 12.5 % is 125,000 (rule M1).
package struct Percentage: Hashable, Comparable, Sendable {
  package let partsPerMillion: Int64

  package static let limit: Int64 = 1_000_000
  /// All of it: 100 %.
  package static let whole = Percentage(unchecked: limit)

  /// Nil below zero and above 100 %.
  package init?(partsPerMillion: Int64) {
    guard (0...Self.limit).contains(partsPerMillion) else { return nil }
    self.partsPerMillion = partsPerMillion
  }

  /// Reads per cents, "0" to "100", with at most four decimals; nil for anything else.
  package init?(text: String) {
    guard let value = FixedPointText.read(text, places: 4, maximum: Self.limit) else { return nil }
    partsPerMillion = value
  }

  private init(unchecked partsPerMillion: Int64) { self.partsPerMillion = partsPerMillion }

  /// Per cents without trailing zeros: `10`, `12.5`.
  package var text: String { FixedPointText.write(partsPerMillion, places: 4) }

  package static func < (left: Self, right: Self) -> Bool { left.partsPerMillion < right.partsPerMillion }
}
