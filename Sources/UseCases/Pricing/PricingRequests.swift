package import Domain

/// A promotion as a caller names it: by what it is, or by the code that was typed.
package enum PromotionName: Sendable, Hashable {
  case id(ID<Promotion>)
  case code(String)

  /// The field it was named in, where that of an identity is called `id`.
  func field(id: String) -> String {
    switch self {
    case .id: id
    case .code: "code"
    }
  }
}
