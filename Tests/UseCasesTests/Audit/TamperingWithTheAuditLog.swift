import Domain
import SQLEngine
import Stores
import TestSupport
import Testing
import UseCases

/// Somebody with the database in hand changes what the audit log says of the corner bakery (P13).
struct TamperingWithTheAuditLog {
  @Test(arguments: Engine.underTest)
  func `a log that nobody touched is sound, also after a person was forgotten`(on engine: Engine) async throws {
    let log = try await SealedLog(on: engine)
    let untouched = try await log.findings(after: { _ in })
    #expect(untouched.isEmpty)
    let person = try await log.bakery.shop.write(by: log.bakery.owner) { work in
      var changes = Changes<Customer>()
      changes.set(\.name, to: "Zofia")
      return try work.createCustomer(changes)
    }
    try await log.bakery.shop.write(by: log.bakery.owner) { work in try work.eraseCustomer(person.id) }
    let erased = try await log.findings(after: { _ in })
    #expect(erased.isEmpty)
  }

  @Test(arguments: Engine.underTest)
  func `each of a thousand random changes of the log is found`(on engine: Engine) async throws {
    let log = try await SealedLog(on: engine)
    let entries = try await log.entries()
    let seed = UInt64.random(in: 1...UInt64.max)
    print("The audit log is tampered with by seed \(seed).")
    var random = Dice(seed: seed)
    for _ in 1...1000 {
      let entry = try #require(entries.randomElement(using: &random))
      let other = try #require(entries.filter { $0.sequence != entry.sequence }.randomElement(using: &random))
      let kind = Int.random(in: 0...8, using: &random)
      let digit = String(UInt64.random(in: 1...UInt64.max, using: &random), radix: 36)
      let found = try await log.findings { tx in
        let here: SQL = "WHERE sequence = \(entry.sequence)"
        switch kind {
        case 0: try tx.execute("UPDATE audit SET actor_name = \(digit) \(here)")
        case 1: try tx.execute("UPDATE audit SET action = \(digit) \(here)")
        case 2: try tx.execute("UPDATE audit SET created_at = created_at + 1 \(here)")
        case 3: try tx.execute("UPDATE audit SET detail = \(digit) \(here)")
        case 4: try tx.execute("UPDATE audit SET reason = \(digit) \(here)")
        case 5: try tx.execute("UPDATE audit SET chain_hash = \(digit) \(here)")
        case 6: try tx.execute("DELETE FROM audit \(here)")
        case 7: try tx.execute("UPDATE audit SET object_id = \(other.objectID + digit) \(here)")
        default: try tx.execute("UPDATE audit SET actor_id = \(digit), register_id = NULL \(here)")
        }
      }
      #expect(!found.isEmpty, "change \(kind) of entry \(entry.sequence) was not found, seed \(seed)")
    }
  }

  @Test(arguments: Engine.underTest)
  func `whoever writes a chain anew cannot write the seal anew`(on engine: Engine) async throws {
    let log = try await SealedLog(on: engine)
    let found = try await log.findings { tx in
      try tx.execute("DELETE FROM audit WHERE object_id = (SELECT object_id FROM audit WHERE object_type = 'order' LIMIT 1)")
    }
    #expect(found.contains { $0.hasPrefix("I22") })
    let forged = try await log.findings { tx in try tx.execute("UPDATE audit_seals SET signature = 'mine'") }
    #expect(forged == ["I22: seal 1 of the audit log was not made with this shop's key."])
    let second = try await log.bakery.shop.sealAudit()
    #expect(second == nil, "a second seal on the same day")
  }
}

/// The log of a bakery where much was done, sealed once.
private struct SealedLog {
  /// Undoes what a test did to the log.
  private struct PutBack: Error {}

  struct Entry: Sendable {
    let sequence: Int64
    let objectID: String
  }

  let bakery: CornerBakery

  init(on engine: Engine) async throws {
    bakery = try await CornerBakery(on: engine)
    for number in 1...8 {
      let till = bakery.register.id
      let made = try await bakery.shop.write(by: bakery.owner) { work in
        var line = NewLine(quantity: try #require(Quantity(units: 1)))
        line.title = "Rye bread \(number)"
        line.unitPrice = UnitPrice(minorUnits: 450)
        var order = NewOrder()
        order.channel = .register
        order.registerID = till
        order.lines = [line]
        return try work.createOrder(order).order
      }
      _ = try await bakery.shop.write(by: bakery.owner) { try $0.holdOrder(made.id, HoldRequest(registerID: till)) }
      _ = try await bakery.shop.write(by: bakery.owner) { try $0.discardOrder(made.id, version: nil, reason: "a child played") }
    }
    let seal = try await bakery.shop.sealAudit()
    #expect(seal?.number == 1)
  }

  func entries() async throws -> [Entry] {
    try await bakery.database.read { tx in
      try tx.rows("SELECT sequence, object_id FROM audit ORDER BY sequence").map {
        Entry(sequence: try $0.integer("sequence"), objectID: try $0.text("object_id"))
      }
    }
  }

  /// What the check says of the log after `deed`, which is undone.
  func findings(after deed: @escaping @Sendable (Transaction) throws -> Void) async throws -> [String] {
    let shop = bakery.shop
    let (said, tell) = AsyncStream.makeStream(of: [String].self)
    do {
      try await shop.write(by: .system) { work in
        try deed(work.tx)
        tell.yield(try work.checkAuditChains() + shop.checkAuditSeals(in: work.tx))
        throw PutBack()
      }
    } catch is PutBack {}
    return try #require(await said.first { _ in true })
  }
}
