/// Something that lowers lines or orders, or gives points, for a while, for certain goods, or for who knows its code (rule M20).
package struct Promotion: Hashable, Sendable, Identified {
  package static let idPrefix = "prm"

  /// What puts it on an order.
  package enum Trigger: String, Sendable, CaseIterable {
    /// It comes by itself, wherever it applies.
    case automatic
    /// Somebody types its code.
    case code
    /// Somebody of the staff chooses it.
    case staff
  }

  /// What it lowers: single lines, or the sum of the order.
  package enum Scope: String, Sendable, CaseIterable {
    case line, order
  }

  package let id: ID<Promotion>
  package var title: String
  package var trigger: Trigger
  /// As printed; compared by its ``code``'s identity key.
  package var code: String?
  package var scope: Scope
  /// The goods it is about, for lines; empty is the whole catalogue.
  package var targets: [GoodsTarget]
  package var benefit: PromotionBenefit
  package var isActive: Bool
  package var period: ValidPeriod
  /// How many orders may use it; nil is any number.
  package var usageLimit: Int64?
  /// How many orders of one customer may use it.
  package var usageLimitPerCustomer: Int64?
  /// How many placed orders use it now; changed only by redeeming and giving back.
  package var uses: Int64
  /// False: it stands alone on what it lowers.
  package var isCombinable: Bool
  /// Lower ones are taken off first.
  package var priority: Int64
  package let createdAt: Instant
  package var updatedAt: Instant

  /// The most goods that one promotion names.
  package static let targetLimit = 2000
  /// The most uses that a limit may name.
  package static let highestLimit: Int64 = 1_000_000_000

  package init(id: ID<Promotion>, title: String = "", createdAt: Instant) {
    self.id = id
    self.title = title
    trigger = .staff
    scope = .order
    targets = []
    benefit = .money(.fixed(minorUnits: 0, per: .line))
    isActive = true
    period = .always
    uses = 0
    isCombinable = true
    priority = 0
    self.createdAt = createdAt
    updatedAt = createdAt
  }

  /// Whether it is switched on and within its period.
  package func isValid(at moment: Instant) -> Bool {
    isActive && period.includes(moment)
  }

  /// Whether every use is taken.
  package var isUsedUp: Bool { usageLimit.map { uses >= $0 } ?? false }

  /// Whether it may stand beside promotions that somebody chose.
  package func combines(with others: [Promotion]) -> Bool {
    others.isEmpty || (isCombinable && others.allSatisfy(\.isCombinable))
  }

  /// How a sentence names it: by its code where it has one.
  package var shownName: String { code ?? title }

  /// In which order promotions are taken off: by priority, then by age.
  package static func comesFirst(_ left: Promotion, _ right: Promotion) -> Bool {
    (left.priority, left.createdAt.milliseconds, left.id.text) < (right.priority, right.createdAt.milliseconds, right.id.text)
  }
}

/// What a promotion gives.
package enum PromotionBenefit: Hashable, Sendable {
  case money(DiscountValue)
  /// So many points more: for each line, each unit or the order.
  case points(Int64, per: DiscountScope)
  /// So many times the points.
  case pointsMultiplier(PointsMultiplier)

  /// What it takes off; points take nothing.
  package var discount: DiscountValue {
    switch self {
    case .money(let value): value
    case .points, .pointsMultiplier: .fixed(minorUnits: 0, per: .line)
    }
  }

  /// The same without regard to units, as an order takes it.
  var once: PromotionBenefit {
    switch self {
    case .money(.fixed(let minorUnits, _)): .money(.fixed(minorUnits: minorUnits, per: .line))
    case .points(let points, _): .points(points, per: .line)
    case .money(.percentage), .pointsMultiplier: self
    }
  }
}

/// The goods by kind, as a caller names them.
extension Promotion {
  package var variantIDs: [ID<Variant>] {
    get { targets.compactMap { if case .variant(let id) = $0 { id } else { nil } } }
    set { targets = newValue.map { .variant($0) } + targets.filter { if case .variant = $0 { false } else { true } } }
  }

  package var productIDs: [ID<Product>] {
    get { targets.compactMap { if case .product(let id) = $0 { id } else { nil } } }
    set { targets = targets.filter { if case .product = $0 { false } else { true } } + newValue.map { .product($0) } }
  }

  package var categories: [String] {
    get { targets.compactMap { if case .category(let name) = $0 { name } else { nil } } }
    set { targets = targets.filter { if case .category = $0 { false } else { true } } + newValue.map { .category($0) } }
  }
}
