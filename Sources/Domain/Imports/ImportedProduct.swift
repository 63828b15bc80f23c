/// A product as Shopify's CSV export has it: several rows that share a handle.
package struct ImportedProduct: Sendable, Equatable {
  package struct Kind: Sendable, Equatable {
    /// The line of the file.
    package let row: Int
    /// In the order of the product's options; empty for a product without any.
    package let values: [String]
    package var sku: String?
    package var barcode: String?
    package var price = UnitPrice.zero
    package var compareAtPrice: UnitPrice?
    package var cost: UnitPrice?
    package var weightGrams: Int64?
    package var isTaxable = true
    package var requiresShipping = true
    package var tracksStock = true
    /// What is there when the variant is new; nil where the file does not count it.
    package var stock: Quantity?
    package var unit: SalesUnit?
  }

  /// The line of the file that it begins in.
  package let row: Int
  package let handle: String
  package var title: String
  package var description: String?
  package var vendor: String?
  package var category: String?
  package var tags: [String]
  package var status: Product.Status
  package var allowsOversell: Bool
  package var optionNames: [String]
  package var imageURLs: [String]
  package var kinds: [Kind]

  /// The options with the values that occur, in the order of the file.
  package var options: [Product.Option] {
    optionNames.enumerated().map { index, name in
      Product.Option(name: name, values: Customer.distinct(kinds.compactMap { $0.values.dropFirst(index).first }))
    }
  }
}

extension ImportedProduct {
  /// All products of a file, in the order in which they begin.
  ///
  /// - Throws: `validationFailed` naming every bad row.
  package static func read(_ table: CSVTable, currency: Currency) throws(Refusal) -> [ImportedProduct] {
    try table.require(["Handle", "URL handle"])
    try table.require(["Title"])
    let rows = ProductRows(currency: currency, tracksByQuantity: !table.has("Variant Inventory Tracker", "Inventory tracker"))
    var problems = ImportProblems()
    var products: [String: ImportedProduct] = [:]
    var handles: [String] = []
    for row in table.rows {
      do throws(ImportProblem) {
        guard let handle = row["Handle", "URL handle"] else { throw ImportProblem(line: row.line, reason: "There is no handle.") }
        if var product = products[handle.identityKey] {
          try rows.add(row, to: &product)
          products[handle.identityKey] = product
        } else {
          products[handle.identityKey] = try rows.begin(row, handle)
          handles.append(handle.identityKey)
        }
      } catch {
        problems.add(error)
      }
    }
    try problems.finish()
    return handles.compactMap { products[$0] }
  }
}
