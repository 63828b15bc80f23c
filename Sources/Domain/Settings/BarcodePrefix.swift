/// How a scale writes weight or price into a bar code: EAN-13 of two digits prefix, five digits item, five digits value, check digit.
package struct BarcodePrefix: Sendable, Hashable {
  /// What the five digits of the value say.
  package enum Meaning: String, Sendable, CaseIterable {
    case price, weight
  }

  /// Two digits from 20 to 29, the range that GS1 leaves to shops.
  package let prefix: String
  package let meaning: Meaning
  /// How many of the five digits stand behind the point of the unit (weight) or are minor units (price).
  package let decimals: Int64

  package init(prefix: String, meaning: Meaning, decimals: Int64) {
    self.prefix = prefix
    self.meaning = meaning
    self.decimals = decimals
  }

  package func check(_ field: String, _ checks: inout FieldChecks) {
    let digits = Array(prefix.utf8)
    if digits.count != 2 || digits[0] != UInt8(ascii: "2") || !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digits[1]) {
      checks.fail("\(field).prefix", "invalid", "A prefix is two digits from 20 to 29.")
    }
    if !(0...3).contains(decimals) { checks.fail("\(field).decimals", "out_of_range", "Decimals are 0 to 3.") }
  }
}
