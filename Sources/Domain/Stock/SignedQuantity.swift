/// Quantities of the stock ledger, which may be negative and larger than what a line may have.
package enum SignedQuantity {
  /// Without trailing zeros: `-1.5`.
  package static func text(_ thousandths: Int64) -> String { FixedPointText.write(thousandths, places: 3) }

  /// Reads `-?(0|[1-9][0-9]*)` with at most three decimals and at most a million; nil for anything else, `-0` among it.
  package static func read(_ text: String) -> Int64? {
    guard text.utf8.first == UInt8(ascii: "-") else { return FixedPointText.read(text, places: 3, maximum: Quantity.limit) }
    guard let value = FixedPointText.read(String(text.dropFirst()), places: 3, maximum: Quantity.limit), value > 0 else { return nil }
    return -value
  }
}
