package import Domain
package import SQLEngine

/// What is searched for; each kind has an index of its own.
package enum SearchKind: String, Sendable, CaseIterable {
  case order, product, customer, conversation
}

/// Finds things by the beginnings of their words. Writing touches one ordinary row; see `0007_search.sqlite.sql` for how.
package struct SearchIndex {
  let tx: Transaction

  /// Puts a thing's words in the place of those it had.
  package func replace(_ kind: SearchKind, _ id: ID<some Identified>, _ text: SearchText) throws {
    if let row = try tx.row("SELECT number FROM search_documents WHERE object_id = \(id)") {
      let number = try row.integer("number")
      try tx.execute(
        "UPDATE search_documents SET words = \(text.stored), pending = 1 WHERE number = \(number) AND words <> \(text.stored)")
      return
    }
    let last = try tx.row("SELECT COALESCE(MAX(number), 0) AS last FROM search_documents")?.integer("last") ?? 0
    let number = last + 1
    try tx.execute(
      """
      INSERT INTO search_documents (number, kind, object_id, words, pending)
      VALUES (\(number), \(kind.rawValue), \(id), \(text.stored), 1)
      """)
    // A number in every hundred or so takes the pending ones along: rarely enough to be cheap, often enough to keep them few.
    if number % Self.batch == 0 { try settle(kind) }
  }

  package func remove(_ id: ID<some Identified>) throws {
    guard let row = try tx.row("SELECT number, kind FROM search_documents WHERE object_id = \(id)") else { return }
    let number = try row.integer("number")
    try tx.execute("DELETE FROM search_documents WHERE number = \(number)")
    try tx.execute("DELETE FROM \(table(try row.choice("kind"))) WHERE rowid = \(number)")
  }

  /// A condition on the column `id` of the statement it is spliced into: the thing has words that begin like all of `query`'s.
  ///
  /// A text without a single letter or digit finds nothing.
  package func matches(_ kind: SearchKind, _ query: String) throws -> SQL {
    try condition(kind, query) { hits in hits }
  }

  /// Like ``matches(_:_:)``, but only the newest: goes through the hits from the last one made backwards and stops when there are enough,
  /// so that a word which a fifth of all orders share is found as quickly as a rare one.
  ///
  /// Things get their numbers in the order they are made, so the last numbers are the newest things.
  ///
  /// - Parameters:
  ///   - things: the table they are in.
  ///   - filter: what else must hold, a condition on that table alone.
  package func newest(_ limit: Int, of kind: SearchKind, _ query: String, in things: SQL, where filter: SQL) throws -> SQL {
    try condition(kind, query) { hits in
      """
      SELECT object_id FROM (
        \(hits) AND EXISTS (SELECT 1 FROM \(things) WHERE id = document.object_id AND \(filter))
        ORDER BY \(table(kind)).rowid DESC LIMIT \(limit)) AS settled
      """
    }
  }

  /// Like ``matches(_:_:)``, but asked of each row by its own words: for lists that are gone through in an order of their own until a page is
  /// full. Good where many things have the words.
  package func contains(_ kind: SearchKind, _ query: String) throws -> SQL {
    let parsed = SearchQuery(query)
    guard !parsed.terms.isEmpty else { return "1 = 0" }
    let words = parsed.terms.map(likes).joined(separator: " AND ")
    return "EXISTS (SELECT 1 FROM search_documents WHERE object_id = id AND kind = \(kind.rawValue) AND \(words))"
  }

  /// Whether more than so many things in the index have the words.
  package func isCommon(_ kind: SearchKind, _ query: String, above limit: Int) throws -> Bool {
    let parsed = SearchQuery(query)
    guard !parsed.terms.isEmpty else { return false }
    let match = try parsed.matchText { try SearchWords(tx: tx).beginning($0, in: kind) }
    let row = try tx.row(
      """
      SELECT COUNT(*) AS count FROM (
        SELECT rowid FROM \(table(kind)) WHERE \(table(kind)) MATCH \(match) LIMIT \(limit + 1)) AS hits
      """)
    return try row?.integer("count") ?? 0 > Int64(limit)
  }

  /// Adds words to those that a thing has.
  package func extend(_ kind: SearchKind, _ id: ID<some Identified>, by text: SearchText) throws {
    guard let row = try tx.row("SELECT words FROM search_documents WHERE object_id = \(id)") else { return try replace(kind, id, text) }
    let known = try row.text("words")
    var words = SearchText(stored: known)
    words.add(stored: text)
    if words.stored != known { try replace(kind, id, words) }
  }

  /// What is in the index and passes `chosen`, and what is still pending.
  private func condition(_ kind: SearchKind, _ query: String, _ chosen: (_ hits: SQL) -> SQL) throws -> SQL {
    let parsed = SearchQuery(query)
    guard !parsed.terms.isEmpty else { return "1 = 0" }
    let pending = parsed.terms.map(likes).joined(separator: " AND ")
    let hits: SQL = """
      SELECT document.object_id FROM \(table(kind)) JOIN search_documents AS document ON document.number = \(table(kind)).rowid
      WHERE \(table(kind)) MATCH \(try parsed.matchText { try SearchWords(tx: tx).beginning($0, in: kind) }) AND document.pending = 0
      """
    return """
      id IN (
        \(chosen(hits))
        UNION ALL SELECT object_id FROM search_documents WHERE kind = \(kind.rawValue) AND pending = 1 AND \(pending))
      """
  }

  /// Moves pending words into the index; also what a timer may do when the shop is quiet.
  package func settle(_ kind: SearchKind) throws {
    let table = table(kind)
    let pending: SQL = "SELECT number FROM search_documents WHERE kind = \(kind.rawValue) AND pending = 1"
    let texts = try tx.rows("SELECT words FROM search_documents WHERE kind = \(kind.rawValue) AND pending = 1").map { try $0.text("words") }
    try SearchWords(tx: tx).add(of: texts, to: kind)
    try tx.execute("DELETE FROM \(table) WHERE rowid IN (\(pending))")
    try tx.execute(
      "INSERT INTO \(table) (rowid, words) SELECT number, words FROM search_documents WHERE kind = \(kind.rawValue) AND pending = 1")
    try tx.execute("UPDATE search_documents SET pending = 0 WHERE kind = \(kind.rawValue) AND pending = 1")
  }

  /// Moves pending words into the index and merges it into one piece, in which no word of a removed thing is left (P25).
  package func compact(_ kind: SearchKind) throws {
    try settle(kind)
    let table = table(kind)
    try tx.execute("INSERT INTO \(table) (\(table)) VALUES ('optimize')")
    try tx.execute("DELETE FROM search_words WHERE kind = \(kind.rawValue)")
    try tx.execute(
      """
      INSERT INTO search_words (kind, word) SELECT \(kind.rawValue), term FROM \(table)_words WHERE term NOT GLOB '*[0-9]*'
      """)
  }

  private func likes(_ term: SearchQuery.Term) -> SQL {
    let alternatives = term.alternatives.map { words in
      words.map { word -> SQL in
        let pattern = word.isPrefix ? "% \(word.word)%" : "% \(word.word) %"
        return "words || ' ' LIKE \(pattern)"
      }.joined(separator: " AND ")
    }
    return alternatives.count == 1 ? alternatives[0] : "(\(alternatives.joined(separator: " OR ")))"
  }

  private func table(_ kind: SearchKind) -> SQL {
    switch kind {
    case .order: "search_orders"
    case .product: "search_products"
    case .customer: "search_customers"
    case .conversation: "search_conversations"
    }
  }

  private static let batch: Int64 = 97
}

extension Transaction {
  package var search: SearchIndex { SearchIndex(tx: self) }
}
