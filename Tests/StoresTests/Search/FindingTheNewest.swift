import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

/// Many things with the same words: which are found first, whatever the engine's index is good at.
@Suite("Finding the newest of many", .timeLimit(.minutes(15)))
struct FindingTheNewest {
  /// Guests 1 to 3000 in the order they came: every fifth is of the town "Ely", two of the first have a rare name.
  private static func shop(on engine: Engine) async throws -> TestDatabase {
    let database = try await TestDatabase(on: engine)
    try await database.write { tx in
      for number in 1...3000 {
        var text = SearchText()
        text.add("guest number\(number)")
        if number.isMultiple(of: 5) { text.add("Ely") }
        if number == 10 || number == 23 { text.add("Quimby") }
        try tx.search.replace(.customer, ID<Customer>(stored: "cus_\(number)"), text)
      }
      try tx.search.settle(.customer)
    }
    return database
  }

  @Test(arguments: Engine.underTest)
  func `of common words the last made are found, of rare ones all, with others beside them or not`(on engine: Engine) async throws {
    let shop = try await Self.shop(on: engine)
    let townsfolk = (1...3000).reversed().filter { $0.isMultiple(of: 5) }
    #expect(try await shop.newest(10, "ely") == Set(townsfolk.prefix(10)))
    #expect(try await shop.newest(10, "quimby") == [10, 23])
    #expect(try await shop.newest(10, "guest quim") == [10, 23])
    #expect(try await shop.newest(10, "ely quimby") == [10])
    #expect(try await shop.newest(10, "ely number7") == Set(townsfolk.filter { "\($0)".hasPrefix("7") }.prefix(10)))
    #expect(try await shop.newest(10, "nobody") == [])
  }

  @Test(arguments: Engine.underTest)
  func `what else must hold is asked of all that have the words`(on engine: Engine) async throws {
    let shop = try await Self.shop(on: engine)
    #expect(try await shop.newest(10, "guest", where: "id IN ('cus_3', 'cus_2999')") == [3, 2999])
    #expect(try await shop.newest(1, "ely", where: "id IN ('cus_5', 'cus_20', 'cus_21')") == [20])
  }

  @Test(arguments: Engine.underTest)
  func `a word that everybody has is told from one that few have`(on engine: Engine) async throws {
    let shop = try await Self.shop(on: engine)
    let (common, rare) = try await shop.read { tx in
      (try tx.search.isCommon(.customer, "guest", above: 300), try tx.search.isCommon(.customer, "quimby", above: 300))
    }
    #expect((common, rare) == (true, false))
    #expect(try await shop.found { tx in try tx.search.contains(.customer, "ely quimby") } == [10])
  }
}

extension TestDatabase {
  fileprivate func newest(_ limit: Int, _ query: String, where filter: SQL = "1 = 1") async throws -> Set<Int> {
    try await found { tx in try tx.search.newest(limit, of: .customer, query, in: Self.guests, where: filter) }
  }

  fileprivate func found(_ condition: @escaping @Sendable (Transaction) throws -> SQL) async throws -> Set<Int> {
    try await read { tx in
      let rows = try tx.rows("SELECT id FROM \(Self.guests) WHERE \(condition(tx))")
      return Set(try rows.compactMap { Int(try $0.text("id").dropFirst(4)) })
    }
  }

  private static var guests: SQL { "(SELECT object_id AS id FROM search_documents) AS guests" }
}
