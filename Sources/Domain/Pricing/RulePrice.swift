/// One row of a price rule: which goods, from how many on, at what price.
package struct RulePrice: Hashable, Sendable {
  /// What it makes of the catalogue's price.
  package enum Value: Hashable, Sendable {
    /// This is the price.
    case unitPrice(UnitPrice)
    /// So much off.
    case percentage(Percentage)
    /// So much off each unit.
    case amountOff(UnitPrice)
  }

  package var target: GoodsTarget
  /// The quantity of the line from which on it counts.
  package var minimumQuantity: Quantity
  package var value: Value

  package init(target: GoodsTarget, minimumQuantity: Quantity, value: Value) {
    self.target = target
    self.minimumQuantity = minimumQuantity
    self.value = value
  }

  /// Goods and quantity: what no two rows of a rule share.
  struct Place: Hashable {
    let target: GoodsTarget
    let minimumQuantity: Quantity
  }

  var place: Place { Place(target: target, minimumQuantity: minimumQuantity) }

  /// The unit price that a list price becomes, never below nothing.
  ///
  /// What a percentage takes off is rounded once, as the order rounds (M7): to whole minor units off a whole price, so that a price list
  /// shows no fractions of a cent, and to ten-thousandths off a finer one.
  package func unitPrice(from list: UnitPrice, _ rounding: Rounding) -> UnitPrice {
    switch value {
    case .unitPrice(let price): return price
    case .amountOff(let off): return UnitPrice(tenThousandths: max(0, list.tenThousandths - off.tenThousandths)) ?? .zero
    case .percentage(let percentage):
      let step: Int64 = list.wholeMinorUnits == nil ? 1 : 10_000
      let off = rounding.product(list.tenThousandths / step, percentage.partsPerMillion, dividedBy: Percentage.limit) ?? 0
      return UnitPrice(tenThousandths: list.tenThousandths - off * step) ?? .zero
    }
  }
}
