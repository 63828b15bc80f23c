import Domain
import SQLEngine
import Secrets
import Stores
import UseCases

/// A garden shop that sells at once: every setting at its default, one location with two tills.
struct DemoShop: Sendable {
  let shop: Shop

  private struct People {
    let ownerPassword: String
    let owner: HashedSecrets
    let manager: (pin: String, secrets: HashedSecrets)
    let cashiers: [(name: String, pin: String, secrets: HashedSecrets)]
  }

  private static let ownerEmail = "owner@garden.example"
  private static let managerName = "Ewa Nowak"
  private static let managerEmail = "ewa@garden.example"
  private static let cashierNames = ["Kasia Wrona", "Somchai Dee", "Nora Lindqvist"]

  /// Fills the shop in one transaction, or changes nothing.
  ///
  /// - Throws: ``CommandFailure`` for a shop that somebody has begun to use.
  func fill() async throws -> DemoSignIn {
    guard try await shop.database.read({ tx in try tx.settings.find() }) == nil else {
      throw CommandFailure("This shop is not empty, so it stays as it is. Name an empty folder with --data.")
    }
    let people = try await hire()
    let token = shop.newTokenSecret()
    let (location, registers) = try await shop.write(by: .system) { work in
      try Self.fill(work, people, token: token)
    }
    return DemoSignIn(
      url: "http://127.0.0.1:8080", owner: (Self.ownerEmail, people.ownerPassword),
      manager: (Self.managerName, Self.managerEmail, people.manager.pin),
      cashiers: people.cashiers.map { .init(name: $0.name, pin: $0.pin) }, locationID: location.text,
      registers: registers.map { ($0.id.text, $0.name) }, token: token)
  }

  /// Passwords and PINs are made here, hashed here, and shown once.
  private func hire() async throws -> People {
    let password = Self.password()
    let owner = try await shop.hashed(password: password, pin: nil, by: .system)
    var pins: Set<String> = []
    func newPIN() -> String {
      while true {
        let pin = SecretText.digits(4)
        if pins.insert(pin).inserted { return pin }
      }
    }
    let managerPIN = newPIN()
    let manager = try await shop.hashed(password: Self.password(), pin: managerPIN, by: .system)
    var cashiers: [(name: String, pin: String, secrets: HashedSecrets)] = []
    for name in Self.cashierNames {
      let pin = newPIN()
      cashiers.append((name, pin, try await shop.hashed(password: nil, pin: pin, by: .system)))
    }
    return People(ownerPassword: password, owner: owner, manager: (managerPIN, manager), cashiers: cashiers)
  }

  private static func fill(_ work: UnitOfWork, _ people: People, token: String) throws -> (ID<Location>, [Register]) {
    let opened = try work.openShop(
      ShopOpening(
        shopName: "Dębowa Garden", currency: "EUR", timeZone: "Europe/Amsterdam", ownerName: "Olga Dębska", email: ownerEmail,
        password: people.ownerPassword))
    let location = opened.location.id
    var fetched = Changes<Location>()
    fetched.set(\.offersPickup, to: true)
    _ = try work.changeLocation(location, fetched)
    var second = Changes<Register>()
    second.set(\.name, to: "Till 2")
    let registers = [opened.register, try work.createRegister(second, at: location)]
    _ = try work.addStaff(StaffDraft(name: "Olga Dębska", role: .owner, email: ownerEmail), secrets: people.owner)
    let manager = try work.addStaff(
      StaffDraft(name: managerName, role: .manager, email: managerEmail, locationID: location.text), secrets: people.manager.secrets)
    let cashiers = try people.cashiers.map { cashier in
      try work.addStaff(
        StaffDraft(name: cashier.name, role: .cashier, locationID: location.text), secrets: cashier.secrets)
    }
    _ = try work.createToken(name: "Demo", role: .owner, locationID: nil, expiresAt: nil, secret: token)
    try DemoCouriers.add(by: work)
    let reduced = try DemoTaxes(work: work).add()
    let goods = try DemoStock(work: work, location: location, reducedClass: reduced).add(DemoGoods.all)
    let customers = try DemoCustomers.all.map { try work.createCustomer($0.changes) }
    try DemoHolds(work: work, location: location, registers: registers, cashiers: cashiers, goods: goods, customers: customers).add()
    try DemoConversations(work: work, location: location, staff: [manager] + cashiers, goods: goods, customers: customers).add()
    return (location, registers)
  }

  /// 80 random bits in groups that can be read out.
  private static func password() -> String {
    let text = Array(SecretText.make())
    return stride(from: 0, to: 16, by: 4).map { String(text[$0..<$0 + 4]) }.joined(separator: "-")
  }
}
