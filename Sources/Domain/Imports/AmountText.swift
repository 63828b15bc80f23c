/// Reads amounts as files write them: in whole units of the currency with a point, `9.99`.
///
/// The same grammar as everywhere (rule M1): digits and a point, nothing grouped, nothing behind it (abuse case MON-10).
package enum AmountText {
  /// The price of one unit; nil for what is no amount or more precise than ten-thousandths of a minor unit.
  package static func unitPrice(_ text: String, in currency: Currency) -> UnitPrice? {
    FixedPointText.read(text, places: currency.exponent + 4, maximum: UnitPrice.limit).flatMap(UnitPrice.init(tenThousandths:))
  }
}
