/// Something that is different from what it was when the order was held.
package struct RetrievalChange: Sendable, Equatable {
  package enum Difference: Sendable, Equatable {
    /// The catalogue asks another price now.
    case price(before: UnitPrice, after: UnitPrice)
    /// Fewer are left than the order asks for.
    case stock(wanted: Quantity, available: Quantity)
    /// It is not sold any more.
    case unavailable
  }

  package let lineID: ID<LineItem>
  package let difference: Difference

  package init(lineID: ID<LineItem>, difference: Difference) {
    self.lineID = lineID
    self.difference = difference
  }
}
