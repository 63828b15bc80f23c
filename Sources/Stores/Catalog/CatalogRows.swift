import Domain
import JSON
import SQLEngine

extension Product {
  init(row: Row) throws {
    self.init(id: try row.id("id"), title: try row.text("title"), createdAt: try row.instant("created_at"))
    description = try row.textOrNil("description")
    vendor = try row.textOrNil("vendor")
    category = try row.textOrNil("category")
    tags = try StoredList.strings(try row.text("tags"))
    status = try row.choice("status")
    options = try CatalogColumns.options(try row.text("options"))
    imageURLs = try StoredList.strings(try row.text("image_urls"))
    taxClassID = try row.idOrNil("tax_class_id")
    allowsOversell = try row.flag("oversell")
    handle = try row.textOrNil("handle")
    isSoldOnline = try row.flag("sold_online")
    updatedAt = try row.instant("updated_at")
  }
}

extension Variant {
  init(row: Row) throws {
    self.init(
      id: try row.id("id"), productID: try row.id("product_id"), currency: try row.currency("currency"),
      createdAt: try row.instant("created_at"))
    title = try row.text("title")
    options = try CatalogColumns.choices(try row.text("options"))
    sku = try row.textOrNil("sku")
    barcode = try row.textOrNil("barcode")
    price = try row.unitPrice("price")
    compareAtPrice = try row.unitPriceOrNil("compare_at_price")
    cost = try row.unitPriceOrNil("cost")
    unit = try row.choice("unit")
    weightGrams = try row.integerOrNil("weight_g")
    isTaxable = try row.flag("taxable")
    requiresShipping = try row.flag("requires_shipping")
    tracksStock = try row.flag("track_stock")
    billingCycle = try row.textOrNil("billing_cycle").map(PaperColumns.billingCycle)
    updatedAt = try row.instant("updated_at")
  }
}

/// The options of products and the choices of variants as JSON text.
enum CatalogColumns {
  static func text(_ options: [Product.Option]) -> String {
    if options.isEmpty { return "[]" }
    return StoredList.write { writer in
      writer.array(options) { writer, option in
        writer.object {
          $0.member("name", option.name)
          $0.member("values", strings: option.values)
        }
      }
    }
  }

  static func options(_ text: String) throws -> [Product.Option] {
    try StoredList.elements(text).map { json in
      guard case .array(let values)? = json["values"] else { throw StoredList.damaged }
      let texts = try values.map { value in
        guard case .string(let text) = value else { throw StoredList.damaged }
        return text
      }
      return Product.Option(name: try StoredList.string(json, "name"), values: texts)
    }
  }

  static func text(_ choices: [Variant.Choice]) -> String {
    if choices.isEmpty { return "[]" }
    return StoredList.write { writer in
      writer.array(choices) { writer, choice in
        writer.object {
          $0.member("name", choice.name)
          $0.member("value", choice.value)
        }
      }
    }
  }

  static func choices(_ text: String) throws -> [Variant.Choice] {
    try StoredList.elements(text).map { Variant.Choice(name: try StoredList.string($0, "name"), value: try StoredList.string($0, "value")) }
  }
}
