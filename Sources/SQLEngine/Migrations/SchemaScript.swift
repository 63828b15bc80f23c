/// Reads migration files: cuts them into statements and says them in the engine's words.
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

  /// SQLite has one integer type and checks types only in STRICT tables, so `BIGINT` becomes `INTEGER` and `CREATE TABLE` ends in
  /// `STRICT`; lists of choices become equalities (``ChoiceLists``). Every other statement, `CREATE VIRTUAL TABLE` among them, stays as it is.
  static func render(_ statement: String, for dialect: Dialect) -> String {
    guard dialect == .sqlite else { return statement }
    let tokens = Array(SchemaTokens(statement))
    let words = tokens.filter { $0.kind == .word }.prefix(2).map(\.uppercased)
    guard words.first == "CREATE" || words.first == "ALTER", words.last == "TABLE" else { return statement }
    var bytes = ChoiceLists.asEqualities(
      tokens.map { token in
        guard token.kind == .word, token.uppercased == "BIGINT" else { return token }
        return SchemaTokens.Token(kind: .word, bytes: ArraySlice("INTEGER".utf8))
      })
    if words.first == "CREATE" { bytes.append(contentsOf: " STRICT".utf8) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ bytes: [UInt8], to result: inout [String]) {
    let isSpace: (UInt8) -> Bool = { $0 == 32 || (9...13).contains($0) }
    let trimmed = bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    if !trimmed.isEmpty { result.append(String(decoding: Array(trimmed), as: UTF8.self)) }
  }
}
