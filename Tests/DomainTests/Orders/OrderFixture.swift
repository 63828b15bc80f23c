import Domain
import Testing

/// Orders as Nora at register 1 makes them.
enum OrderFixture {
  static let now = Instant(milliseconds: 1_760_000_000_000)
  static let ids = IDSource(milliseconds: { now.milliseconds })
  static let firstTill = ID<Register>(stored: "reg_1")
  static let secondTill = ID<Register>(stored: "reg_2")
  static let bakery = ID<Location>(stored: "loc_1")

  static func draft(_ prices: Int64..., channel: Channel = .register, rounding: Rounding = .halfUp) throws -> Order {
    let euro = try #require(Currency("EUR"))
    var order = Order(
      id: ids.next(), clientID: nil, draftNumber: 17, channel: channel, currency: euro, pricesIncludeTax: true, taxesEnabled: true,
      taxRounding: .document, rounding: rounding, createdAt: now)
    for price in prices {
      let unitPrice = try #require(UnitPrice(minorUnits: price))
      try order.add(
        LineItem(
          id: ids.next(), title: "Rye bread", quantity: .one, unitPrice: unitPrice, priceSource: .custom, priceTakenAt: now,
          priceIncludesTax: true, requiresShipping: false))
    }
    try order.recalculate()
    return order
  }

  /// An order that stands at `status`, brought there by the moves that lead to it.
  static func order(at status: OrderStatus) throws -> Order {
    var order = try draft(500)
    switch status {
    case .draft: break
    case .invoiceSent: try order.move(.sendInvoice)
    case .placed: try order.place(number: "1001", now: now)
    case .closed:
      try order.place(number: "1001", now: now)
      try order.move(.close)
    case .canceled: try order.discard(reason: nil, now: now)
    }
    return order
  }

  static func payment(_ amount: Int64, _ method: PaymentMethod = .cash) -> Payment {
    Payment(
      id: ids.next(), method: method, status: .captured, amount: amount, tendered: nil, change: 0, cashRounding: 0, refunded: 0,
      reference: nil, giftCardID: nil, registerID: firstTill, sessionID: nil, staffID: nil, createdAt: now)
  }

  static func hold(at till: ID<Register>, label: String? = nil) -> Hold {
    Hold(label: label, registerID: till, staffID: nil, heldAt: now, expiresAt: nil, reservesStock: false)
  }
}
