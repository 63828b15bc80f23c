/// What a report's row says: sums over the ledger, in 128 bits, so that no sum of legal amounts can leave them (MON-08).
///
/// Amounts are minor units of the report's currency, without tax; units are thousandths.
package struct SalesFigures: Sendable, Equatable {
  /// Orders that were placed; by product, those with the product in them.
  package var orders: Int128 = 0
  package var units: Int128 = 0
  package var returnedUnits: Int128 = 0
  package var gross: Int128 = 0
  package var discounts: Int128 = 0
  package var refunds: Int128 = 0
  package var tax: Int128 = 0
  package var shipping: Int128 = 0
  package var fees: Int128 = 0
  package var cost: Int128 = 0
  /// Units sold of which nobody knows what they cost; their profit is too high by that.
  package var unitsWithoutCost: Int128 = 0

  package init() {}

  /// What the goods brought (S3).
  package var net: Int128 { gross - discounts - refunds }
  package var profit: Int128 { net - cost }

  /// Tenths of a percent of net that are profit, rounded; nil without net sales.
  package var marginPerMille: Int128? {
    guard net > 0 else { return nil }
    let doubled = profit * 2000
    return (doubled + (profit < 0 ? -net : net)) / (net * 2)
  }

  package mutating func add(_ other: SalesFigures) {
    orders += other.orders
    units += other.units
    returnedUnits += other.returnedUnits
    gross += other.gross
    discounts += other.discounts
    refunds += other.refunds
    tax += other.tax
    shipping += other.shipping
    fees += other.fees
    cost += other.cost
    unitsWithoutCost += other.unitsWithoutCost
  }
}

/// What a report has a row for.
package enum SalesGrouping: String, Sendable, CaseIterable {
  case day, channel, location, register, staff, product
}

/// One row: what it is of, and its figures.
package struct SalesRow: Sendable, Equatable {
  /// The day, the channel or the id; nil for what belongs to none: orders of no register, shipping by product.
  package let key: String?
  /// What it is called, where that is more than the key; a name or a title.
  package var title: String?
  package var figures: SalesFigures

  package init(key: String?, title: String? = nil, figures: SalesFigures) {
    self.key = key
    self.title = title
    self.figures = figures
  }
}

/// One tax over a period.
package struct TaxFigures: Sendable, Equatable {
  /// Nil for what bears no tax.
  package let title: String?
  package let rate: Rate?
  package var taxable: Int128
  package var amount: Int128

  package init(title: String?, rate: Rate?, taxable: Int128, amount: Int128) {
    self.title = title
    self.rate = rate
    self.taxable = taxable
    self.amount = amount
  }
}

/// Orders that are no sales yet, and sales that are not paid; as they stand now, never added to a report.
package struct OpenOrders: Sendable, Equatable {
  package struct Count: Sendable, Equatable {
    package let orders: Int64
    /// Minor units.
    package let amount: Int128

    package init(orders: Int64, amount: Int128) {
      self.orders = orders
      self.amount = amount
    }
  }

  /// Put aside at a till.
  package let held: Count
  /// Sent to be paid, and not placed yet.
  package let sent: Count
  /// Placed, and still to pay; what is due is within the sales.
  package let unpaid: Count

  package init(held: Count, sent: Count, unpaid: Count) {
    self.held = held
    self.sent = sent
    self.unpaid = unpaid
  }
}
