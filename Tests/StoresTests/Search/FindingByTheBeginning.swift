import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

@Suite("Finding by the beginning of words", .timeLimit(.minutes(15)))
struct FindingByTheBeginning {
  static let cases: [(text: String, finds: [String], misses: [String])] = [
    ("Chleb żytni z Łodzi", ["chleb", "ŻYT", "zytni lodz", "lodzi chl"], ["ytni", "chleby"]),
    ("Jean-Luc O'Hara", ["jean", "luc", "jean-luc", "jeanl", "hara", "o'hara"], ["ean", "ucj"]),
    ("ABC-42-XL", ["abc-42", "abc42", "42-xl", "ABC-42-XL", "xl"], ["bc-42", "abc-43"]),
    ("nora@corner.example", ["nora@corner", "nora", "corner.example"], ["ora@"]),
    ("東京都 ラーメン", ["東京", "東", "京都", "ラーメ", "東京都"], ["都京", "東都"]),
    ("ผัดไทยกุ้งสด", ["ผัดไทย", "กุ้ง", "ผั"], ["ไทยผัด"]),
    ("Ｆｕｌｌ ｗｉｄｔｈ", ["full", "WIDTH"], ["ull"]),
    ("Straße Ørsted Đorđe", ["strasse", "orsted", "dorde"], ["rsted"]),
    ("سلام مرحبا", ["سلا", "مرحبا"], ["لام"]),
  ]

  @Test(arguments: Engine.underTest, cases)
  func `a text is found by its words' beginnings`(on engine: Engine, _ sample: (text: String, finds: [String], misses: [String]))
    async throws
  {
    let database = try await TestDatabase(on: engine)
    let id = ID<Customer>(stored: "cus_1")
    for isSettled in [false, true] {
      try await database.write { tx in
        var text = SearchText()
        text.add(sample.text)
        try tx.search.replace(.customer, id, text)
        if isSettled { try tx.search.settle(.customer) }
      }
      for query in sample.finds { #expect(try await database.finds(query), "\(query), settled: \(isSettled)") }
      for query in sample.misses { #expect(try await !database.finds(query), "\(query), settled: \(isSettled)") }
    }
  }

  @Test(arguments: ["ABC-42-XL rye", "a.b-c_d/e:f;g h", "  -- 1x2 ", "nora@corner.example", "x", "!", "A  b\tC\nd"])
  func `plain text is cut as any other text is`(_ text: String) {
    func words(_ text: String) -> Set<Substring> {
      var words = SearchText()
      words.add(text)
      return Set(words.stored.split(separator: " "))
    }
    #expect(words(text) == words(text + " ż").subtracting(["z"]))
  }

  @Test(arguments: Engine.underTest)
  func `a phone number is found with and without its prefix`(on engine: Engine) async throws {
    let database = try await TestDatabase(on: engine)
    try await database.write { tx in
      var text = SearchText()
      text.add(phone: "+48 600 100-200")
      try tx.search.replace(.customer, ID<Customer>(stored: "cus_1"), text)
    }
    for query in ["600100", "48600", "+48 600", "100200", "600 100 200"] { #expect(try await database.finds(query), "\(query)") }
  }

  @Test(arguments: Engine.underTest)
  func `new words take the place of the old ones, pending or not`(on engine: Engine) async throws {
    let database = try await TestDatabase(on: engine)
    for name in ["Anna", "Berta", "Clara"] {
      try await database.write { tx in
        var text = SearchText()
        text.add(name)
        try tx.search.replace(.customer, ID<Customer>(stored: "cus_1"), text)
        if name != "Berta" { try tx.search.settle(.customer) }
      }
    }
    #expect(try await !database.finds("anna"))
    #expect(try await !database.finds("berta"))
    #expect(try await database.finds("clara"))
  }

  @Test(
    arguments: Engine.underTest,
    ["\"", "a\" OR \"b", "NEAR(a b)", "*", "words:a", "%", "_", "'; DROP TABLE x", "-- a", "()", "AND", "\u{0}"])
  func `the index's own language is plain text`(on engine: Engine, _ query: String) async throws {
    let database = try await TestDatabase(on: engine)
    _ = try await database.finds(query)
    let long = Array(repeating: query + " abc", count: 3000).joined(separator: " ")
    _ = try await database.finds(long)
  }

  @Test(arguments: Engine.underTest)
  func `hundreds of writes settle by themselves and are all found`(on engine: Engine) async throws {
    let database = try await TestDatabase(on: engine)
    try await database.write { tx in
      for number in 0..<500 {
        var text = SearchText()
        text.add("guest number\(number)")
        try tx.search.replace(.customer, ID<Customer>(stored: "cus_\(number)"), text)
      }
    }
    let found = try await database.count("gue")
    #expect(found == 500)
    let pending = try await database.read {
      try $0.row("SELECT COUNT(*) AS count FROM search_documents WHERE pending = 1")?.integer("count") ?? 0
    }
    #expect(pending < 100)
  }
}

extension TestDatabase {
  fileprivate func finds(_ query: String) async throws -> Bool {
    try await count(query) > 0
  }

  fileprivate func count(_ query: String) async throws -> Int {
    try await read { tx in
      let things: SQL = "(SELECT object_id AS id FROM search_documents) AS things"
      return try tx.rows("SELECT id FROM \(things) WHERE \(tx.search.matches(.customer, query))").count
    }
  }
}
