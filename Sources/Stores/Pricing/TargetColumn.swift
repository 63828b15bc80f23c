import Domain
import SQLEngine

/// What goods a price or a promotion is about, as one text: an identity, `category:` and a name, or `*`.
enum TargetColumn {
  static func text(_ target: GoodsTarget) -> String {
    switch target {
    case .everything: "*"
    case .category(let name): "category:\(name)"
    case .product(let id): id.text
    case .variant(let id): id.text
    }
  }

  static func target(_ text: String) throws -> GoodsTarget {
    if text == "*" { return .everything }
    if let id = ID<Variant>(text) { return .variant(id) }
    if let id = ID<Product>(text) { return .product(id) }
    guard text.utf8.starts(with: "category:".utf8) else { throw StoredList.damaged }
    return .category(String(text.dropFirst(9)))
  }

  /// The targets that name a variant of the statement's `v` and `p`, as a list for `IN`; with or without the whole catalogue.
  static let ofVariant: SQL = "(v.id, p.id, 'category:' || COALESCE(p.category, ''), '*')"
}
