import Domain
import JSON
import UseCases

/// `POST /conversations/{id}/suggestions`: what a message may ask for, as lines that somebody confirms one by one. Stores nothing.
enum SuggestionAPI {
  static func routes(_ api: inout RouteGroup) {
    let cache = GoodsIndexCache()
    api.post("/conversations/{id}/suggestions", { try await suggest($0, cache) })
  }

  private static func suggest(_ call: Call, _ cache: GoodsIndexCache) async throws -> Reply {
    let id = try call.id(of: Conversation.self)
    let fields = try call.fields()
    let text = fields.text("text", limit: GoodsIndex.longestMessage, multiline: true, nullable: false)
    let message = fields.id("message_id", of: ThreadMessage.self, nullable: false)
    if fields.isClean, (text == nil) == (message == nil) { fields.fail("text", "one_of", "Name either a text or a message.") }
    try fields.finish()
    let source = message.map { SuggestionSource.message($0) } ?? .text(text ?? "")
    let found = try await call.read { work in
      let index = try cache.index(at: try work.catalogMark(at: nil).products) { try work.namedGoods() }
      return try work.suggestLines(in: id, from: source, by: index)
    }
    return Reply.json { json in
      json.object { $0.member("data", array: found) { writer, one in write(one, to: &writer) } }
    }
  }

  private static func write(_ suggestion: ShownSuggestion, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("phrase", suggestion.line.phrase)
      json.member("quantity", number: suggestion.line.quantity.text)
      json.member("variant_id", suggestion.chosen?.id.text)
      json.member("title", suggestion.chosen?.lineTitle ?? suggestion.line.phrase)
      json.member("confidence", suggestion.line.confidence.rawValue)
      json.member("candidates", array: suggestion.goods) { writer, variant in write(variant, to: &writer) }
    }
  }

  private static func write(_ variant: SellableVariant, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("variant_id", variant.id.text)
      json.member("product_id", variant.productID.text)
      json.member("title", variant.lineTitle)
      json.member("sku", variant.sku)
      json.member("available", number: variant.available.map(SignedQuantity.text))
      ProductJSON.price("price", variant.price, &json)
      json.member("currency", variant.currency.code)
      json.member("unit", variant.unit.rawValue)
    }
  }
}
