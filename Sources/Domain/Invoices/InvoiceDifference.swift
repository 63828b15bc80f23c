/// What differs between two versions of an invoice, for somebody who saw the earlier one: line by line, amount by amount.
package struct InvoiceDifference: Sendable, Equatable {
  /// One line of goods that came, went or changed.
  package struct Line: Sendable, Equatable {
    /// Nil for a line that came.
    package let before: InvoiceLine?
    /// Nil for a line that went.
    package let after: InvoiceLine?

    package init(before: InvoiceLine?, after: InvoiceLine?) {
      self.before = before
      self.after = after
    }
  }

  /// One amount beside the lines, as quoted.
  package struct Change: Sendable, Equatable {
    package let before: InvoiceChange?
    package let after: InvoiceChange?

    package init(before: InvoiceChange?, after: InvoiceChange?) {
      self.before = before
      self.after = after
    }
  }

  package let lines: [Line]
  package let changes: [Change]
  /// Minor units.
  package let totalBefore: Int64
  package let totalAfter: Int64

  /// Whether nothing that costs money is different.
  package var isEmpty: Bool { lines.isEmpty && changes.isEmpty && totalBefore == totalAfter }

  /// Lines are the same by article and title, the second of two by its place among them; delivery is always compared with delivery.
  package init(from before: InvoiceSnapshot, to after: InvoiceSnapshot) {
    lines = Self.pairs(before.lines, after.lines) { "\($0.sku ?? "")\u{0}\($0.title)" }
      .filter { $0.0.map(Facts.init) != $0.1.map(Facts.init) }.map { Line(before: $0.0, after: $0.1) }
    changes =
      Self.pairs(before.changes, after.changes) { "\($0.kind)\u{0}\($0.title ?? "")" }
      .filter { $0.0 != $0.1 }.map { Change(before: $0.0, after: $0.1) }
      + (before.delivery == after.delivery ? [] : [Change(before: before.delivery, after: after.delivery)])
    totalBefore = before.total
    totalAfter = after.total
  }

  /// What a customer compares of a line; its share of an order's discount is said beside it.
  private struct Facts: Equatable {
    let quantity: Quantity
    let unitPrice: UnitPrice
    let amount: Int64

    init(_ line: InvoiceLine) {
      quantity = line.quantity
      unitPrice = line.unitPrice
      amount = line.amount
    }
  }

  /// Each element with its counterpart, what is there now first, in its order.
  private static func pairs<Element>(_ before: [Element], _ after: [Element], by key: (Element) -> String) -> [(Element?, Element?)] {
    var waiting = Dictionary(grouping: before, by: key)
    var pairs: [(Element?, Element?)] = []
    for element in after {
      var same = waiting[key(element)] ?? []
      pairs.append((same.isEmpty ? nil : same.removeFirst(), element))
      waiting[key(element)] = same
    }
    for element in before {
      guard var left = waiting[key(element)], !left.isEmpty else { continue }
      pairs.append((left.removeFirst(), nil))
      waiting[key(element)] = left
    }
    return pairs
  }
}
