/// What a parcel weighs and measures, as far as it is known.
package struct Parcel: Sendable, Hashable {
  /// Grams.
  package var weight: Int64?
  /// Millimetres.
  package var length: Int64?
  package var width: Int64?
  package var height: Int64?

  /// The most a parcel may weigh: a thousand tonnes, in grams.
  package static let weightLimit: Int64 = 1_000_000_000
  /// The longest side a parcel may have: a hundred metres, in millimetres.
  package static let sideLimit: Int64 = 100_000

  package init(weight: Int64? = nil, length: Int64? = nil, width: Int64? = nil, height: Int64? = nil) {
    self.weight = weight
    self.length = length
    self.width = width
    self.height = height
  }

  package var isEmpty: Bool { weight == nil && sides.isEmpty }

  /// The known sides, the longest first: how a parcel is turned does not matter to a carrier.
  package var sides: [Int64] { [length, width, height].compactMap(\.self).sorted(by: >) }

  /// What a carrier counts for the room it takes, in grams: cubic millimetres by the divisor (5000 as most do), rounded up.
  /// Nil while a side is unknown.
  package func volumetricWeight(divisor: Int64) -> Int64? {
    guard let length, let width, let height, divisor > 0 else { return nil }
    let (area, isWide) = length.multipliedReportingOverflow(by: width)
    let (volume, isLarge) = area.multipliedReportingOverflow(by: height)
    guard !isWide, !isLarge, volume >= 0 else { return nil }
    return volume / divisor + (volume.isMultiple(of: divisor) ? 0 : 1)
  }

  /// Adds what is out of range to `checks`, each field named with `prefix` before it.
  package func check(_ prefix: String, _ checks: inout FieldChecks) {
    if let weight, !(0...Self.weightLimit).contains(weight) {
      checks.fail("\(prefix)weight_g", "out_of_range", "A weight is 0 to \(Self.weightLimit) grams.")
    }
    for (side, name) in [(length, "length_mm"), (width, "width_mm"), (height, "height_mm")] {
      if let side, !(1...Self.sideLimit).contains(side) {
        checks.fail("\(prefix)\(name)", "out_of_range", "A side is 1 to \(Self.sideLimit) millimetres.")
      }
    }
  }
}
