import Domain
import JSON

/// Products and variants as the API shows them; what goods cost only to those whose business it is.
enum ProductJSON {
  static func write(_ sheet: ProductSheet, withCost: Bool, to writer: inout JSONWriter) {
    let product = sheet.product
    writer.object { json in
      json.member("id", product.id.text)
      json.member("title", product.title)
      json.member("description", product.description)
      json.member("vendor", product.vendor)
      json.member("category", product.category)
      json.member("tags", strings: product.tags)
      json.member("status", product.status.rawValue)
      json.member("options", array: product.options) { writer, option in
        writer.object {
          $0.member("name", option.name)
          $0.member("values", strings: option.values)
        }
      }
      json.member("variants", array: sheet.variants) { write($1, withCost: withCost, to: &$0) }
      json.member("image_url", product.imageURLs.first)
      json.member("image_urls", strings: product.imageURLs)
      json.member("tax_class_id", product.taxClassID?.text)
      json.member("oversell", product.allowsOversell)
      json.member("handle", product.handle)
      json.member("sold_online", product.isSoldOnline)
      json.member("created_at", product.createdAt.text)
      json.member("updated_at", product.updatedAt.text)
    }
  }

  static func write(_ variant: Variant, withCost: Bool, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", variant.id.text)
      json.member("product_id", variant.productID.text)
      json.member("title", variant.title)
      options(variant, &json)
      json.member("sku", variant.sku)
      json.member("barcode", variant.barcode)
      price("price", variant.price, &json)
      price("compare_at_price", variant.compareAtPrice, &json)
      if withCost { price("cost", variant.cost, &json) }
      json.member("currency", variant.currency.code)
      json.member("unit", variant.unit.rawValue)
      json.member("weight_g", variant.weightGrams)
      json.member("taxable", variant.isTaxable)
      json.member("requires_shipping", variant.requiresShipping)
      json.member("track_stock", variant.tracksStock)
      PaperJSON.billingCycle(variant.billingCycle, &json)
      json.member("created_at", variant.createdAt.text)
      json.member("updated_at", variant.updatedAt.text)
    }
  }

  static func options(_ variant: Variant, _ json: inout JSONWriter) {
    json.key("options")
    json.object { for choice in variant.options { $0.member(.given(choice.name), choice.value) } }
  }

  /// A price as an integer of minor units, or as a decimal text where it has a fraction.
  static func price(_ name: JSONKey, _ price: UnitPrice?, _ json: inout JSONWriter) {
    json.key(name)
    guard let price else { return json.null() }
    if let whole = price.wholeMinorUnits { json.integer(whole) } else { json.string(price.text) }
  }
}
