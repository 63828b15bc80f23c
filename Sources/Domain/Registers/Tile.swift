/// One field of a till's grid: a product, a category, a discount or an action.
package struct Tile: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case product, category, action, discount
  }

  /// What an action tile does.
  package enum Action: String, Sendable, CaseIterable {
    case saveCart = "save_cart"
    case viewHeldOrders = "view_held_orders"
    case newCustomer = "new_customer"
    case customItem = "custom_item"
    case discount
  }

  package let kind: Kind
  /// A product's id, a category's name, an action's word, or a discount's percentage.
  package let ref: String

  package init(kind: Kind, ref: String) {
    self.kind = kind
    self.ref = ref
  }

  /// The most tiles one till may have.
  package static let limit = 400

  /// - Throws: `validationFailed` naming `tiles[i]`.
  package static func check(_ tiles: [Tile]) throws(Refusal) {
    var checks = FieldChecks()
    if tiles.count > limit { checks.fail("tiles", "too_many", "A grid may have at most \(limit) tiles.") }
    for (index, tile) in tiles.prefix(limit).enumerated() {
      let field = "tiles[\(index)].ref"
      switch tile.kind {
      case .product:
        if ID<Product>(tile.ref) == nil { checks.fail(field, "invalid", "A product tile names a product's id.") }
      case .category: checks.text(tile.ref, field, limit: 255, required: true)
      case .action:
        if Action(rawValue: tile.ref) == nil { checks.fail(field, "unknown", "There is no such action.") }
      case .discount:
        if Percentage(text: tile.ref) == nil { checks.fail(field, "invalid", "A discount tile names a percentage from 0 to 100.") }
      }
    }
    try checks.finish()
  }
}
