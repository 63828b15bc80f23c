import Domain
import Testing

/// Which payment gives back how much, and which way; and what a refund that failed leaves behind.
struct PlanningARefund {
  private func order(_ payments: (Int64, PaymentMethod)...) throws -> Order {
    var order = try OrderFixture.order(at: .placed)
    order.payments = payments.map { OrderFixture.payment($0.0, $0.1) }
    return order
  }

  private func refund(_ amount: Int64, of payment: Payment, _ status: Refund.Status) -> Refund {
    Refund(
      id: OrderFixture.ids.next(), paymentID: payment.id, method: payment.method, amount: amount, cashRounding: 0, reason: nil, lines: [],
      registerID: nil, sessionID: nil, staffID: nil, createdAt: OrderFixture.now, status: status)
  }

  @Test func `each part goes back the way it came, and only a provider's part has to be asked for`() throws {
    let parts = try order((200, .cash), (300, .gateway)).planRefund(of: 400, from: nil, by: nil, rounding: .none)
    #expect(parts.map(\.method) == [.gateway, .cash])
    #expect(parts.map(\.amount) == [300, 100])
    #expect(parts.map(\.isThroughProvider) == [true, false])
    #expect(parts.allSatisfy { !$0.isElsewhere })
  }

  @Test func `another way than it came is seen as that`() throws {
    let parts = try order((200, .cash), (300, .gateway)).planRefund(of: 400, from: nil, by: .cash, rounding: .none)
    #expect(parts.map(\.isElsewhere) == [true, false])
    #expect(parts.allSatisfy { !$0.isThroughProvider })
  }

  @Test(arguments: [PaymentMethod.gateway, .cardOnFile, .giftCard])
  func `a card takes back only what was paid with it`(method: PaymentMethod) throws {
    let mixed = try order((200, .cash), (300, method))
    #expect(try mixed.planRefund(of: 300, from: nil, by: method, rounding: .none).map(\.amount) == [300])
    #expect(throws: Refusal.self) { try mixed.planRefund(of: 301, from: nil, by: method, rounding: .none) }
    let cash = try order((500, .cash))
    #expect { try cash.planRefund(of: 100, from: nil, by: method, rounding: .none) } throws: {
      ($0 as? Refusal)?.failures.map(\.field) == ["method"]
    }
  }

  @Test func `pending money counts as given back, failed money does not`() throws {
    var sale = try order((500, .gateway))
    var waiting = refund(500, of: sale.payments[0], .pending)
    sale.take(waiting)
    #expect((sale.amountRefunded, sale.refundable, sale.payments[0].status) == (500, 0, .refunded))
    (waiting.status, waiting.failure) = (.failed, "The card's account is closed.")
    sale.settle(waiting)
    #expect((sale.amountRefunded, sale.refundable, sale.payments[0].status) == (0, 500, .captured))
    #expect(sale.paymentStatus == .paid)
    #expect(sale.refunds.map(\.failure) == ["The card's account is closed."])
    waiting.status = .succeeded
    sale.settle(waiting)
    #expect((sale.amountRefunded, sale.payments[0].refunded) == (500, 500))
  }
}
