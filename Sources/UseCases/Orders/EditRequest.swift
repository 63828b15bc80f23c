package import Domain

/// What somebody wants changed about a placed order (T13): only what is named changes.
package struct EditRequest: Sendable {
  /// One entry of `lines`: a new line, or what becomes of one that is there.
  package enum Line: Sendable {
    case add(NewLine)
    case change(ID<LineItem>, LineChanges)
    case remove(ID<LineItem>)
  }

  /// One entry of `adjustments`.
  package enum Beside: Sendable {
    case add(NewAdjustment)
    case change(ID<Adjustment>, AdjustmentChanges)
    case remove(ID<Adjustment>)
  }

  package var lines: [Line] = []
  package var adjustments: [Beside] = []
  package var shippingLine: Change<NewShippingLine?> = .keep
  /// Why, for those who ask later.
  package var reason: String?
  /// Whether what is then paid above the total goes back the way it came; else somebody is asked to decide.
  package var refunds = false
  /// Whether the customer is told, where the shop wants that.
  package var notifies = true
  /// The version that the change is based on, where the caller says it.
  package var version: Int64?
  /// What the caller believes the order costs with the change, in minor units.
  package var expectedTotal: Int64?

  package init() {}
}

/// What an edit made of an order, or would make of it.
package struct EditedOrder: Sendable {
  package let order: Order
  package let change: OrderChange
  /// What is to give back of what was paid, in minor units; 0 where it goes back with the edit.
  package let toRefund: Int64
  /// What goes back with the edit, in minor units.
  package let refunded: Int64
  /// What somebody has to vouch for before it is done; only known of a preview.
  package let approvals: [Action]
}
