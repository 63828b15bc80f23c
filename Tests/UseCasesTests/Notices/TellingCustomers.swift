import Domain
import Stores
import TestSupport
import Testing
import UseCases

/// Customers hear of their money in the transaction in which it moves, once, and never at the price of the money itself (C4).
struct TellingCustomers {
  @Test(arguments: Engine.underTest)
  func `a payment that is told of three times is confirmed once`(on engine: Engine) async throws {
    let at = try await CorrespondingBakery(on: engine)
    let order = try await at.invoice()
    let started = try await at.paying.click(order.id)
    at.paying.gateway.pay(started.paymentID)
    for _ in 1...3 { try await at.shop.settlePayment(started.paymentID) }
    let letters = try await at.letters(order.id)
    #expect(letters.map(\.kind) == [.receipt])
    #expect(letters.first?.recipient == "ada@example.org")
    // The order is paid, so its invoice goes along.
    #expect(letters.first?.attachments == [.invoice(order.id, revision: 1)])
  }

  @Test(arguments: Engine.underTest)
  func `a payment that was canceled is not confirmed`(on engine: Engine) async throws {
    let at = try await CorrespondingBakery(on: engine)
    let order = try await at.invoice()
    let started = try await at.paying.click(order.id)
    _ = try await at.shop.cancelPayment(started.paymentID)
    #expect(try await at.letters(order.id).isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `at a till nobody is written to`(on engine: Engine) async throws {
    let at = try await CorrespondingBakery(on: engine)
    let order = try await at.invoice()
    let till = Principal(
      kind: .staff(at.paying.bakery.ownerID), role: .owner, name: "Nora", locationID: at.paying.bakery.location.id,
      registerID: at.paying.bakery.register.id)
    let location = at.paying.bakery.location.id
    let made = try await at.paying.draft { order in
      order.customerID = at.customer
      order.locationID = location
    }
    for id in [made.id, order.id] {
      _ = try? await at.shop.write(by: till) { work in
        try work.takePayment(id, Tender(method: .cash, amount: nil, tendered: nil, reference: nil), expectedTotal: nil)
      }
    }
    #expect(try await at.letters(made.id).isEmpty)
    #expect(try await at.letters(order.id).isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `without a mail server nothing piles up`(on engine: Engine) async throws {
    let at = try await CorrespondingBakery(on: engine, hasMailServer: false)
    let order = try await at.invoice()
    _ = try await at.paying.cash(order.id)
    #expect(try await at.letters(order.id).isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `money counts although the day's messages are used up`(on engine: Engine) async throws {
    let at = try await CorrespondingBakery(on: engine)
    let order = try await at.invoice()
    try await at.useUpTheDay()
    let paid = try await at.paying.cash(order.id)
    #expect(paid.isPaidInFull)
    #expect(try await at.letters(order.id).isEmpty)
    #expect(try await at.paying.told(order.id)["message.withheld"] == 1)
  }

  @Test(arguments: Engine.underTest)
  func `what came in and what went back are told of apart`(on engine: Engine) async throws {
    let at = try await CorrespondingBakery(on: engine)
    let order = try await at.invoice()
    _ = try await at.paying.cash(order.id, 4000)
    _ = try await at.paying.cash(order.id)
    var request = RefundRequest(claim: .amount(2500))
    request.reason = "Broken"
    _ = try await at.shop.refundOrder(order.id, by: at.paying.bakery.owner, request)
    #expect(try await at.letters(order.id).map(\.kind.rawValue).sorted() == ["receipt", "receipt", "refund"])
  }

  @Test(arguments: Engine.underTest)
  func `a shop that keeps silent writes nothing`(on engine: Engine) async throws {
    let at = try await CorrespondingBakery(on: engine)
    try await at.change { $0[tells: .receipt] = false }
    let order = try await at.invoice()
    _ = try await at.paying.cash(order.id)
    #expect(try await at.letters(order.id).isEmpty)
  }
}
