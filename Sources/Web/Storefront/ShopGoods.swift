import Domain
import UseCases

/// What of the catalogue a page of the online store shows.
struct ShopGoods {
  let writer: ShopWriter
  /// Counts what of a product is in the cart already.
  let cart: CartSight
  /// The page that a form leads back to.
  let from: String

  /// A card of the list.
  func card(_ product: ShownProduct) -> View {
    guard let offer = product.cheapest else { return .flag(false) }
    var view = face(product.product, product.address)
    let price = writer.price(offer.price.now, unit: offer.variant.unit)
    view["price"] = .text(product.hasSeveralPrices ? writer.say("from_price", ["price": price]) : price)
    if let before = offer.price.before {
      view["before"] = .text(writer.price(before, unit: offer.variant.unit))
      view["before_label"] = .text(writer.say("before"))
    }
    if let badge = writer.badge(offer.price) { view["badge"] = .text(badge) }
    let stock = product.offers.count == 1 ? offer.stock : product.isSoldOut ? .soldOut : .inStock
    if stock != .inStock { view["stock"] = .text(writer.stock(stock)) }
    view["sold_out"] = .flag(product.isSoldOut)
    let count = count(of: product)
    if count > 0 { view["count"] = .text(String(count)) }
    if !product.isSoldOut {
      if product.offers.count == 1 {
        view["adds"] = .object(["label": .text(addLabel(product.product.title, count)), "from": .text("\(from)#p-\(product.address)")])
      } else {
        view["chooses"] = .object(["label": .text(writer.say("choose_kind", ["title": product.product.title]))])
      }
    }
    return .object(view)
  }

  /// Everything about one product.
  func detail(_ product: ShownProduct, chosen: String?, quantity: String?) -> [String: View] {
    var view = face(product.product, product.address)
    let paragraphs = (product.product.description ?? "").split(separator: "\n").map { TextRules.trimmed(String($0)) }
    view["paragraphs"] = .list(paragraphs.filter { !$0.isEmpty }.map { .text($0) })
    view["pictures"] = .list(product.product.imageURLs.dropFirst().prefix(7).map { .text(source(of: $0)) })
    if let vendor = product.product.vendor { view["vendor"] = .text(vendor) }
    if let category = product.product.category {
      view["category"] = .object(["name": .text(category), "href": .text("/shop?category=\(QueryText.escaped(category))")])
    }
    let buyable = product.offers.first { $0.key == chosen && !$0.stock.isSoldOut } ?? product.offers.first { !$0.stock.isSoldOut }
    view["kinds_title"] = .text(kindsTitle(product.product))
    view["several"] = .flag(product.offers.count > 1)
    view["offers"] = .list(product.offers.map { offer($0, isChosen: $0.key == buyable?.key) })
    if product.offers.count == 1, let only = product.offers.first { view["only"] = self.offer(only, isChosen: true) }
    view["sold_out"] = .flag(buyable == nil)
    view["from"] = .text(from)
    view["quantity"] = .text(quantity ?? "1")
    view["quantity_label"] = .text(writer.say("quantity"))
    let count = count(of: product)
    if count > 0 { view["in_cart"] = .text(writer.say("in_cart", ["count": String(count)])) }
    return view
  }

  /// Name, address and picture.
  func face(_ product: Product, _ address: String) -> [String: View] {
    var view: [String: View] = [
      "name": .text(product.title), "address": .text(address), "href": .text("/shop/products/\(address)"),
      "initials": .text(Self.initials(product.title)),
    ]
    if let picture = product.imageURLs.first { view["picture"] = .text(source(of: picture)) }
    return view
  }

  /// A picture that comes with the program is kept by browsers as long as it is the same.
  private func source(of picture: String) -> String {
    let own = "/assets/"
    return picture.utf8.starts(with: own.utf8) ? writer.assets.address(of: String(picture.dropFirst(own.count))) : picture
  }

  private func offer(_ offer: ShownOffer, isChosen: Bool) -> View {
    var view: [String: View] = [
      "key": .text(offer.key), "title": .text(offer.variant.title), "price": .text(writer.price(offer.price.now, unit: offer.variant.unit)),
      "stock": .text(writer.stock(offer.stock)), "sold_out": .flag(offer.stock.isSoldOut), "chosen": .flag(isChosen),
      "few": .flag(offer.stock != .inStock),
    ]
    if let before = offer.price.before {
      view["before"] = .text(writer.price(before, unit: offer.variant.unit))
      view["before_label"] = .text(writer.say("before"))
    }
    if let badge = writer.badge(offer.price) { view["badge"] = .text(badge) }
    return .object(view)
  }

  private func kindsTitle(_ product: Product) -> String {
    product.options.isEmpty ? writer.say("kinds") : product.options.map(\.name).joined(separator: ", ")
  }

  private func addLabel(_ title: String, _ count: Int64) -> String {
    count == 0 ? writer.say("add_title", ["title": title]) : writer.say("add_more", ["title": title, "count": String(count)])
  }

  private func count(of product: ShownProduct) -> Int64 {
    cart.lines.filter { $0.product?.product.id == product.product.id }.reduce(0) { $0 + ($1.quantity.wholeUnits ?? 1) }
  }

  /// The first letters of the first two words that begin with one.
  private static func initials(_ title: String) -> String {
    let words = title.split(separator: " ").compactMap { word in word.first { $0.isLetter || $0.isNumber } }.filter(\.isLetter)
    return String(words.prefix(2)).uppercased()
  }
}
