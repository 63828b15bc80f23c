package import Domain
import Stores

/// One page of the online store's list.
package struct ShopFront: Sendable {
  package let settings: ShopSettings
  package let categories: [String]
  package let products: Page<ShownProduct>
}

extension UnitOfWork {
  /// What the online store shows.
  ///
  /// - Throws: ``RefusalCode/gone`` while it is closed.
  package func browseShop(_ search: String?, category: String?, page: PageRequest) throws -> ShopFront {
    let settings = try openShop()
    let found = try tx.catalog.shown(search, category: category, page: page)
    return ShopFront(
      settings: settings, categories: try tx.catalog.shownCategories(limit: Self.mostCategories),
      products: Page(elements: try show(found.elements, settings), next: found.next))
  }

  /// One product at its address.
  ///
  /// - Throws: ``RefusalCode/notFound`` alike for what does not exist and what is not sold online.
  package func findInShop(_ address: String) throws -> (settings: ShopSettings, product: ShownProduct) {
    let settings = try openShop()
    guard let sheet = try tx.catalog.findShown(address), let product = try show([sheet], settings).first else {
      throw Refusal.notFound("product")
    }
    return (settings, product)
  }

  /// The settings of a shop that sells online.
  ///
  /// - Throws: ``RefusalCode/gone`` while it does not.
  func openShop() throws -> ShopSettings {
    try principal.require(.readCatalog)
    let settings = try tx.settings.current()
    guard settings.onlineStore.isOpen else { throw Refusal(.gone, "The online store is closed.") }
    return settings
  }

  private static let mostCategories = 60
}
