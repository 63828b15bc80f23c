import Domain
import UseCases

/// `/shop` and `/shop/products/{handle}`: what the shop sells online. Everything here is read and needs neither script nor cookie.
enum ShopPages {
  /// Four rows of six, six of four, eight of three, twelve of two.
  private static let pageSize = 24

  static func routes(_ shop: inout RouteGroup) {
    // Programs that pass a link on lengthen it; what they add means nothing.
    shop.get("/shop", list, query: ["*"])
    shop.get("/shop/products/{handle}", product, query: ["*"])
  }

  private static func list(_ call: Call) async throws -> Reply {
    try await call.shopPage {
      let query = call.query.reader()
      let (search, category) = (query.text("q"), query.text("category", limit: 255))
      let page = PageRequest(limit: pageSize, cursor: query.text("after", limit: 200))
      try query.finish()
      let front = try await call.shop.read(by: .system) { try $0.browseShop(search, category: category, page: page) }
      let cart = try await call.shop.cart(call.cookie(.cart))
      let reply = ShopReply(call, front.settings)
      let own = address(search, category, page.cursor)
      let goods = ShopGoods(writer: reply.writer, cart: cart, from: own)
      var view: [String: View] = [
        "products": .list(front.products.elements.map(goods.card)), "has_products": .flag(!front.products.elements.isEmpty),
        "categories": .list(front.categories.map { chip($0, isChosen: $0 == category) }), "all_chosen": .flag(category == nil),
        "has_categories": .flag(front.categories.count > 1), "found": .text(found(search, category, reply.writer)),
        "plus_tax": .flag(!front.settings.pricesIncludeTax),
      ]
      if let category { view["category"] = .text(category) }
      if let next = front.products.next { view["next"] = .text(address(search, category, next)) }
      if front.products.elements.isEmpty { view["empty"] = .object(empty(search, reply.writer)) }
      if search == nil, category == nil, page.cursor == nil, let intro = front.settings.onlineStore.intro {
        view["intro"] = .list(intro.split(separator: "\n").map { .text(String($0)) })
      }
      let title = search.map { reply.writer.say("found_for", ["search": $0]) } ?? category ?? reply.writer.say("shop_home")
      return try reply.page("shop/list", title: title, cart: cart, view, search: search)
    }
  }

  private static func product(_ call: Call) async throws -> Reply {
    try await call.shopPage {
      try await productPage(call, call.parameter("handle"), chosen: call.query.reader().text("choice"), quantity: nil, refusal: nil)
    }
  }

  /// The page of a product; after a form that was refused with what was chosen there.
  static func productPage(_ call: Call, _ address: String, chosen: String?, quantity: String?, refusal: Refusal?) async throws -> Reply {
    let (settings, product) = try await call.shop.read(by: .system) { try $0.findInShop(address) }
    let cart = try await call.shop.cart(call.cookie(.cart))
    let reply = ShopReply(call, settings)
    let goods = ShopGoods(writer: reply.writer, cart: cart, from: "/shop/products/\(product.address)")
    var view = goods.detail(product, chosen: chosen, quantity: quantity)
    view["plus_tax"] = .flag(!settings.pricesIncludeTax)
    return try reply.page("shop/product", title: product.product.title, cart: cart, view, refusal: refusal)
  }

  private static func chip(_ category: String, isChosen: Bool) -> View {
    .object(["name": .text(category), "href": .text(address(nil, category, nil)), "chosen": .flag(isChosen)])
  }

  private static func found(_ search: String?, _ category: String?, _ writer: ShopWriter) -> String {
    search.map { writer.say("found_for", ["search": $0]) } ?? category ?? writer.say("all")
  }

  private static func empty(_ search: String?, _ writer: ShopWriter) -> [String: View] {
    search == nil
      ? ["title": .text(writer.say("empty")), "text": .text(writer.say("empty_text"))]
      : ["title": .text(writer.say("nothing_found")), "text": .text(writer.say("nothing_found_text"))]
  }

  private static func address(_ search: String?, _ category: String?, _ cursor: String?) -> String {
    let parts = [("q", search), ("category", category), ("after", cursor)].compactMap { name, value in
      value.map { "\(name)=\(QueryText.escaped($0))" }
    }
    return parts.isEmpty ? "/shop" : "/shop?" + parts.joined(separator: "&")
  }
}
