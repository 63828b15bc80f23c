import Domain
import TestSupport
import Testing
import UseCases

@Suite struct LookingAfterStaff {
  @Test(arguments: Engine.underTest)
  func `of two who set up one shop, one becomes its owner`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    #expect(try await bakery.shop.offerSetUp() == nil)
    let opening = ShopOpening(
      shopName: "Another", currency: "EUR", timeZone: "UTC", ownerName: "Eve", email: "eve@evil.example", password: "a long enough one")
    let refusal = try await bakery.refusal { try await bakery.shop.setUp("guess", opening, peer: nil, replacing: nil) }
    #expect(refusal == .linkGone)
  }

  @Test(arguments: Engine.underTest)
  func `nobody promotes themselves, and a manager makes no owner`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let eve = try await bakery.hire("Eve", .manager, email: "eve@corner.example", password: "a long enough one")
    let manager = Principal(kind: .staff(eve.id), role: .manager, name: "Eve")
    var promotion = StaffChange()
    promotion.role = .owner
    #expect(try await refused(bakery, manager, eve.id, promotion) == .notYoursToGrant)
    var demotion = StaffChange()
    demotion.role = .cashier
    #expect(try await refused(bakery, manager, eve.id, demotion) == .notYoursToGrant)
    #expect(try await refused(bakery, manager, bakery.ownerID, demotion) == .notYoursToGrant)
    let token = try await bakery.refusal {
      try await bakery.shop.write(by: manager) {
        _ = try $0.createToken(name: "More", role: .owner, locationID: nil, expiresAt: nil, secret: "cf_x")
      }
    }
    #expect(token == .notYoursToGrant)
  }

  @Test(arguments: Engine.underTest)
  func `the last owner stays one`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let refusal = try await bakery.refusal { try await bakery.shop.write(by: .system) { try $0.disableStaff(bakery.ownerID) } }
    #expect(refusal == .lastOwner)
  }

  @Test(arguments: Engine.underTest)
  func `two people cannot have one address, however it is spelt`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    for email in ["NORA@corner.example", "\u{FF4E}ora@corner.example", " nora@corner.example"] {
      let refusal = try await bakery.refusal { try await bakery.hire("Twin", .cashier, email: email, password: "a long enough one") }
      #expect(refusal == .emailTaken)
    }
  }

  @Test(arguments: Engine.underTest, ["1234567", "password1", "11111111", String(repeating: "x", count: 1025)])
  func `a password that is short, endless or known to everybody is refused`(on engine: Engine, _ password: String) async throws {
    let bakery = try await CornerBakery(on: engine)
    let refusal = try await bakery.refusal { try await bakery.hire("Cas", .cashier, email: "cas@corner.example", password: password) }
    #expect(refusal?.failures.first?.field == "password")
  }

  @Test(
    arguments: Engine.underTest,
    ["eight ch", String(repeating: "long ", count: 200), "zażółć gęślą 🥖", " spaces at both ends ", "nul\u{0}inside it"])
  func `any other password works exactly as it was typed`(on engine: Engine, _ password: String) async throws {
    let bakery = try await CornerBakery(on: engine)
    _ = try await bakery.hire("Cas", .cashier, email: "cas@corner.example", password: password)
    _ = try await bakery.shop.signIn(email: "cas@corner.example", password: password, peer: nil, replacing: nil)
    let cut = try await bakery.refusal {
      try await bakery.shop.signIn(email: "cas@corner.example", password: String(password.dropLast()), peer: nil, replacing: nil)
    }
    #expect(cut == .signInFailed)
  }

  @Test(arguments: Engine.underTest)
  func `a reset link works once, within the hour, and ends every session`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let session = try await bakery.shop.signIn(
      email: CornerBakery.ownerEmail, password: CornerBakery.ownerPassword, peer: nil, replacing: nil)
    let old = try await bakery.shop.offerReset(email: CornerBakery.ownerEmail)
    let link = try await bakery.shop.offerReset(email: CornerBakery.ownerEmail)
    #expect(try await bakery.refusal { try await bakery.shop.resetPassword(old, to: "a brand new one", peer: nil) } == .linkGone)
    _ = try await bakery.shop.resetPassword(link, to: "a brand new one", peer: nil)
    #expect(try await bakery.refusal { try await bakery.shop.resetPassword(link, to: "a newer one", peer: nil) } == .linkGone)
    #expect(try await bakery.shop.session(for: session.secret) == nil)
    _ = try await bakery.shop.signIn(email: CornerBakery.ownerEmail, password: "a brand new one", peer: nil, replacing: nil)
    let late = try await bakery.shop.offerReset(email: CornerBakery.ownerEmail)
    bakery.wait(seconds: 3601)
    #expect(try await bakery.refusal { try await bakery.shop.resetPassword(late, to: "too late now", peer: nil) } == .linkGone)
  }

  @Test(arguments: Engine.underTest)
  func `a token lets its holder in until it is revoked or runs out`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let secret = bakery.shop.newTokenSecret()
    let ending = bakery.shop.newTokenSecret()
    let token = try await bakery.shop.write(by: bakery.owner) { work in
      _ = try work.createToken(
        name: "Short", role: .cashier, locationID: nil, expiresAt: work.now.adding(seconds: 60), secret: ending)
      return try work.createToken(name: "Web shop", role: .integration, locationID: nil, expiresAt: nil, secret: secret)
    }
    #expect(try await bakery.shop.principal(forToken: secret)?.role == .integration)
    #expect(try await bakery.shop.principal(forToken: ending)?.role == .cashier)
    #expect(try await bakery.shop.principal(forToken: "cf_") == nil)
    #expect(try await bakery.shop.principal(forToken: String(secret.dropLast())) == nil)
    bakery.wait(seconds: 61)
    #expect(try await bakery.shop.principal(forToken: ending) == nil)
    try await bakery.shop.write(by: bakery.owner) { try $0.revokeToken(token.id) }
    bakery.wait(seconds: 1)
    #expect(try await bakery.shop.principal(forToken: secret) == nil)
  }

  private func refused(_ bakery: CornerBakery, _ principal: Principal, _ id: ID<Staff>, _ change: StaffChange) async throws -> Refusal? {
    try await bakery.refusal {
      let secrets = try await bakery.shop.hashed(password: nil, pin: nil, of: id, by: principal)
      _ = try await bakery.shop.write(by: principal) { try $0.changeStaff(id, change, secrets: secrets) }
    }
  }
}
