/// A price list: what certain buyers, quantities or days pay instead of the catalogue's price (rule M19).
///
/// A line has at most one: the best for the customer among those that apply by themselves, or the one that somebody chose.
package struct PriceRule: Hashable, Sendable, Identified {
  package static let idPrefix = "prr"

  package let id: ID<PriceRule>
  /// As shown on the line: Wholesale.
  package var title: String
  package var isActive: Bool
  /// False: only where somebody chooses it.
  package var isAutomatic: Bool
  /// Names of customer groups it is for; empty is everybody.
  package var groups: [String]
  package var period: ValidPeriod
  package var prices: [RulePrice]
  package let createdAt: Instant
  package var updatedAt: Instant

  /// The most prices that one list has.
  package static let priceLimit = 2000

  package init(id: ID<PriceRule>, title: String = "", createdAt: Instant) {
    self.id = id
    self.title = title
    isActive = true
    isAutomatic = true
    groups = []
    period = .always
    prices = []
    self.createdAt = createdAt
    updatedAt = createdAt
  }

  /// Whether it is switched on and within its period.
  package func isValid(at moment: Instant) -> Bool {
    isActive && period.includes(moment)
  }

  /// Whether a customer of these groups is meant; names are compared as a person would.
  package func isFor(groups customerGroups: [String]) -> Bool {
    groups.isEmpty || !Set(groups.map(\.identityKey)).isDisjoint(with: customerGroups.map(\.identityKey))
  }

  /// The price that counts for a line of this quantity: of those whose quantity is reached, the closest to the goods, then the one
  /// for the largest quantity. Nil where none is reached.
  ///
  /// - Parameter isMeant: whether a target names the line's goods.
  package func price(for quantity: Quantity, where isMeant: (GoodsTarget) -> Bool = { _ in true }) -> RulePrice? {
    prices.filter { $0.minimumQuantity <= quantity && isMeant($0.target) }.max {
      ($0.target.closeness, $0.minimumQuantity) < ($1.target.closeness, $1.minimumQuantity)
    }
  }

  /// Puts texts into their stored form and refuses what does not fit.
  /// - Throws: `validationFailed` naming every field.
  package mutating func settle() throws(Refusal) {
    title = title.composed
    groups = Customer.distinct(groups)
    for index in prices.indices { prices[index].target = prices[index].target.settled }
    var checks = FieldChecks()
    checks.text(title, "title", limit: 255, required: true)
    checks.texts(groups, "groups", limit: 50)
    period.check(&checks)
    if prices.isEmpty { checks.fail("prices", "required", "A price rule has at least one price.") }
    if prices.count > Self.priceLimit { checks.fail("prices", "too_many", "A price rule has at most \(Self.priceLimit) prices.") }
    var seen: Set<RulePrice.Place> = []
    for (index, price) in prices.prefix(Self.priceLimit).enumerated() {
      price.target.check("prices[\(index)].", &checks)
      if !seen.insert(price.place).inserted {
        checks.fail("prices[\(index)].min_quantity", "duplicate", "There is a price for these goods from this quantity already.")
      }
    }
    try checks.finish()
  }
}
