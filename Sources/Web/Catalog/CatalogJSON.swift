import Domain
import JSON
import UseCases

/// The catalogue as tills read it: everything a product needs to be found, priced and taxed without asking again.
enum CatalogJSON {
  static func bytes(_ answer: CatalogAnswer) -> [UInt8] {
    var writer = JSONWriter(capacity: 1024 + answer.feed.entries.count * 600)
    let settings = answer.settings
    writer.object { json in
      json.member("event", answer.mark.event)
      json.member("complete", answer.feed.isComplete)
      json.member("location_id", answer.locationID?.text)
      json.member("currency", settings.currency.code)
      json.member("prices_include_tax", settings.pricesIncludeTax)
      json.member("low_stock_level", number: settings.lowStockLevel.text)
      json.member("barcode_rules", array: settings.barcodePrefixes) { writer, rule in
        writer.object {
          $0.member("prefix", rule.prefix)
          $0.member("kind", rule.meaning.rawValue)
          $0.member("item_digits", 5)
          $0.member("value_digits", 5)
          $0.member("decimals", Optional(rule.decimals))
        }
      }
      json.member("categories", strings: categories(answer.feed))
      json.member("products", array: answer.feed.entries) { write($1, settings, to: &$0) }
      json.member("removed", strings: answer.feed.removed.map(\.text))
    }
    return writer.bytes
  }

  /// The names of the categories in use, in the order of the alphabet.
  private static func categories(_ feed: CatalogFeed) -> [String] {
    Set(feed.entries.compactMap(\.sheet.product.category)).sorted()
  }

  private static func write(_ entry: CatalogFeed.Entry, _ settings: ShopSettings, to writer: inout JSONWriter) {
    let product = entry.sheet.product
    writer.object { json in
      json.member("id", product.id.text)
      json.member("title", product.title)
      json.member("category", product.category)
      json.member("tags", strings: product.tags)
      json.member("status", product.status.rawValue)
      json.member("image_url", product.imageURLs.first)
      json.member("oversell", product.allowsOversell)
      json.member("tax_rates", array: entry.taxRates) { writer, rate in
        writer.object {
          $0.member("title", rate.title)
          $0.member("rate", rate.rate.text)
        }
      }
      json.member("variants", array: zip(entry.sheet.variants, entry.available)) { writer, pair in
        write(pair.0, available: pair.1, settings, to: &writer)
      }
    }
  }

  private static func write(_ variant: Variant, available: Int64?, _ settings: ShopSettings, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", variant.id.text)
      json.member("title", variant.title)
      ProductJSON.options(variant, &json)
      json.member("sku", variant.sku)
      json.member("barcode", variant.barcode)
      ProductJSON.price("price", variant.price, &json)
      ProductJSON.price("compare_at_price", variant.compareAtPrice, &json)
      json.member("currency", variant.currency.code)
      json.member("unit", variant.unit.rawValue)
      json.member("price_includes_tax", settings.pricesIncludeTax)
      json.member("taxable", variant.isTaxable)
      json.member("requires_shipping", variant.requiresShipping)
      json.member("track_stock", variant.tracksStock)
      json.member("available", number: available.map(SignedQuantity.text))
    }
  }
}
