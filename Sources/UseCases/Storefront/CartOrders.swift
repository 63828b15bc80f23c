import Domain
import Stores

/// The order behind a cart: made once, changed with the cart until it is paid.
extension UnitOfWork {
  func makeOrder(from cart: Cart, _ purchase: CartPurchase, at place: Location?, _ settings: ShopSettings) throws -> Order {
    var request = NewOrder()
    request.channel = .onlineStore
    request.locationID = try place?.id ?? onlineLocation(settings)
    request.lines = cart.lines.map(\.orderLine)
    request.billingAddress = purchase.contact
    request.papers.language = purchase.language
    request.shippingLine = place.map(pickup)
    return try createOrder(request).order
  }

  /// Brings an order that was sent and not paid to what the cart says now; nothing is sent anew where it says the same.
  ///
  /// - Throws: ``RefusalCode/conflict`` while a payment is under way, ``RefusalCode/alreadyPaid`` once money came.
  func renew(_ before: Order, from cart: Cart, _ purchase: CartPurchase, at place: Location?, _ settings: ShopSettings) throws -> Order {
    let isSame = before.says(cart) && before.shippingLine?.pickupLocationID == place?.id && before.billingAddress.covers(purchase.contact)
    guard !isSame else { return before }
    _ = try revertToDraft(before.id)
    return try edit(before.id, version: nil) { order in
      for line in order.lines { try order.remove(line.id) }
      order.locationID = try place?.id ?? onlineLocation(settings)
      for line in try makeLines(cart.lines.map(\.orderLine), for: order, path: { "lines[\($0)]." }) { try order.add(line) }
      if let contact = purchase.contact { order.billingAddress = contact }
      if let place {
        try order.ship(by: try makeShippingLine(pickup(at: place), for: order, path: ""))
      } else if order.shippingLine?.pickupLocationID != nil {
        try order.ship(by: nil)
      }
    }
  }

  private func pickup(at place: Location) -> NewShippingLine {
    var line = NewShippingLine()
    line.title = place.name
    line.price = 0
    line.pickupLocationID = place.id
    return line
  }
}

extension CartPurchase {
  /// Who buys, as far as the order has to know before it is sent anywhere.
  var contact: Address? {
    name == nil && phone == nil ? nil : Address(name: name, phone: phone)
  }
}

extension Order {
  /// Whether it has exactly what is in a cart.
  fileprivate func says(_ cart: Cart) -> Bool {
    lines.compactMap(\.variantID).count == lines.count && lines.count == cart.lines.count
      && lines.allSatisfy { line in cart.lines.contains { $0.variantID == line.variantID && $0.quantity == line.quantity } }
  }
}

extension Address? {
  /// Whether it says already what somebody says of themselves; a whole address was typed on the link and stays.
  fileprivate func covers(_ contact: Address?) -> Bool {
    guard let contact, self?.line1 == nil else { return true }
    return self?.name == contact.name && self?.phone == contact.phone
  }
}
