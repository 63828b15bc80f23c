/// The values of a chart's axis: from zero, or below it where there are losses, to a round number.
struct ChartScale {
  /// In minor units; `low` is zero or less.
  let low: Int128
  let high: Int128
  /// Between two lines.
  let step: Int128

  /// - Parameter unit: what a whole of the currency is in minor units, so that lines stand at whole amounts.
  init(_ values: [Int128], unit: Int128) {
    let top = max(values.max() ?? 0, 0)
    let bottom = min(values.min() ?? 0, 0)
    let reach = max(top - bottom, unit)
    var step: Int128 = unit
    var factors = [Int128(2), 5, 10].makeIterator()
    var decade = unit
    // At most four lines above each other.
    while step * 4 < reach {
      guard let factor = factors.next() else { break }
      step = decade * factor
      if factor == 10 {
        decade *= 10
        factors = [Int128(2), 5, 10].makeIterator()
      }
    }
    self.step = step
    high = max((top + step - 1) / step, 1) * step
    // A day of refunds needs no line of its own.
    low = bottom
  }

  var lines: [Int128] {
    var lines: [Int128] = []
    var value = -(-low / step) * step
    while value <= high {
      lines.append(value)
      value += step
    }
    return lines
  }

  /// Tenths of a thousandth of the axis, from its low end.
  func place(_ value: Int128) -> Int { Int(clamping: (value - low) * 10_000 / (high - low)) }
}

/// Numbers as SVG takes them.
enum SVGNumber {
  /// `12.34` percent from tenths of a thousandth.
  static func percent(_ value: Int) -> String {
    "\(value < 0 ? "-" : "")\(abs(value) / 100).\(abs(value) % 100 < 10 ? "0" : "")\(abs(value) % 100)%"
  }
}
