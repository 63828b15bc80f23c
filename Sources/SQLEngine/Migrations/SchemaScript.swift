/// Reads migration files: cuts them into statements and says them in the engine's words.
///
/// SQLite has one integer type and checks types only in STRICT tables, so `BIGINT` becomes `INTEGER` and `CREATE TABLE` ends in `STRICT`;
/// lists of choices become equalities (``ChoiceLists``). PostgreSQL sorts texts by the rules of a language unless told otherwise, so `TEXT`
/// becomes `TEXT COLLATE "C"`: by octets, as on SQLite. The type is written in capitals, by which
/// it is told from a column that is called `text`.
enum SchemaScript {
  /// The statements of a file, each without the semicolon that ends it. Semicolons in quotes and comments end nothing;
  /// comments between statements are dropped.
  static func statements(of text: String) -> [String] {
    var result: [String] = []
    var current: [UInt8] = []
    for token in SchemaTokens(text) {
      switch token.kind {
      case .comment:
        current.append(UInt8(ascii: " "))
      case .semicolon:
        append(current, to: &result)
        current.removeAll()
      case .quoted, .word, .other:
        current.append(contentsOf: token.bytes)
      }
    }
    append(current, to: &result)
    return result
  }

  /// Says how tables are made in the engine's words; every other statement, `CREATE VIRTUAL TABLE` among them, stays as it is.
  static func render(_ statement: String, for dialect: Dialect) -> String {
    let tokens = Array(SchemaTokens(statement))
    let words = tokens.filter { $0.kind == .word }.prefix(2).map(\.uppercased)
    guard words.first == "CREATE" || words.first == "ALTER", words.last == "TABLE" else { return statement }
    switch dialect {
    case .sqlite:
      let bytes = ChoiceLists.asEqualities(tokens.map { $0.kind == .word && $0.uppercased == "BIGINT" ? .word("INTEGER") : $0 })
      return String(decoding: bytes, as: UTF8.self) + (words.first == "CREATE" ? " STRICT" : "")
    case .postgres:
      let said = tokens.map { $0.isTextType ? SchemaTokens.Token.word(#"TEXT COLLATE "C""#) : $0 }
      return String(decoding: said.flatMap(\.bytes), as: UTF8.self)
    }
  }

  private static func append(_ bytes: [UInt8], to result: inout [String]) {
    let isSpace: (UInt8) -> Bool = { $0 == 32 || (9...13).contains($0) }
    let trimmed = bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    if !trimmed.isEmpty { result.append(String(decoding: Array(trimmed), as: UTF8.self)) }
  }
}
