/// How many times the points a promotion gives: 1 to 100, in hundredths, so that one and a half is exact.
package struct PointsMultiplier: Hashable, Sendable {
  package let hundredths: Int64

  /// Nil below once and above a hundred times.
  package init?(hundredths: Int64) {
    guard (100...10_000).contains(hundredths) else { return nil }
    self.hundredths = hundredths
  }

  /// Reads "1" to "100" with at most two decimals; nil for anything else.
  package init?(text: String) {
    guard let value = FixedPointText.read(text, places: 2, maximum: 10_000) else { return nil }
    self.init(hundredths: value)
  }

  /// Without trailing zeros: `2`, `1.5`.
  package var text: String { FixedPointText.write(hundredths, places: 2) }
}

/// Points: earned by buying, spent as a discount before tax at the shop's rate (rule M18).
package enum Points {
  /// The most points a customer has.
  package static let limit: Int64 = 1_000_000_000

  /// How many points an amount costs where one is worth `value` minor units: a part of a point counts whole.
  package static func cost(of amount: Int64, at value: Int64) -> Int64 {
    guard value > 0, amount > 0 else { return 0 }
    let (whole, rest) = amount.quotientAndRemainder(dividingBy: value)
    return rest == 0 ? whole : whole + 1
  }
}

extension Order {
  /// What points take off the order, in minor units.
  package var pointsAmount: Int64 { adjustments.filter { $0.kind == .points }.reduce(0) { $0 + $1.amount } }

  /// How many points the order takes from its customer: what its points adjustments came to, at the shop's rate.
  ///
  /// - Parameter value: minor units that a point is worth; nil where points cannot be spent.
  package func pointsToSpend(at value: Int64) -> Int64 {
    Points.cost(of: pointsAmount, at: value)
  }

  /// How many points the order earns: one for every `amount` of what its lines cost, tax included, rounded down once; more where
  /// promotions say so. Shipping, fees and what comes after tax earn none.
  ///
  /// - Parameters:
  ///   - amount: minor units for one point; nil where buying earns none.
  ///   - promotions: those on the order.
  package func pointsEarned(per amount: Int64?, promotions: [ID<Promotion>: Promotion]) -> Int64 {
    var extra: Int64 = 0
    // Hundredths of hundredths of a minor unit: at most 10^12 × 10^4 a line, and there are at most a thousand lines.
    var weighted: Int128 = 0
    let ofOrder = multiplier(adjustments.compactMap(\.promotionID), promotions, units: 1, &extra)
    for line in lines {
      let units = line.quantity.thousandths / 1000
      let ofLine = multiplier(line.promotions.map(\.id), promotions, units: units, &extra)
      weighted += Int128(line.totals?.total.minorUnits ?? 0) * Int128(ofLine) * Int128(ofOrder)
    }
    guard let amount, amount > 0 else { return min(extra, Points.limit) }
    let earned = weighted / (Int128(amount) * 10_000) + Int128(extra)
    return Int64(clamping: min(max(0, earned), Int128(Points.limit)))
  }

  /// The largest multiplier among promotions, in hundredths; what they give beside goes into `extra`.
  private func multiplier(_ ids: [ID<Promotion>], _ promotions: [ID<Promotion>: Promotion], units: Int64, _ extra: inout Int64) -> Int64 {
    var multiplier: Int64 = 100
    for id in ids {
      switch promotions[id]?.benefit {
      case .pointsMultiplier(let times): multiplier = max(multiplier, times.hundredths)
      case .points(let points, let scope):
        let (product, overflow) = points.multipliedReportingOverflow(by: scope == .unit ? units : 1)
        extra = min(Points.limit, extra + (overflow ? Points.limit : min(product, Points.limit)))
      case .money, nil: break
      }
    }
    return multiplier
  }
}
