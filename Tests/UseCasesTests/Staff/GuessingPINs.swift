import Domain
import TestSupport
import Testing
import UseCases

@Suite struct GuessingPINs {
  @Test(arguments: Engine.underTest)
  func `the right PIN opens the till in the name of the cashier`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let cas = try await bakery.hire("Cas", .cashier, pin: "2580")
    let till = try await bakery.till()
    let signedIn = try await bakery.shop.enterPIN("2580", staffID: cas.id, at: till, replacing: nil)
    let principal = try await bakery.shop.principal(forSession: signedIn.secret)
    #expect(principal?.name == "Cas")
    #expect(principal?.role == .cashier)
    #expect(principal?.registerID == bakery.register.id)
  }

  @Test(arguments: Engine.underTest)
  func `a hundred guesses at once are looked at no more often than five in a row`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let cas = try await bakery.hire("Cas", .cashier, pin: "2580")
    let till = try await bakery.till()
    let codes = try await withThrowingTaskGroup(of: RefusalCode?.self) { group in
      for guess in 0..<100 {
        group.addTask {
          try await bakery.refusal {
            try await bakery.shop.enterPIN(String(1000 + guess), staffID: cas.id, at: till, replacing: nil)
          }?.code
        }
      }
      return try await group.reduce(into: [RefusalCode?]()) { $0.append($1) }
    }
    #expect(codes.filter { $0 == .unauthenticated }.count == 5)
    #expect(codes.filter { $0 == .rateLimited }.count == 95)
  }

  @Test(arguments: Engine.underTest)
  func `ten wrong PINs are all there ever are, until the password`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let till = try await bakery.till()
    var looked = 0
    for guess in 0..<40 {
      let refusal = try await bakery.refusal {
        try await bakery.shop.enterPIN(String(1000 + guess), staffID: bakery.ownerID, at: till, replacing: nil)
      }
      if refusal?.code == .unauthenticated { looked += 1 }
      bakery.wait(seconds: 600)
    }
    #expect(looked == 10)
    let right = try await bakery.refusal {
      try await bakery.shop.enterPIN("4711", staffID: bakery.ownerID, at: till, replacing: nil)
    }
    #expect(right?.code == .rateLimited)
    _ = try await bakery.shop.signIn(
      email: CornerBakery.ownerEmail, password: CornerBakery.ownerPassword, peer: nil, replacing: nil)
    _ = try await bakery.shop.enterPIN("4711", staffID: bakery.ownerID, at: till, replacing: nil)
  }

  @Test(arguments: Engine.underTest)
  func `one PIN tried on everybody ends at the till's own budget`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let till = try await bakery.till()
    var codes: [RefusalCode?] = []
    for number in 0..<30 {
      let stranger = ID<Staff>(stored: "stf_nobody\(number)")
      codes.append(
        try await bakery.refusal { try await bakery.shop.enterPIN("1234", staffID: stranger, at: till, replacing: nil) }?.code)
    }
    #expect(codes.filter { $0 == .unauthenticated }.count == AttemptBudget.till.free)
    #expect(codes.last == .rateLimited)
  }

  @Test(arguments: Engine.underTest)
  func `a new PIN set by a manager lets the cashier in again`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let cas = try await bakery.hire("Cas", .cashier, pin: "2580")
    let till = try await bakery.till()
    for _ in 0..<5 { _ = try await bakery.refusal { try await bakery.shop.enterPIN("0000", staffID: cas.id, at: till, replacing: nil) } }
    var change = StaffChange()
    change.pin = .some("1470")
    let wanted = change
    let secrets = try await bakery.shop.hashed(password: nil, pin: "1470", of: cas.id, by: bakery.owner)
    _ = try await bakery.shop.write(by: bakery.owner) { try $0.changeStaff(cas.id, wanted, secrets: secrets) }
    _ = try await bakery.shop.enterPIN("1470", staffID: cas.id, at: till, replacing: nil)
  }

  @Test(arguments: Engine.underTest)
  func `a revoked device is a till no longer`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let first = try await bakery.shop.enrolDevice(
      by: bakery.owner, location: bakery.location.id, register: bakery.register.id, replacing: nil)
    #expect(try await bakery.shop.device(for: first.secret) != nil)
    _ = try await bakery.shop.enrolDevice(
      by: bakery.owner, location: bakery.location.id, register: bakery.register.id, replacing: first.secret)
    #expect(try await bakery.shop.device(for: first.secret) == nil)
  }
}
