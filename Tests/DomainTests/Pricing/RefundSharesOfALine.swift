import Domain
import JSON
import Testing

struct RefundSharesOfALine {
  @Test func `returns one after the other give back what was paid`() throws {
    let euro = try #require(Currency("EUR"))
    for vector in try PricingFixtures.document("refunds.json")["vectors"].elements {
      let payable = Money(minorUnits: try vector["payable"].integer, currency: euro)
      let quantity = try #require(Quantity(text: try vector["quantity"].text))
      var returned = Quantity.zero
      for (part, amount) in zip(vector["returns"].elements, vector["amounts"].elements) {
        let returning = try #require(Quantity(text: try part.asOptional.text))
        let back = try RefundShare.amount(of: payable, quantity: quantity, returned: returned, returning: returning)
        let (name, expected) = (try vector["name"].text, try amount.asOptional.integer)
        #expect(back.minorUnits == expected, "\(name)")
        returned = try #require(returned.adding(returning))
      }
    }
  }

  @Test func `more than was sold cannot come back`() throws {
    let euro = try #require(Currency("EUR"))
    let three = try #require(Quantity(units: 3))
    let two = try #require(Quantity(units: 2))
    let error = #expect(throws: Refusal.self) {
      try RefundShare.amount(of: Money(minorUnits: 1000, currency: euro), quantity: three, returned: two, returning: two)
    }
    #expect(error?.code == .exceedsRefundable)
  }

  @Test func `the dearest line of the largest quantity comes back exactly`() throws {
    let euro = try #require(Currency("EUR"))
    let all = try #require(Quantity(thousandths: Quantity.limit))
    let paid = Money(minorUnits: Money.limit, currency: euro)
    #expect(try RefundShare.amount(of: paid, quantity: all, returned: .zero, returning: all) == paid)
  }
}

extension JSON {
  /// For the accessors that also take a missing value.
  var asOptional: JSON? { self }
}
