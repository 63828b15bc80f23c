package import Domain
package import SQLEngine

/// What is searched for; each kind has an index of its own.
package enum SearchKind: String, Sendable, CaseIterable {
  case order, product, customer, conversation
}

/// Finds things by the beginnings of their words; what is written is found by the next request.
///
/// The one place where the engines differ by more than a word: ``WordsInSQLite`` and ``WordsInPostgres`` know how.
package struct SearchIndex {
  let tx: Transaction
  private let words: any IndexedWords

  init(tx: Transaction) {
    self.tx = tx
    words =
      switch tx.dialect {
      case .sqlite: WordsInSQLite(tx: tx)
      case .postgres: WordsInPostgres(tx: tx)
      }
  }

  /// Puts a thing's words in the place of those it had.
  package func replace(_ kind: SearchKind, _ id: ID<some Identified>, _ text: SearchText) throws {
    try words.replace(kind, id.text, text.stored)
  }

  package func remove(_ id: ID<some Identified>) throws {
    try words.remove(id.text)
  }

  /// Adds words to those that a thing has.
  package func extend(_ kind: SearchKind, _ id: ID<some Identified>, by text: SearchText) throws {
    guard let row = try tx.row("SELECT words FROM search_documents WHERE object_id = \(id)") else { return try replace(kind, id, text) }
    let known = try row.text("words")
    var words = SearchText(stored: known)
    words.add(stored: text)
    if words.stored != known { try replace(kind, id, words) }
  }

  /// A condition on the column `id` of the statement it is spliced into: the thing has words that begin like all of `query`'s.
  ///
  /// A text without a single letter or digit finds nothing.
  package func matches(_ kind: SearchKind, _ query: String) throws -> SQL {
    let query = SearchQuery(query)
    return query.isEmpty ? Self.nothing : try words.matches(kind, query)
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
    let query = SearchQuery(query)
    return query.isEmpty ? Self.nothing : try words.newest(limit, of: kind, query, in: things, where: filter)
  }

  /// Like ``matches(_:_:)``, but asked of each row by its own words: for lists that are gone through in an order of their own until a page is
  /// full. Good where many things have the words.
  package func contains(_ kind: SearchKind, _ query: String) throws -> SQL {
    let query = SearchQuery(query)
    guard !query.isEmpty else { return Self.nothing }
    return "EXISTS (SELECT 1 FROM search_documents WHERE object_id = id AND kind = \(kind.rawValue) AND \(query.likes))"
  }

  /// Whether so many things have the words that ``contains(_:_:)`` is quicker than ``matches(_:_:)``.
  ///
  /// - Parameter limit: above how many hits that is so.
  package func isCommon(_ kind: SearchKind, _ query: String, above limit: Int) throws -> Bool {
    let query = SearchQuery(query)
    return query.isEmpty ? false : try words.isCommon(kind, query, above: limit)
  }

  /// Moves pending words into the index; also what a timer may do when the shop is quiet.
  package func settle(_ kind: SearchKind) throws {
    try words.settle(kind)
  }

  /// Takes care that no word of a removed thing is left in the index (P25).
  package func compact(_ kind: SearchKind) throws {
    try words.compact(kind)
  }

  private static let nothing: SQL = "1 = 0"
}

/// An engine's own way of finding words. Questions have a term at least.
protocol IndexedWords {
  func replace(_ kind: SearchKind, _ id: String, _ words: String) throws
  func remove(_ id: String) throws
  func matches(_ kind: SearchKind, _ query: SearchQuery) throws -> SQL
  func newest(_ limit: Int, of kind: SearchKind, _ query: SearchQuery, in things: SQL, where filter: SQL) throws -> SQL
  func isCommon(_ kind: SearchKind, _ query: SearchQuery, above limit: Int) throws -> Bool
  func settle(_ kind: SearchKind) throws
  func compact(_ kind: SearchKind) throws
}

extension Transaction {
  package var search: SearchIndex { SearchIndex(tx: self) }
}
