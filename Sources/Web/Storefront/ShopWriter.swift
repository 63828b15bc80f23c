import Documents
import Domain
import UseCases

/// The words of the online store, in its visitor's language.
struct ShopWriter {
  let settings: ShopSettings
  let texts: Texts
  let locale: DocumentLocale
  let assets: Assets

  init(_ settings: ShopSettings, texts: Texts, assets: Assets) {
    self.settings = settings
    self.texts = texts
    self.assets = assets
    locale = DocumentLocale(currency: settings.currency, timeZone: settings.timeZone, say: { texts.say($0, $1) })
  }

  func say(_ key: String, _ facts: [String: String] = [:]) -> String { texts.say("shop.\(key)", facts) }

  func money(_ minorUnits: Int64) -> String { locale.money(minorUnits) }

  /// A price with its currency; one of fractions of the smallest coin keeps them.
  func price(_ price: UnitPrice, unit: SalesUnit) -> String {
    let amount =
      price.wholeMinorUnits.map(money)
      ?? texts.say(
        "format.money", ["sign": settings.currency.symbol, "amount": locale.price(price)])
    return unit == .piece ? amount : say("per_unit", ["price": amount, "unit": texts.say("shop.unit.\(unit.rawValue)")])
  }

  func quantity(_ quantity: Quantity, unit: SalesUnit) -> String {
    locale.quantity(quantity, unit: unit == .piece ? nil : texts.say("shop.unit.\(unit.rawValue)"))
  }

  func stock(_ word: StockWord) -> String {
    switch word {
    case .inStock: say("in_stock")
    case .few(let pieces): say("only_left", ["count": String(pieces)])
    case .soldOut: say("sold_out")
    }
  }

  /// What was taken off, named: `Spring trees −15%`.
  func badge(_ price: ShownPrice) -> String? {
    guard price.before != nil else { return nil }
    let percent = price.percentOff.map { "\u{2212}\($0)%" }
    let parts = [price.reason, percent].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  /// The bar that leads to the cart.
  func bar(_ cart: CartSight) -> [String: View] {
    let total = cart.order.map { money($0.totals.total.minorUnits) } ?? money(0)
    let count = say("items", ["count": String(cart.count)])
    return [
      "count": .text(String(cart.count)), "has_items": .flag(!cart.lines.isEmpty), "items": .text(count), "total": .text(total),
      "label": .text(say("cart_label", ["items": count, "total": total])),
    ]
  }

  /// Words that stand on several pages.
  var words: [String: View] {
    let keys = [
      "all", "search", "find", "cart", "skip", "categories", "language", "back_to_shop", "add", "more", "contact", "close", "shop_home",
      "prices_plus_tax", "update", "remove",
    ]
    return Dictionary(uniqueKeysWithValues: keys.map { ($0, View.text(say($0))) })
  }

  /// Ways to reach the shop that a phone can open.
  var contacts: [View] {
    var contacts: [View] = []
    if let phone = settings.contactPhone {
      let digits = String(decoding: phone.utf8.filter { (48...57).contains($0) || $0 == UInt8(ascii: "+") }, as: UTF8.self)
      if digits.utf8.count >= 3 {
        contacts.append(.object(["href": .text("tel:\(digits)"), "label": .text(phone), "icon": .text("phone")]))
      }
    }
    if let email = settings.contactEmail.flatMap(EmailAddress.init) {
      contacts.append(.object(["href": .text("mailto:\(email.text)"), "label": .text(email.text), "icon": .text("mail")]))
    }
    return contacts
  }

  /// A refusal in the visitor's language; what the shop has no words for keeps those of the use case.
  func words(of refusal: Refusal) -> String {
    let known = ["rate_limited", "total_changed", "order_locked", "already_paid", "conflict", "not_found", "out_of_stock", "overloaded"]
    guard let failure = refusal.failures.first, refusal.code == .validationFailed else {
      let key = "problem.\(refusal.code.rawValue)"
      return known.contains(refusal.code.rawValue) ? say(key) : refusal.detail
    }
    return words(of: failure)
  }

  func words(of failure: FieldFailure) -> String {
    let key = "shop.error.\(failure.field).\(failure.code)"
    let text = texts.say(key)
    return text == key ? failure.message : text
  }
}
