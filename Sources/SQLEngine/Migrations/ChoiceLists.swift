/// Says `name IN ('a', 'b', 'c')` of a table's checks as equalities: SQLite builds an index in memory for every such list of three or more
/// each time a row is written, which costs more than the row's own check.
enum ChoiceLists {
  static func asEqualities(_ tokens: [SchemaTokens.Token]) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = 0
    while index < tokens.count {
      if let (said, next) = equalities(tokens, from: index) {
        bytes.append(contentsOf: said)
        index = next
      } else {
        bytes.append(contentsOf: tokens[index].bytes)
        index += 1
      }
    }
    return bytes
  }

  /// The list that starts with the name at `start`, said as equalities, and where it ends; nil for anything else.
  private static func equalities(_ tokens: [SchemaTokens.Token], from start: Int) -> (said: [UInt8], next: Int)? {
    let name = tokens[start]
    guard name.kind == .word, name.uppercased != "NOT" else { return nil }
    var index = start + 1
    var choices: [ArraySlice<UInt8>] = []
    func pass(_ sign: String?) -> Bool {
      while index < tokens.count, tokens[index].isBlank { index += 1 }
      guard let sign else { return true }
      guard index < tokens.count, tokens[index].uppercased == sign else { return false }
      index += 1
      return true
    }
    guard pass("IN"), pass("(") else { return nil }
    repeat {
      guard pass(nil), index < tokens.count, tokens[index].kind == .quoted, tokens[index].bytes.first == UInt8(ascii: "'") else {
        return nil
      }
      choices.append(tokens[index].bytes)
      index += 1
    } while pass(",")
    guard choices.count > 2, pass(")") else { return nil }
    let said = choices.map { Array(name.bytes) + Array(" = ".utf8) + Array($0) }.joined(separator: Array(" OR ".utf8))
    return (Array("(".utf8) + Array(said) + Array(")".utf8), index)
  }
}

extension SchemaTokens.Token {
  fileprivate var isBlank: Bool { kind == .other && bytes.allSatisfy { $0 == 32 || (9...13).contains($0) } }
}
