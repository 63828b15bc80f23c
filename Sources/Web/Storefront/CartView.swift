import Domain
import UseCases

/// What the page of a cart shows.
struct CartView {
  let writer: ShopWriter
  let cart: CartSight

  var values: [String: View] {
    var values: [String: View] = [
      "lines": .list(cart.lines.map(line)), "is_empty": .flag(cart.lines.isEmpty), "sums": .list(sums), "buyable": .flag(cart.isBuyable),
      "empty_title": .text(writer.say("cart_empty")), "empty_text": .text(writer.say("cart_empty_text")),
      "checkout": .text(writer.say("to_checkout")), "mend": .text(writer.say("mend_cart")),
    ]
    if let order = cart.order {
      values["total"] = .object(["label": .text(totalLabel), "amount": .text(writer.money(order.totals.total.minorUnits))])
    }
    if let link = cart.openLink {
      values["open_order"] = .object([
        "href": .text(link), "text": .text(writer.say("open_order")), "label": .text(writer.say("open_order_link")),
      ])
    }
    return values
  }

  private var totalLabel: String { writer.say(cart.shipsGoods ? "total_without_delivery" : "total") }

  /// What stands between the lines and the total.
  var sums: [View] {
    guard let totals = cart.order?.totals, let order = cart.order else { return [] }
    var rows: [View] = []
    func add(_ label: String, _ amount: Int64) {
      rows.append(.object(["label": .text(label), "amount": .text(writer.money(amount))]))
    }
    let ownDiscounts = order.lines.reduce(0) { $0 + ($1.totals?.ownDiscounts ?? []).reduce(0) { $0 + $1.minorUnits } }
    let off = totals.discountTotal.minorUnits - ownDiscounts
    if off > 0 || (!order.pricesIncludeTax && !totals.taxTotal.isZero) {
      add(writer.say("subtotal"), totals.subtotal.minorUnits - ownDiscounts)
    }
    if off > 0 {
      let names = order.adjustments.filter { $0.kind == .promotion }.compactMap(\.title)
      add(names.isEmpty ? writer.say("discount") : names.joined(separator: ", "), -off)
    }
    if !order.pricesIncludeTax, !totals.taxTotal.isZero { add(writer.say("tax"), totals.taxTotal.minorUnits) }
    return rows
  }

  private func line(_ line: CartSight.Line) -> View {
    let unit = line.offer?.variant.unit ?? .piece
    var view: [String: View] = [
      "key": .text(line.key), "name": .text(line.product?.product.title ?? line.title), "quantity": .text(line.quantity.text),
      "quantity_label": .text(writer.say("quantity_of", ["title": line.title])),
      "less_label": .text(writer.say("less_of", ["title": line.title])), "more_label": .text(writer.say("more_of", ["title": line.title])),
      "remove_label": .text(writer.say("remove_of", ["title": line.title])),
    ]
    if let product = line.product {
      view.merge(ShopGoods(writer: writer, cart: cart, from: "/shop/cart").face(product.product, product.address)) { $1 }
      view["is_shown"] = .flag(true)
    }
    if unit != .piece { view["unit"] = .text(writer.texts.say("shop.unit.\(unit.rawValue)")) }
    if let offer = line.offer {
      if !offer.variant.title.isEmpty { view["kind"] = .text(offer.variant.title) }
      view["price"] = .text(writer.price(offer.price.now, unit: unit))
    }
    if let amount = line.amount { view["amount"] = .text(writer.money(amount)) }
    if let problem = line.problem { view["wrong"] = .text(words(problem)) }
    return .object(view)
  }

  private func words(_ problem: CartSight.Problem) -> String {
    switch problem {
    case .gone: writer.say("line_gone")
    case .soldOut: writer.say("line_sold_out")
    case .tooFew(.few(let pieces)): writer.say("line_few", ["count": String(pieces)])
    case .tooFew: writer.say("line_too_few")
    }
  }
}
