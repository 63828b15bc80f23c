import Domain
import TestSupport
import Testing
import UseCases

@Suite struct SigningIn {
  @Test(arguments: Engine.underTest)
  func `a session is another one after each sign-in, and the old one is dead`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let first = try await signIn(bakery, replacing: "planted-by-somebody-else-planted-by-somebody")
    #expect(first.secret != "planted-by-somebody-else-planted-by-somebody")
    let second = try await signIn(bakery, replacing: first.secret)
    #expect(second.secret != first.secret)
    #expect(try await bakery.shop.session(for: first.secret) == nil)
    #expect(try await bakery.shop.session(for: second.secret)?.staffID == bakery.ownerID)
    try await bakery.shop.signOut(second.secret)
    #expect(try await bakery.shop.session(for: second.secret) == nil)
  }

  @Test(arguments: Engine.underTest)
  func `unknown people, wrong passwords and disabled accounts hear the same`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let eve = try await bakery.hire("Eve", .manager, email: "eve@corner.example", password: "a long enough one")
    try await bakery.shop.write(by: bakery.owner) { try $0.disableStaff(eve.id) }
    for (email, password) in [
      ("nobody@corner.example", "whatever it is"), (CornerBakery.ownerEmail, "not the password"),
      ("eve@corner.example", "a long enough one"), ("no address", "x"), (CornerBakery.ownerEmail, String(repeating: "x", count: 1_048_576)),
    ] {
      let refusal = try await bakery.refusal {
        try await bakery.shop.signIn(email: email, password: password, peer: "192.0.2.7", replacing: nil)
      }
      #expect(refusal == .signInFailed)
    }
  }

  @Test(arguments: Engine.underTest)
  func `an address that is wrong too often waits, whoever asks, and is told how long`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    var codes: [RefusalCode?] = []
    for number in 0..<12 {
      codes.append(
        try await bakery.refusal {
          try await bakery.shop.signIn(email: "NORA@corner.example", password: "wrong", peer: "192.0.2.\(number)", replacing: nil)
        }?.code)
    }
    #expect(codes.prefix(10).allSatisfy { $0 == .unauthenticated })
    #expect(codes.suffix(2).allSatisfy { $0 == .rateLimited })
    bakery.wait(seconds: 20)
    _ = try await signIn(bakery, replacing: nil)
  }

  @Test(arguments: Engine.underTest)
  func `what a clock a day ahead gave out is worth nothing the moment the clock is right`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    bakery.wait(seconds: 86_400)
    let office = try await signIn(bakery, replacing: nil)
    #expect(try await bakery.shop.session(for: office.secret) != nil)
    bakery.wait(seconds: -86_400)
    #expect(try await bakery.shop.session(for: office.secret) == nil)
  }

  @Test(arguments: Engine.underTest)
  func `a session ends after twelve hours, a till locks after a quarter of an hour`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let office = try await signIn(bakery, replacing: nil)
    let till = try await bakery.shop.enterPIN("4711", staffID: bakery.ownerID, at: try await bakery.till(), replacing: nil)
    bakery.wait(seconds: 14 * 60)
    #expect(try await bakery.shop.session(for: till.secret) != nil)
    bakery.wait(seconds: 14 * 60)
    #expect(try await bakery.shop.session(for: till.secret) != nil)
    bakery.wait(seconds: 15 * 60)
    #expect(try await bakery.shop.session(for: till.secret) == nil)
    #expect(try await bakery.shop.session(for: office.secret) != nil)
    bakery.wait(seconds: 12 * 3600)
    #expect(try await bakery.shop.session(for: office.secret) == nil)
  }

  @Test(arguments: Engine.underTest)
  func `a new password, another role and disabling end every session of that person`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let eve = try await bakery.hire("Eve", .manager, email: "eve@corner.example", password: "a long enough one")
    let changes: [@Sendable (inout StaffChange) -> Void] = [
      { $0.password = "another long one" }, { $0.role = .cashier }, { $0.disabled = true },
    ]
    var password = "a long enough one"
    for edit in changes {
      let session = try await bakery.shop.signIn(email: "eve@corner.example", password: password, peer: nil, replacing: nil)
      #expect(try await bakery.shop.session(for: session.secret) != nil)
      var change = StaffChange()
      edit(&change)
      password = change.password ?? password
      let wanted = change
      let secrets = try await bakery.shop.hashed(password: change.password, pin: nil, of: eve.id, by: bakery.owner)
      _ = try await bakery.shop.write(by: bakery.owner) { try $0.changeStaff(eve.id, wanted, secrets: secrets) }
      bakery.shop.credentials.forgetVerified()
      #expect(try await bakery.shop.session(for: session.secret) == nil)
    }
  }

  @Test(arguments: Engine.underTest)
  func `a form token belongs to one browser`(on engine: Engine) async throws {
    let bakery = try await CornerBakery(on: engine)
    let token = bakery.shop.formToken(for: "one")
    #expect(bakery.shop.isFormToken(token, for: "one"))
    #expect(!bakery.shop.isFormToken(token, for: "other"))
    #expect(!bakery.shop.isFormToken("", for: "one"))
  }

  private func signIn(_ bakery: CornerBakery, replacing old: String?) async throws -> SignedIn {
    try await bakery.shop.signIn(
      email: CornerBakery.ownerEmail, password: CornerBakery.ownerPassword, peer: "192.0.2.1", replacing: old)
  }
}
