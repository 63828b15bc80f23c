/// Reads single rows of a product export: the first row of a product, further variants, and rows that only add an image.
struct ProductRows {
  let currency: Currency
  /// Whether a quantity alone means that stock is counted, because the file does not say who counts.
  let tracksByQuantity: Bool

  /// The row that a product begins with; it has the title and the names of the options.
  func begin(_ row: CSVTable.Row, _ handle: String) throws(ImportProblem) -> ImportedProduct {
    guard let title = row["Title"] else {
      throw ImportProblem(line: row.line, reason: "The first row of \(handle.prefix(60)) has no title.")
    }
    let written = [row["Option1 Name"], row["Option2 Name"], row["Option3 Name"]].compactMap(\.self)
    // A product without options is written as one option with one value.
    let isPlain = written.isEmpty || (written == ["Title"] && row["Option1 Value"] == "Default Title")
    var product = ImportedProduct(
      row: row.line, handle: handle, title: title,
      description: row["Body (HTML)", "Description"].flatMap(PlainText.of(html:)), vendor: row["Vendor"],
      category: row["Type", "Product Type"],
      tags: Customer.distinct((row["Tags"] ?? "").split(separator: ",").map(String.init)).filter { !$0.isEmpty },
      status: try status(of: row),
      allowsOversell: row["Variant Inventory Policy", "Continue selling when out of stock"]?.lowercased() == "continue",
      optionNames: isPlain ? [] : written, imageURLs: [], kinds: [])
    product.kinds.append(try kind(row, of: product))
    addImages(of: row, to: &product)
    return product
  }

  /// A further row of a product.
  func add(_ row: CSVTable.Row, to product: inout ImportedProduct) throws(ImportProblem) {
    addImages(of: row, to: &product)
    let isVariant = row["Option1 Value"] != nil || row["Variant Price", "Price"] != nil || row["Variant SKU", "SKU"] != nil
    guard isVariant else { return }
    let kind = try kind(row, of: product)
    guard !product.kinds.contains(where: { $0.values == kind.values }) else {
      let name = kind.values.isEmpty ? product.handle : kind.values.joined(separator: " / ")
      throw ImportProblem(line: row.line, reason: "The variant \(name.prefix(80)) occurs twice.")
    }
    product.kinds.append(kind)
  }

  private func kind(_ row: CSVTable.Row, of product: ImportedProduct) throws(ImportProblem) -> ImportedProduct.Kind {
    let values = [row["Option1 Value"], row["Option2 Value"], row["Option3 Value"]].prefix(product.optionNames.count)
    guard values.allSatisfy({ $0 != nil }) else {
      throw ImportProblem(line: row.line, reason: "This variant lacks a value for \(product.optionNames.joined(separator: ", ")).")
    }
    // What a variant does not say about its price is said by the product's first row.
    let first = product.kinds.first
    var kind = ImportedProduct.Kind(row: row.line, values: values.compactMap(\.self))
    kind.sku = row["Variant SKU", "SKU"]
    // Spreadsheets are kept from turning a bar code into a number by an apostrophe before it.
    kind.barcode = row["Variant Barcode", "Barcode"].flatMap { $0.first == "'" ? String($0.dropFirst()).trimmedText : $0 }
    guard let price = try price(row["Variant Price", "Price"], row, "price") ?? first?.price else {
      throw ImportProblem(line: row.line, reason: "There is no price.")
    }
    kind.price = price
    kind.compareAtPrice = try self.price(row["Variant Compare At Price", "Compare-at price"], row, "compare-at price")
    kind.cost = try self.price(row["Cost per item"], row, "cost")
    kind.weightGrams = try whole(row["Variant Grams", "Weight value (grams)"], row, "weight in grams")
    kind.isTaxable = try flag(row["Variant Taxable", "Charge tax"], row, orElse: true)
    kind.requiresShipping = try flag(row["Variant Requires Shipping", "Requires shipping"], row, orElse: true)
    let quantity = try stock(row)
    kind.tracksStock = tracksByQuantity ? quantity != nil : row["Variant Inventory Tracker", "Inventory tracker"] != nil
    kind.stock = kind.tracksStock ? quantity : nil
    kind.unit = try unit(row)
    return kind
  }

  private func addImages(of row: CSVTable.Row, to product: inout ImportedProduct) {
    for url in [row["Image Src", "Product image URL"], row["Variant Image", "Variant image URL"]].compactMap(\.self)
    where !product.imageURLs.contains(url) {
      product.imageURLs.append(url)
    }
  }

  private func status(of row: CSVTable.Row) throws(ImportProblem) -> Product.Status {
    if let word = row["Status"] {
      guard let status = Product.Status(rawValue: word.lowercased()) else {
        throw ImportProblem(line: row.line, reason: "\(word.prefix(40)) is no status; it is active, draft or archived.")
      }
      return status
    }
    return try flag(row["Published", "Published on online store"], row, orElse: true) ? .active : .draft
  }

  private func price(_ text: String?, _ row: CSVTable.Row, _ what: String) throws(ImportProblem) -> UnitPrice? {
    guard let text else { return nil }
    guard let price = AmountText.unitPrice(text, in: currency) else {
      throw ImportProblem(line: row.line, reason: "\(text.prefix(40)) is no \(what) in \(currency) such as 9.99.")
    }
    return price
  }

  private func whole(_ text: String?, _ row: CSVTable.Row, _ what: String) throws(ImportProblem) -> Int64? {
    guard let text else { return nil }
    guard let grams = FixedPointText.read(text, places: 3, maximum: 1_000_000_000_000) else {
      throw ImportProblem(line: row.line, reason: "\(text.prefix(40)) is no \(what).")
    }
    return grams / 1000 == 0 ? nil : grams / 1000
  }

  private func stock(_ row: CSVTable.Row) throws(ImportProblem) -> Quantity? {
    guard let text = row["Variant Inventory Qty", "Inventory quantity"] else { return nil }
    // Sold beyond what was there in the other program: it begins here at nothing.
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    guard let quantity = Quantity(text: isNegative ? String(text.dropFirst()) : text) else {
      throw ImportProblem(line: row.line, reason: "\(text.prefix(40)) is no quantity.")
    }
    return isNegative ? .zero : quantity
  }

  private func flag(_ text: String?, _ row: CSVTable.Row, orElse other: Bool) throws(ImportProblem) -> Bool {
    switch text?.lowercased() {
    case nil: return other
    case "true", "yes", "1": return true
    case "false", "no", "0": return false
    default: throw ImportProblem(line: row.line, reason: "\((text ?? "").prefix(40)) is neither true nor false.")
    }
  }

  /// A column of our own: what the price is for.
  private func unit(_ row: CSVTable.Row) throws(ImportProblem) -> SalesUnit? {
    guard let text = row["Variant Unit", "Unit"] else { return nil }
    guard let unit = SalesUnit(rawValue: text) else {
      throw ImportProblem(
        line: row.line,
        reason: "\(text.prefix(40)) is no unit; it is one of \(SalesUnit.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return unit
  }
}
