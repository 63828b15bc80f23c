import Domain
import UseCases

/// The names of goods that rules and promotions are about, as a person knows them; goods that are gone show their id.
struct GoodsNames: Sendable {
  private var products: [ID<Product>: String] = [:]
  private var variants: [ID<Variant>: String] = [:]

  init() {}

  init(of targets: [GoodsTarget], in work: UnitOfWork) throws {
    for target in targets {
      switch target {
      case .product(let id): products[id] = try Self.found { try work.findProduct(id).product.title }
      case .variant(let id): variants[id] = try Self.found { try Self.name(of: id, in: work) }
      case .category, .everything: continue
      }
    }
  }

  /// Nil where the target is not one thing of the catalogue.
  func title(of target: GoodsTarget) -> String? {
    switch target {
    case .product(let id): products[id] ?? id.text
    case .variant(let id): variants[id] ?? id.text
    case .category, .everything: nil
    }
  }

  private static func name(of id: ID<Variant>, in work: UnitOfWork) throws -> String {
    let variant = try work.findVariant(id)
    let product = try work.findProduct(variant.productID).product.title
    return [variant.sku, product, variant.title.isEmpty ? nil : variant.title].compactMap(\.self).joined(separator: " · ")
  }

  private static func found(_ name: () throws -> String) throws -> String? {
    do {
      return try name()
    } catch let refusal as Refusal where refusal.code == .notFound {
      return nil
    }
  }
}
