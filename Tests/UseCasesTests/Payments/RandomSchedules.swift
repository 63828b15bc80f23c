import Domain
import Foundation
import SQLEngine
import Stores
import TestSupport
import Testing
import UseCases

/// Everything that may happen around a payment, in any order: whatever it is, money and orders agree at the end.
///
/// Deterministic for a seed. `COUNTERFOIL_SCHEDULES` runs more of them, `COUNTERFOIL_SEED` one that failed.
struct RandomSchedules {
  private enum Step: CaseIterable {
    case click, clickForLess, pay, payLate, decline, bank, settleNewest, hook, cancel, revert, send, cash, part, sweep, wait, mishap
    case discard
  }

  @Test(arguments: Engine.underTest)
  func `no order is paid twice, placed twice, or a draft that is paid`(on engine: Engine) async throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["COUNTERFOIL_SCHEDULES"].flatMap { UInt64($0) } ?? 150
    let first = environment["COUNTERFOIL_SEED"].flatMap { UInt64($0) } ?? 1
    let at = try await PayingBakery(on: engine)
    for seed in first..<(first + count) {
      var dice = Dice(seed: seed)
      let order = try await at.invoice()
      var told: [String] = []
      for _ in 0..<Int.random(in: 4...18, using: &dice) {
        guard let step = Step.allCases.randomElement(using: &dice) else { break }
        told.append("\(step)")
        try await take(step, order.id, at, &dice)
      }
      try await drain(order.id, at)
      try await check(order.id, at, "seed \(seed): \(told.joined(separator: ", "))")
    }
    #expect(try await at.findings() == [])
  }

  /// One step; that the shop refuses it is its good right.
  private func take(_ step: Step, _ id: ID<Order>, _ at: PayingBakery, _ dice: inout Dice) async throws {
    let payments = try await at.order(id).payments.filter { $0.trace != nil }
    let any = payments.randomElement(using: &dice)?.id
    let mishap: [ScriptedGateway.Mishap] = [.answerLost, .requestLost, .unreachable]
    do {
      switch step {
      case .click: try await at.click(id)
      case .clickForLess: try await at.click(id, amount: 4000)
      case .pay: if let newest = payments.last?.id { at.gateway.pay(newest) }
      case .payLate: if let any, Int.random(in: 0..<4, using: &dice) == 0 { at.gateway.pay(any, late: true) }
      case .decline: if let newest = payments.last?.id { at.gateway.set(newest, .failed("declined")) }
      case .bank: if let newest = payments.last?.id { at.gateway.set(newest, .processing) }
      case .settleNewest: if let newest = payments.last?.id { try await at.shop.settlePayment(newest) }
      case .hook: if let any { try await hook(any, at) }
      case .cancel: if let any { try await at.shop.cancelPayment(any) }
      case .revert: _ = try await at.shop.revertToDraft(id, by: at.bakery.owner)
      case .send: try await at.send(id)
      case .cash: _ = try await at.cash(id)
      case .part: _ = try await at.cash(id, 2500)
      case .sweep: try await at.shop.sweepPayments()
      case .wait: at.bakery.wait(seconds: Int64.random(in: 1...1200, using: &dice))
      case .mishap: if let one = mishap.randomElement(using: &dice) { at.gateway.nextTime(one) }
      case .discard:
        let owner = at.bakery.owner
        _ = try await at.shop.endingPayments(of: id) {
          try await at.shop.write(by: owner) { try $0.discardOrder(id, version: nil, reason: nil) }
        }
      }
    } catch is Refusal {
      return
    }
  }

  /// What is left comes to its end: banks decide, pages close, every webhook that was owed arrives twice.
  private func drain(_ id: ID<Order>, _ at: PayingBakery) async throws {
    at.gateway.forgetMishaps()
    for payment in try await at.order(id).payments where payment.trace != nil { at.gateway.set(payment.id, .failed("the bank said no")) }
    for _ in 1...3 {
      at.bakery.wait(seconds: 3600)
      try await at.shop.sweepPayments()
    }
    for _ in 1...2 {
      for payment in try await at.order(id).payments where payment.trace != nil { try await hook(payment.id, at) }
    }
  }

  /// An event of the provider, which names its page, so that we learn of one whose address never reached us.
  private func hook(_ payment: ID<Payment>, _ at: PayingBakery) async throws {
    try await at.shop.settlePayment(payment, session: at.gateway.entries.first { $0.ours == payment }?.session)
  }

  private func check(_ id: ID<Order>, _ at: PayingBakery, _ story: String) async throws {
    let order = try await at.order(id)
    let tasks = try await at.tasks(id)
    let told = try await at.told(id)
    let taken = order.payments.filter { $0.trace != nil }.reduce(0) { $0 + at.gateway.taken($1.id) }
    let ours = order.payments.filter { $0.trace != nil && $0.status.isCaptured }.reduce(0) { $0 + $1.amount }
    #expect(taken == ours, "the provider took \(taken) and we know of \(ours). \(story)")
    #expect(order.openPayment == nil, "a payment is still open. \(story)")
    let surplus = tasks.filter { $0.kind == .surplus }.reduce(0) { $0 + $1.amount.minorUnits }
    let counted = order.payments.filter(\.status.isCaptured).reduce(0) { $0 + $1.amount } - surplus
    #expect(counted <= order.amountPayable, "\(counted) counts for \(order.amountPayable). \(story)")
    #expect(told["order.placed", default: 0] <= 1, "it was placed twice. \(story)")
    #expect((told["order.placed"] == 1) == (order.placedAt != nil), "its placing was not told once. \(story)")
    #expect(order.status != .draft || order.paymentStatus != .paid, "a draft is paid. \(story)")
    #expect(order.status == .canceled || order.placedAt != nil || counted < order.amountPayable, "it is paid and not placed. \(story)")
  }
}
