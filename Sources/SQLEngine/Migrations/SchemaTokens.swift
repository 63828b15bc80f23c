/// Walks the text of a migration token by token, so that quotes and comments are never mistaken for statements.
struct SchemaTokens: Sequence, IteratorProtocol {
  enum Kind {
    case word
    /// `'text'`, `"name"`, `` `name` `` or `[name]`. A doubled quote inside is read as the end of one and the start of another.
    case quoted
    case comment
    case semicolon
    case other
  }

  struct Token {
    let kind: Kind
    let bytes: ArraySlice<UInt8>

    var uppercased: String { String(decoding: bytes, as: UTF8.self).uppercased() }

    static func word(_ text: String) -> Token { Token(kind: .word, bytes: ArraySlice(text.utf8)) }

    /// The type, not a column that has its name.
    var isTextType: Bool { kind == .word && bytes.elementsEqual("TEXT".utf8) }
  }

  private let text: [UInt8]
  private var index = 0

  init(_ text: String) {
    self.text = Array(text.utf8)
  }

  mutating func next() -> Token? {
    guard index < text.count else { return nil }
    let start = index
    let kind = advance()
    return Token(kind: kind, bytes: text[start..<index])
  }

  private mutating func advance() -> Kind {
    let byte = text[index]
    let following = index + 1 < text.count ? text[index + 1] : 0
    switch (byte, following) {
    case (UInt8(ascii: "-"), UInt8(ascii: "-")):
      skip { $0 != UInt8(ascii: "\n") }
      return .comment
    case (UInt8(ascii: "/"), UInt8(ascii: "*")):
      index += 2
      skip(past: UInt8(ascii: "*"), UInt8(ascii: "/"))
      return .comment
    case (UInt8(ascii: "'"), _), (UInt8(ascii: "\""), _), (UInt8(ascii: "`"), _):
      skipQuoted(until: byte)
      return .quoted
    case (UInt8(ascii: "["), _):
      skipQuoted(until: UInt8(ascii: "]"))
      return .quoted
    case (UInt8(ascii: ";"), _):
      index += 1
      return .semicolon
    default:
      guard Self.isWord(byte) else {
        index += 1
        return .other
      }
      skip(while: Self.isWord)
      return .word
    }
  }

  private mutating func skip(while condition: (UInt8) -> Bool) {
    while index < text.count, condition(text[index]) { index += 1 }
  }

  private mutating func skip(past first: UInt8, _ second: UInt8) {
    while index < text.count {
      if text[index] == first, index + 1 < text.count, text[index + 1] == second {
        index += 2
        return
      }
      index += 1
    }
  }

  private mutating func skipQuoted(until quote: UInt8) {
    index += 1
    skip { $0 != quote }
    if index < text.count { index += 1 }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte == 95 || byte >= 128
  }
}
