import SQLEngine

/// Words in a `tsvector`, whose index PostgreSQL keeps up to date by itself; see `0007_search.postgres.sql`.
///
/// That index knows what has a word, and not what of it is new: all hits are put together before one can be looked at. So a glance at the
/// newest things tells first how common the words are. Common ones are looked for in the things themselves, from the newest back; rare ones
/// in the index.
struct WordsInPostgres: IndexedWords {
  let tx: Transaction

  /// So many of the newest things tell how common a word is.
  private static let sample = 1024
  /// Of a sample, so many hits make a word common.
  private static let commonHits: Int64 = 16
  /// From the newest things back no more than so many are looked at one by one.
  private static let furthest = 32_768

  func replace(_ kind: SearchKind, _ id: String, _ words: String) throws {
    try tx.enqueue(
      """
      INSERT INTO search_documents (number, kind, object_id, words, pending)
      SELECT COALESCE(MAX(number), 0) + 1, \(kind.rawValue), \(id), \(words), 0 FROM search_documents
      ON CONFLICT (object_id) DO UPDATE SET words = excluded.words WHERE search_documents.words <> excluded.words
      """)
  }

  func remove(_ id: String) throws {
    try tx.enqueue("DELETE FROM search_documents WHERE object_id = \(id)")
  }

  func matches(_ kind: SearchKind, _ query: SearchQuery) throws -> SQL {
    let frequency = query.terms.count > 1 ? try glance(kind, query) : nil
    return "id IN (SELECT document.object_id FROM search_documents AS document WHERE \(hits(kind, query, frequency)))"
  }

  func newest(_ limit: Int, of kind: SearchKind, _ query: SearchQuery, in things: SQL, where filter: SQL) throws -> SQL {
    // Said as a value and not as EXISTS, which would be turned into a join with all of the things.
    let passes: SQL = "(SELECT 1 FROM \(things) WHERE id = document.object_id AND \(filter)) = 1"
    let frequency = try glance(kind, query)
    var (found, end) = ([String](), Int64.max)
    if frequency.all * Int64(Self.furthest / Self.sample) >= Int64(limit) {
      (found, end) = try walk(limit, kind, "\(query.likes) AND \(passes)")
    }
    let known: SQL = "SELECT string_to_table(\(found.joined(separator: " ")), ' ') LIMIT \(limit)"
    guard found.count < limit, end > 0 else { return "id IN (\(known))" }
    return """
      id IN (
        (\(known))
        UNION ALL SELECT object_id FROM (
          SELECT document.object_id FROM search_documents AS document
          WHERE \(hits(kind, query, frequency)) AND document.number + 0 < \(end) AND \(passes)
          ORDER BY document.number DESC LIMIT \(limit - found.count)) AS older)
      """
  }

  /// Looks at one thing after another, from the newest back.
  ///
  /// - Returns: what holds the condition, and the number before which nothing was looked at; 0 at the end.
  private func walk(_ limit: Int, _ kind: SearchKind, _ condition: SQL) throws -> (found: [String], end: Int64) {
    var (found, end) = ([String](), Int64.max)
    var (span, seen) = (Self.sample, 0)
    while found.count < limit, seen + span <= Self.furthest, end > 0 {
      let recent = recent(kind, before: end, span)
      found += try tx.rows(
        """
        SELECT document.object_id AS id FROM \(recent) AS document WHERE \(condition)
        ORDER BY document.number DESC LIMIT \(limit - found.count)
        """
      ).map { try $0.text("id") }
      end = try tx.row("SELECT COALESCE(MIN(number), 0) AS first FROM \(recent) AS document")?.integer("first") ?? 0
      seen += span
      span *= 2
    }
    return (found, end)
  }

  func isCommon(_ kind: SearchKind, _ query: SearchQuery, above limit: Int) throws -> Bool {
    try glance(kind, query).all >= Self.commonHits
  }

  /// Nothing is ever pending, but for what was moved here from SQLite.
  func settle(_ kind: SearchKind) throws {
    try tx.execute("UPDATE search_documents SET pending = 0 WHERE kind = \(kind.rawValue) AND pending = 1")
  }

  /// The index forgets words when the engine purges its table.
  func compact(_ kind: SearchKind) throws {
    try settle(kind)
  }

  /// How many of the newest things have all the words, and how many have each.
  private struct Frequency {
    let all: Int64
    let terms: [Int64]
  }

  private func glance(_ kind: SearchKind, _ query: SearchQuery) throws -> Frequency {
    let conditions = query.terms.count == 1 ? [query.likes] : [query.likes] + query.terms.map(\.likes)
    let counts = conditions.enumerated().map { index, likes -> SQL in
      "SELECT \(index) AS place, COUNT(*) AS count FROM recent WHERE \(likes)"
    }
    let rows = try tx.rows(
      """
      WITH recent AS MATERIALIZED (SELECT words FROM \(recent(kind, before: .max, Self.sample)) AS document)
      \(counts.joined(separator: " UNION ALL ")) ORDER BY place
      """
    ).map { try $0.integer("count") }
    return Frequency(all: rows.first ?? 0, terms: Array(rows.dropFirst()))
  }

  /// A condition on `document`, by the index. Of several terms the common ones are asked of what the rare ones find.
  private func hits(_ kind: SearchKind, _ query: SearchQuery, _ frequency: Frequency?) -> SQL {
    let counts = frequency?.terms ?? []
    let rarest = counts.min() ?? 0
    let common = counts.map { $0 >= Self.commonHits && $0 > rarest }
    let sought = query.terms.indices.filter { !common.indices.contains($0) || !common[$0] }
    let checked = query.terms.indices.filter { !sought.contains($0) }
    let vector = SearchQuery.vectorText(sought.map { query.terms[$0] })
    let conditions: [SQL] = ["search_vector(document.words) @@ CAST(\(vector) AS tsquery)"] + checked.map { query.terms[$0].likes }
    return "document.\(isOf(kind)) AND \(conditions.joined(separator: " AND "))"
  }

  /// The newest `count` things of a kind that were made before the number `end`, as a table.
  private func recent(_ kind: SearchKind, before end: Int64, _ count: Int) -> SQL {
    """
    (SELECT number, object_id, words FROM search_documents WHERE \(isOf(kind)) AND number < \(end)
      ORDER BY number DESC LIMIT \(count))
    """
  }

  /// Said in the statement's text, by which PostgreSQL knows that the kind's own index will do.
  private func isOf(_ kind: SearchKind) -> SQL {
    switch kind {
    case .order: "kind = 'order'"
    case .product: "kind = 'product'"
    case .customer: "kind = 'customer'"
    case .conversation: "kind = 'conversation'"
    }
  }
}
