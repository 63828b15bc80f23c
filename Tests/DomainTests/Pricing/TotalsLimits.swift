import Domain
import Testing

/// Amounts beyond the range are refused by name; nothing traps and nothing wraps (rule M1).
struct TotalsLimits {
  @Test func `a line above the limit is refused by name`() throws {
    #expect(field(try Self.order(quantity: "1000000", price: "1000000000000")) == "lines[0].quantity")
    #expect(field(try Self.order(quantity: "1.001", price: "1000000000000")) == "lines[0].quantity")
    #expect(field(try Self.order(quantity: "1", price: "1000000000000")) == nil)
  }

  @Test func `a discount does not hide a line above the limit`() throws {
    var order = try Self.order(quantity: "2", price: "1000000000000")
    order.lines[0].discounts = [.percentage(try #require(Percentage(text: "100")))]
    #expect(field(order) == "lines[0].quantity")
  }

  @Test func `a line that tax lifts above the limit is refused by name`() throws {
    var order = try Self.order(quantity: "1", price: "1000000000000")
    order.lines[0].taxRates = [TaxRate(title: "VAT", rate: try #require(Rate(text: "0.0001")))]
    #expect(field(order) == "lines[0].quantity")
  }

  @Test func `a total above the limit is refused`() throws {
    var order = try Self.order(quantity: "1", price: "1000000000000")
    order.debits = [1]
    #expect(field(order) == "total")
    order.credits = [1]
    #expect(field(order) == nil)
  }

  @Test func `a thousand of the dearest lines are refused, with every kind of tax and discount`() throws {
    var order = try Self.order(quantity: "1", price: "1000000000000")
    let highest = TaxRate(title: "Excise", rate: try #require(Rate(partsPerMillion: Rate.limit)))
    order.lines = Array(repeating: order.lines[0], count: 1000)
    #expect(field(order) == "total")
    for index in order.lines.indices { order.lines[index].taxRates = Array(repeating: highest, count: 16) }
    #expect(field(order) == "lines[0].quantity")
    for index in order.lines.indices { order.lines[index].includesTax = true }
    order.reductions = [.fixed(minorUnits: .max, per: .unit), .fixed(minorUnits: .max, per: .line)]
    #expect(field(order) == nil)
    #expect(try OrderTotals.compute(order).total.isZero)
  }

  @Test func `charges, debits and credits are held to the limit`() throws {
    let euro = try #require(Currency("EUR"))
    for amount in [Int64.max, Int64.min, Money.limit + 1] {
      #expect(field(TotalsInput(currency: euro, fees: [TotalsCharge(amount: amount)])) == "adjustments")
      #expect(field(TotalsInput(currency: euro, shipping: TotalsCharge(amount: amount))) == "shipping_line")
      #expect(field(TotalsInput(currency: euro, debits: [amount])) == "adjustments")
      #expect(field(TotalsInput(currency: euro, credits: [amount])) == "adjustments")
    }
    #expect(field(TotalsInput(currency: euro, debits: [-1])) == "adjustments")
    #expect(field(TotalsInput(currency: euro, fees: [TotalsCharge(amount: -1)])) == "total")
  }

  @Test func `a negative discount is refused by name`() throws {
    var order = try Self.order(quantity: "1", price: "100")
    order.lines[0].discounts = [.fixed(minorUnits: -1, per: .line)]
    #expect(field(order) == "lines[0].discounts[0].value")
    order.lines[0].discounts = []
    order.reductions = [.fixed(minorUnits: -1, per: .line)]
    #expect(field(order) == "adjustments")
  }

  @Test func `more lines or taxes than the arithmetic is proved for are refused`() throws {
    var order = try Self.order(quantity: "1", price: "1")
    order.lines = Array(repeating: order.lines[0], count: 2101)
    #expect(field(order) == "lines")
    order.lines = [order.lines[0]]
    order.lines[0].taxRates = Array(repeating: TaxRate(title: "VAT", rate: try #require(Rate(text: "1"))), count: 17)
    #expect(field(order) == "lines[0].tax_rates")
  }

  private static func order(quantity: String, price: String) throws -> TotalsInput {
    let line = TotalsLine(quantity: try #require(Quantity(text: quantity)), unitPrice: try #require(UnitPrice(text: price)))
    return TotalsInput(currency: try #require(Currency("EUR")), lines: [line])
  }

  /// The field that is refused; nil where the order is taken.
  private func field(_ input: TotalsInput) -> String? {
    do throws(Refusal) {
      _ = try OrderTotals.compute(input)
      return nil
    } catch {
      #expect(error.code == .validationFailed)
      return error.failures.first?.field
    }
  }
}
