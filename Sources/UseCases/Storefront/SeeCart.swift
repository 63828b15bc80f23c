package import Domain
import Stores

/// A cart as its owner sees it: what is in it, what it costs, what of it cannot be had.
package struct CartSight: Sendable {
  /// One thing in it.
  package struct Line: Sendable {
    /// Nil for what is not sold any more.
    package let product: ShownProduct?
    package let offer: ShownOffer?
    package let title: String
    package let quantity: Quantity
    package let key: String
    /// What it costs by now, in minor units, its own promotions taken off; nil where it cannot be bought.
    package let amount: Int64?
    package let problem: Problem?
  }

  /// Why a line cannot be bought as it stands.
  package enum Problem: Sendable, Hashable {
    case gone, soldOut
    /// There are fewer than were asked for.
    case tooFew(StockWord)
  }

  package let settings: ShopSettings
  package let lines: [Line]
  /// The order that this would be, without delivery; nil where nothing can be bought.
  package let order: Order?
  /// Where the order that was made of the cart waits for its payment; nil where there is none.
  package let openLink: String?

  /// Pieces, and one for each thing that is weighed or measured.
  package var count: Int64 { lines.reduce(0) { $0 + ($1.quantity.wholeUnits ?? 1) } }
  package var isBuyable: Bool { !lines.isEmpty && lines.allSatisfy { $0.problem == nil } }
  /// Something of it has to travel or be collected.
  package var shipsGoods: Bool { lines.contains { $0.offer?.variant.requiresShipping == true } }
}

extension UnitOfWork {
  /// What is in a cart now.
  func sight(of cart: Cart?, _ settings: ShopSettings) throws -> CartSight {
    let lines = cart?.lines ?? []
    let sheets = try tx.catalog.shownSheets(of: lines.map(\.variantID))
    let shown = try show(
      Array(Dictionary(sheets.values.map { ($0.product.id, $0) }, uniquingKeysWith: { first, _ in first }).values), settings)
    let location = try onlineLocation(settings)
    let known = try tx.catalog.sellable(lines.map(\.variantID), at: location)
    let own = try reservedByOrder(of: cart, lines)
    var found: [(line: Cart.Line, product: ShownProduct?, offer: ShownOffer?, problem: CartSight.Problem?)] = []
    for line in lines {
      let product = shown.first { $0.offers.contains { $0.variant.id == line.variantID } }
      let offer = product?.offers.first { $0.variant.id == line.variantID }
      let problem = offer == nil ? .gone : Self.problem(line, known[line.variantID], own: own[line.variantID] ?? 0, offer?.stock)
      found.append((line, product, offer, problem))
    }
    let order = try calculated(found.filter { $0.offer != nil }.map(\.line), at: location)
    return CartSight(
      settings: settings,
      lines: found.map { each in
        let sums = order?.lines.first { $0.variantID == each.line.variantID }
        return CartSight.Line(
          product: each.product, offer: each.offer, title: known[each.line.variantID]?.lineTitle ?? "", quantity: each.line.quantity,
          key: Self.offerKey(each.line.variantID),
          amount: sums.map { line in
            (line.totals?.subtotal.minorUnits ?? 0) - (line.totals?.ownDiscounts ?? []).reduce(0) { $0 + $1.minorUnits }
          },
          problem: each.problem)
      }, order: order, openLink: try openLink(of: cart))
  }

  private static func problem(
    _ line: Cart.Line, _ variant: SellableVariant?, own: Int64, _ word: StockWord?
  ) -> CartSight.Problem? {
    guard let variant, let available = variant.available, !variant.allowsOversell else { return nil }
    let (free, overflow) = available.addingReportingOverflow(own)
    if overflow || free >= line.quantity.thousandths { return nil }
    return free <= 0 ? .soldOut : .tooFew(word ?? .inStock)
  }

  /// What the cart's own order keeps back while it is paid is the cart's own.
  private func reservedByOrder(of cart: Cart?, _ lines: [Cart.Line]) throws -> [ID<Variant>: Int64] {
    guard let order = cart?.orderID else { return [:] }
    var own: [ID<Variant>: Int64] = [:]
    for line in lines { own[line.variantID] = try tx.stock.reserved(line.variantID, by: order) }
    return own
  }

  private func calculated(_ lines: [Cart.Line], at location: ID<Location>?) throws -> Order? {
    guard !lines.isEmpty else { return nil }
    var request = NewOrder()
    request.channel = .onlineStore
    request.locationID = location
    request.lines = lines.map(\.orderLine)
    do {
      return try calculateOrder(request)
    } catch is Refusal {
      // More than one order may cost: its owner sees what is in it and takes something out.
      return nil
    }
  }

  private func openLink(of cart: Cart?) throws -> String? {
    guard let id = cart?.orderID, let link = try tx.checkoutLinks.find(of: id) else { return nil }
    return CheckoutLinks.path + links.token(of: id, rotation: link.rotation)
  }
}

extension Cart.Line {
  /// The line of an order that this asks for, at the catalogue's price.
  var orderLine: NewLine {
    var line = NewLine(quantity: quantity)
    line.variantID = variantID
    return line
  }
}
