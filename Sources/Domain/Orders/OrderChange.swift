/// What an edit of a placed order changed, line by line and in money; for the preview, the timeline and the customer.
package struct OrderChange: Sendable, Equatable {
  /// A line or something beside the lines that came, went or changed.
  package struct Part: Sendable, Equatable {
    package enum Kind: String, Sendable {
      case line, adjustment, shipping
    }

    package let kind: Kind
    /// The line's or the adjustment's; nil for shipping.
    package let id: String?
    package let title: String
    /// Nil where it is new, or has no quantity.
    package let quantityBefore: Quantity?
    /// Nil where it is gone, or has no quantity.
    package let quantityAfter: Quantity?
    /// Minor units payable, tax included; nil where it was not there.
    package let totalBefore: Int64?
    /// Minor units payable, tax included; nil where it is gone.
    package let totalAfter: Int64?
  }

  package let parts: [Part]
  /// Minor units.
  package let totalBefore: Int64
  package let totalAfter: Int64
  package let currency: Currency

  /// What is to pay more; negative where it is less.
  package var difference: Int64 { totalAfter - totalBefore }

  /// - Parameters:
  ///   - before: the order as it was, computed.
  ///   - after: the order as it is now, computed.
  package init(from before: Order, to after: Order) {
    parts = Self.lines(before, after) + Self.adjustments(before, after) + Self.shipping(before, after)
    totalBefore = before.totals.total.minorUnits
    totalAfter = after.totals.total.minorUnits
    currency = after.currency
  }

  /// Lines that came, went or were changed; one whose total only moved with a discount of the whole order was not.
  private static func lines(_ before: Order, _ after: Order) -> [Part] {
    let old = Dictionary(before.lines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let kept = Set(after.lines.map(\.id))
    let changed = after.lines.filter { line in
      guard let was = old[line.id] else { return true }
      return was.quantity != line.quantity || was.unitPrice != line.unitPrice || was.discounts != line.discounts
        || was.promotions.map(\.id) != line.promotions.map(\.id)
    }
    return changed.map { part(old[$0.id], $0) } + before.lines.filter { !kept.contains($0.id) }.map { part($0, nil) }
  }

  private static func part(_ before: LineItem?, _ after: LineItem?) -> Part {
    Part(
      kind: .line, id: (after ?? before)?.id.text, title: (after ?? before)?.title ?? "", quantityBefore: before?.quantity,
      quantityAfter: after?.quantity, totalBefore: before.map { $0.totals?.total.minorUnits ?? 0 },
      totalAfter: after.map { $0.totals?.total.minorUnits ?? 0 })
  }

  private static func adjustments(_ before: Order, _ after: Order) -> [Part] {
    let old = Dictionary(before.adjustments.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let kept = Set(after.adjustments.map(\.id))
    func part(_ was: Adjustment?, _ now: Adjustment?) -> Part {
      let either = now ?? was
      return Part(
        kind: .adjustment, id: either?.id.text, title: either?.title ?? either?.code ?? either?.kind.rawValue ?? "", quantityBefore: nil,
        quantityAfter: nil, totalBefore: was?.payable, totalAfter: now?.payable)
    }
    return after.adjustments.filter { now in old[now.id].map { $0.payable != now.payable } ?? true }.map { part(old[$0.id], $0) }
      + before.adjustments.filter { !kept.contains($0.id) }.map { part($0, nil) }
  }

  private static func shipping(_ before: Order, _ after: Order) -> [Part] {
    let (was, now) = (before.totals.shipping?.total.minorUnits, after.totals.shipping?.total.minorUnits)
    guard was != now || before.shippingLine?.title != after.shippingLine?.title else { return [] }
    return [
      Part(
        kind: .shipping, id: nil, title: (after.shippingLine ?? before.shippingLine)?.title ?? "", quantityBefore: nil,
        quantityAfter: nil, totalBefore: was, totalAfter: now)
    ]
  }
}

extension Adjustment {
  /// What it does to the total, in minor units: negative where it lowers it.
  fileprivate var payable: Int64 {
    switch kind {
    case .discount, .promotion, .points, .credit: -amount
    case .debit, .fee: amount
    }
  }
}
