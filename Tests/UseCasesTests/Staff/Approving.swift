import Domain
import TestSupport
import Testing
import UseCases

@Suite struct Approving {
  private let order = "ord_01"

  @Test(arguments: Engine.underTest)
  func `an approval is good for one action on one object, once`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let (cashier, approval) = try await approved(bakery, .overridePrice)
    let asking = cashier.presenting(PresentedApproval(approval.secret))
    let order = order
    for (action, object) in [(Action.giveCredit, order), (.overridePrice, "ord_02")] {
      let refusal = try await bakery.refusal { try await bakery.shop.write(by: asking) { _ = try $0.require(action, on: object) } }
      #expect(refusal?.code == .approvalRequired)
    }
    let approver = try await bakery.shop.write(by: asking) { try $0.require(.overridePrice, on: order) }
    #expect(approver == bakery.ownerID)
    let again = try await bakery.refusal { try await bakery.shop.write(by: asking) { _ = try $0.require(.overridePrice, on: order) } }
    #expect(again?.code == .approvalRequired)
  }

  @Test(arguments: Engine.underTest)
  func `one approval covers two prices of one call`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let (cashier, approval) = try await approved(bakery, .overridePrice)
    let order = order
    let approvers = try await bakery.shop.write(by: cashier.presenting(PresentedApproval(approval.secret))) { work in
      [try work.require(.overridePrice, on: order), try work.require(.overridePrice, on: order)]
    }
    #expect(approvers == [bakery.ownerID, bakery.ownerID])
  }

  @Test(arguments: Engine.underTest)
  func `an approval that was not used up because the rest failed is still good`(on engine: Engine) async throws {
    struct Mishap: Error {}
    let bakery = try await CornerBakery(on: engine)
    let (cashier, approval) = try await approved(bakery, .refund)
    let asking = cashier.presenting(PresentedApproval(approval.secret))
    let order = order
    await #expect(throws: Mishap.self) {
      try await bakery.shop.write(by: asking) { work in
        try work.require(.refund, on: order)
        throw Mishap()
      }
    }
    _ = try await bakery.shop.write(by: asking) { try $0.require(.refund, on: order) }
  }

  @Test(arguments: Engine.underTest)
  func `of fifty who spend one approval at once, one does`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let (cashier, approval) = try await approved(bakery, .refund)
    let asking = cashier.presenting(PresentedApproval(approval.secret))
    let order = order
    let successes = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<50 {
        group.addTask {
          try await bakery.refusal { try await bakery.shop.write(by: asking) { _ = try $0.require(.refund, on: order) } } == nil
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(successes == 1)
  }

  @Test(arguments: Engine.underTest)
  func `an approval ends after two minutes and is worth nothing to somebody else`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let (cashier, approval) = try await approved(bakery, .refund)
    let order = order
    let other = Principal(kind: .staff(ID(stored: "stf_other")), role: .cashier, name: "Other")
      .presenting(PresentedApproval(approval.secret))
    let stolen = try await bakery.refusal { try await bakery.shop.write(by: other) { _ = try $0.require(.refund, on: order) } }
    #expect(stolen?.code == .approvalRequired)
    bakery.wait(seconds: 121)
    let asking = cashier.presenting(PresentedApproval(approval.secret))
    let late = try await bakery.refusal { try await bakery.shop.write(by: asking) { _ = try $0.require(.refund, on: order) } }
    #expect(late?.code == .approvalRequired)
  }

  @Test(arguments: Engine.underTest)
  func `a cashier cannot vouch, and guesses at a manager's PIN are counted`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let cas = try await bakery.hire("Cas", .cashier, pin: "2580")
    let asking = Principal(kind: .staff(cas.id), role: .cashier, name: "Cas", registerID: bakery.register.id)
    let order = order
    let own = try await bakery.refusal {
      try await bakery.shop.approve(by: asking, action: .refund, object: order, approver: cas.id, pin: "2580")
    }
    #expect(own == .approvalRefused)
    var codes: [RefusalCode?] = []
    for _ in 0..<7 {
      codes.append(
        try await bakery.refusal {
          try await bakery.shop.approve(by: asking, action: .refund, object: order, approver: bakery.ownerID, pin: "0000")
        }?.code)
    }
    #expect(codes.prefix(5).allSatisfy { $0 == .forbidden })
    #expect(codes.suffix(2).allSatisfy { $0 == .rateLimited })
  }

  private func approved(_ bakery: CornerBakery, _ action: Action) async throws -> (Principal, GivenApproval) {
    let cas = try await bakery.hire("Cas", .cashier, pin: "2580")
    let cashier = Principal(kind: .staff(cas.id), role: .cashier, name: "Cas", registerID: bakery.register.id)
    let approval = try await bakery.shop.approve(
      by: cashier, action: action, object: order, approver: bakery.ownerID, pin: "4711")
    return (cashier, approval)
  }
}
