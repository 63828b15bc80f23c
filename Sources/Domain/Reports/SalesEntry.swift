/// One row of the sales ledger: what one thing on an order brought or cost at one moment. Rows are only ever added (rules S1 to S8).
///
/// Amounts are minor units without tax; the tax stands beside them. What is given back, taken off or called off is a row of its own on the
/// day on which it happens, so that a day that was reported once stays as it was.
package struct SalesEntry: Sendable, Equatable {
  package enum Cause: String, Sendable, CaseIterable {
    /// The order was placed.
    case sale
    /// Money went back.
    case refund
    /// A provider did not give the money back after all.
    case refundFailed = "refund_failed"
    /// Goods came back onto the shelf apart from any money.
    case restock
    /// A placed order was changed.
    case edit
    /// A placed order was called off.
    case cancelation
  }

  package let subject: SalesSubject
  package let at: Instant
  package let cause: Cause
  package let refundID: ID<Refund>?
  /// 1 on the first row of an order that was placed, so that orders can be counted by adding up.
  package var orders: Int64 = 0
  /// 1 on the first row of each product of such an order.
  package var productOrders: Int64 = 0
  /// Thousandths of units sold, and of units that came back.
  package var quantity: Int64 = 0
  package var returned: Int64 = 0
  /// Goods before any discount.
  package var gross: Int64 = 0
  /// What was taken off the goods; positive.
  package var discounts: Int64 = 0
  /// What was given back for the goods; positive.
  package var refunds: Int64 = 0
  package var shipping: Int64 = 0
  /// Fees, and what was added or taken off after tax.
  package var fees: Int64 = 0
  /// What the goods cost the shop; nil where nobody knows.
  package var cost: Int64? = 0
  package var taxes: [SalesTax] = []

  package init(subject: SalesSubject, at: Instant, cause: Cause, refundID: ID<Refund>? = nil) {
    self.subject = subject
    self.at = at
    self.cause = cause
    self.refundID = refundID
  }

  /// What it brought without tax.
  package var net: Int64 { gross - discounts - refunds + shipping + fees }
  package var tax: Int64 { taxes.reduce(0) { $0 + $1.amount } }

  /// Whether it says nothing at all.
  package var isEmpty: Bool {
    orders == 0 && quantity == 0 && returned == 0 && gross == 0 && discounts == 0 && refunds == 0 && shipping == 0 && fees == 0
      && (cost ?? 0) == 0 && taxes.allSatisfy { $0.amount == 0 && $0.taxable == 0 }
  }
}

/// What a row is about, named so that later rows about it add up with earlier ones.
package struct SalesSubject: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case goods, shipping
    /// A fee, or an amount after tax.
    case fee
  }

  package let kind: Kind
  /// The line, the adjustment, or `shipping`; one row of an order's book.
  package let name: String
  package let title: String
  package let variantID: ID<Variant>?
  package let productID: ID<Product>?
  /// What reports by product group by: the product, else the line's SKU, else its title; nil for what is no goods.
  package let productKey: String?

  package init(kind: Kind, name: String, title: String, variantID: ID<Variant>?, productID: ID<Product>?, productKey: String?) {
    self.kind = kind
    self.name = name
    self.title = title
    self.variantID = variantID
    self.productID = productID
    self.productKey = productKey
  }
}

/// One tax of a row.
package struct SalesTax: Sendable, Hashable {
  package let title: String
  package let rate: Rate
  /// What the tax is on, without any tax.
  package var taxable: Int64
  package var amount: Int64

  package init(title: String, rate: Rate, taxable: Int64, amount: Int64) {
    self.title = title
    self.rate = rate
    self.taxable = taxable
    self.amount = amount
  }
}

/// Where an order's rows count: all of them where its sale did (S5).
package struct SalesPlace: Sendable, Equatable {
  package let orderID: ID<Order>
  package let channel: Channel
  package let currency: Currency
  package let locationID: ID<Location>?
  package let registerID: ID<Register>?
  package let staffID: String?

  package init(
    orderID: ID<Order>, channel: Channel, currency: Currency, locationID: ID<Location>?, registerID: ID<Register>?, staffID: String?
  ) {
    self.orderID = orderID
    self.channel = channel
    self.currency = currency
    self.locationID = locationID
    self.registerID = registerID
    self.staffID = staffID
  }

  package init(of order: Order) {
    self.init(
      orderID: order.id, channel: order.channel, currency: order.currency, locationID: order.locationID, registerID: order.registerID,
      staffID: order.staffID)
  }
}
