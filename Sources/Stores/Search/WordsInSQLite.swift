import SQLEngine

/// Words in FTS5. Writing touches one ordinary row; see `0007_search.sqlite.sql` for how.
struct WordsInSQLite: IndexedWords {
  let tx: Transaction

  func replace(_ kind: SearchKind, _ id: String, _ words: String) throws {
    try tx.enqueue(
      """
      INSERT INTO search_documents (number, kind, object_id, words, pending)
      VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM search_documents), \(kind.rawValue), \(id), \(words), 1)
      ON CONFLICT (object_id) DO UPDATE SET words = excluded.words, pending = 1 WHERE words <> excluded.words
      """)
    if Self.takesOthersAlong(id) { try settle(kind) }
  }

  /// An identity in every hundred or so takes the pending ones along: rarely enough to be cheap, often enough to keep them few. Its last two
  /// digits, of 32 kinds each, are chance.
  private static func takesOthersAlong(_ id: String) -> Bool {
    let digits = id.utf8.suffix(2)
    return digits.last == UInt8(ascii: "0") && digits.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } == true
  }

  func remove(_ id: String) throws {
    guard let row = try tx.row("SELECT number, kind FROM search_documents WHERE object_id = \(id)") else { return }
    let number = try row.integer("number")
    try tx.execute("DELETE FROM search_documents WHERE number = \(number)")
    try tx.execute("DELETE FROM \(table(try row.choice("kind"))) WHERE rowid = \(number)")
  }

  func matches(_ kind: SearchKind, _ query: SearchQuery) throws -> SQL {
    try condition(kind, query) { hits in hits }
  }

  func newest(_ limit: Int, of kind: SearchKind, _ query: SearchQuery, in things: SQL, where filter: SQL) throws -> SQL {
    try condition(kind, query) { hits in
      """
      SELECT object_id FROM (
        \(hits) AND EXISTS (SELECT 1 FROM \(things) WHERE id = document.object_id AND \(filter))
        ORDER BY \(table(kind)).rowid DESC LIMIT \(limit)) AS settled
      """
    }
  }

  func isCommon(_ kind: SearchKind, _ query: SearchQuery, above limit: Int) throws -> Bool {
    let row = try tx.row(
      """
      SELECT COUNT(*) AS count FROM (
        SELECT rowid FROM \(table(kind)) WHERE \(table(kind)) MATCH \(try matchText(kind, query)) LIMIT \(limit + 1)) AS hits
      """)
    return try row?.integer("count") ?? 0 > Int64(limit)
  }

  /// What is in the index and passes `chosen`, and what is still pending.
  private func condition(_ kind: SearchKind, _ query: SearchQuery, _ chosen: (_ hits: SQL) -> SQL) throws -> SQL {
    let hits: SQL = """
      SELECT document.object_id FROM \(table(kind)) JOIN search_documents AS document ON document.number = \(table(kind)).rowid
      WHERE \(table(kind)) MATCH \(try matchText(kind, query)) AND document.pending = 0
      """
    return """
      id IN (
        \(chosen(hits))
        UNION ALL SELECT object_id FROM search_documents WHERE kind = \(kind.rawValue) AND pending = 1 AND \(query.likes))
      """
  }

  private func matchText(_ kind: SearchKind, _ query: SearchQuery) throws -> String {
    try query.matchText { try SearchWords(tx: tx).beginning($0, in: kind) }
  }

  func settle(_ kind: SearchKind) throws {
    let table = table(kind)
    let pending: SQL = "SELECT number FROM search_documents WHERE kind = \(kind.rawValue) AND pending = 1"
    let texts = try tx.rows("SELECT words FROM search_documents WHERE kind = \(kind.rawValue) AND pending = 1").map { try $0.text("words") }
    try SearchWords(tx: tx).add(of: texts, to: kind)
    try tx.execute("DELETE FROM \(table) WHERE rowid IN (\(pending))")
    try tx.execute(
      "INSERT INTO \(table) (rowid, words) SELECT number, words FROM search_documents WHERE kind = \(kind.rawValue) AND pending = 1")
    try tx.execute("UPDATE search_documents SET pending = 0 WHERE kind = \(kind.rawValue) AND pending = 1")
  }

  /// Moves pending words into the index and merges it into one piece.
  func compact(_ kind: SearchKind) throws {
    try settle(kind)
    let table = table(kind)
    try tx.execute("INSERT INTO \(table) (\(table)) VALUES ('optimize')")
    try tx.execute("DELETE FROM search_words WHERE kind = \(kind.rawValue)")
    try tx.execute(
      """
      INSERT INTO search_words (kind, word) SELECT \(kind.rawValue), term FROM \(table)_words WHERE term NOT GLOB '*[0-9]*'
      """)
  }

  private func table(_ kind: SearchKind) -> SQL {
    switch kind {
    case .order: "search_orders"
    case .product: "search_products"
    case .customer: "search_customers"
    case .conversation: "search_conversations"
    }
  }
}
