/// The verbs that change what is in a draft (T2). Each refuses with ``RefusalCode/orderLocked`` once the order is no draft.
extension Order {
  /// The most lines an order may have.
  package static let lineLimit = 1000

  /// Adds a line at the end.
  package mutating func add(_ line: LineItem) throws(Refusal) {
    try move(.edit)
    guard lines.count < Self.lineLimit else {
      throw .invalid("lines", "too_many", "An order has at most \(Self.lineLimit) lines.")
    }
    var line = line
    line.position = (lines.last?.position ?? 0) + 1
    lines.append(line)
  }

  /// Changes one line.
  ///
  /// - Throws: ``RefusalCode/notFound`` for a line that is not on this order.
  package mutating func change(_ id: ID<LineItem>, _ edit: (inout LineItem) throws(Refusal) -> Void) throws(Refusal) {
    try move(.edit)
    guard let index = lines.firstIndex(where: { $0.id == id }) else { throw .notFound("line") }
    try edit(&lines[index])
  }

  package mutating func remove(_ id: ID<LineItem>) throws(Refusal) {
    try move(.edit)
    guard let index = lines.firstIndex(where: { $0.id == id }) else { throw .notFound("line") }
    lines.remove(at: index)
  }

  package mutating func add(_ adjustment: Adjustment) throws(Refusal) {
    try move(.edit)
    guard adjustments.count < Self.lineLimit else {
      throw .invalid("adjustments", "too_many", "An order has at most \(Self.lineLimit) adjustments.")
    }
    adjustments.append(adjustment)
  }

  package mutating func change(_ id: ID<Adjustment>, _ edit: (inout Adjustment) throws(Refusal) -> Void) throws(Refusal) {
    try move(.edit)
    guard let index = adjustments.firstIndex(where: { $0.id == id }) else { throw .notFound("adjustment") }
    try edit(&adjustments[index])
  }

  package mutating func remove(_ id: ID<Adjustment>) throws(Refusal) {
    try move(.edit)
    guard let index = adjustments.firstIndex(where: { $0.id == id }) else { throw .notFound("adjustment") }
    adjustments.remove(at: index)
  }

  /// Sets or clears how the order travels.
  package mutating func ship(by line: ShippingLine?) throws(Refusal) {
    try move(.edit)
    shippingLine = line
  }

  /// How many units are on the order, weighed lines counting as one each; for a list, not for sums.
  package var itemCount: Int64 {
    lines.reduce(0) { $0 + ($1.unit == nil ? ($1.quantity.wholeUnits ?? 1) : 1) }
  }
}
