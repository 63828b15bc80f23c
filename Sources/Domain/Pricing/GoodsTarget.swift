/// Which goods a price or a promotion is about: the whole catalogue, or one thing in it.
package enum GoodsTarget: Hashable, Sendable {
  case everything
  case category(String)
  case product(ID<Product>)
  case variant(ID<Variant>)

  /// How closely it names the goods; the closest price of a rule counts (rule M19).
  package var closeness: Int {
    switch self {
    case .everything: 0
    case .category: 1
    case .product: 2
    case .variant: 3
    }
  }

  /// A category in its stored form; the same for what has nothing to compose.
  var settled: GoodsTarget {
    if case .category(let name) = self { .category(name.trimmedText ?? "") } else { self }
  }

  /// - Parameter field: how the caller named it (`prices[2]`).
  func check(_ field: String, _ checks: inout FieldChecks) {
    if case .category(let name) = self { checks.text(name, "\(field)category", limit: 255, required: true) }
  }
}

/// From when until when something is valid; without an end it is for good.
package struct ValidPeriod: Hashable, Sendable {
  package var start: Instant?
  /// The first moment at which it is over.
  package var end: Instant?

  package static let always = ValidPeriod(start: nil, end: nil)

  package init(start: Instant?, end: Instant?) {
    self.start = start
    self.end = end
  }

  package func includes(_ moment: Instant) -> Bool {
    (start.map { $0 <= moment } ?? true) && (end.map { moment < $0 } ?? true)
  }

  func check(_ checks: inout FieldChecks) {
    if let start, let end, end <= start { checks.fail("ends_at", "out_of_range", "It ends after it begins.") }
  }
}
