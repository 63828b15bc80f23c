import JSON
import Testing

@Suite struct `Reading JSON` {
  private func read(_ text: String) throws(JSONError) -> JSON { try JSON.read(Array(text.utf8)) }

  private func refusal(_ bytes: [UInt8]) -> JSONError.Kind? {
    do {
      _ = try JSON.read(bytes)
      return nil
    } catch {
      return error.kind
    }
  }

  private func refusal(_ text: String) -> JSONError.Kind? { refusal(Array(text.utf8)) }

  @Test func `every kind of value is read with its members in order`() throws {
    let value = try read(#" {"a": [1, -2.50, 1e3, "x", true, false, null], "b": {}, "c": []} "#)
    #expect(
      value
        == .object([
          ("a", .array([.number("1"), .number("-2.50"), .number("1e3"), .string("x"), .bool(true), .bool(false), .null])),
          ("b", .object([])), ("c", .array([])),
        ]))
  }

  @Test func `numbers keep the text they were written with`() throws {
    #expect(try read("0.10") == .number("0.10"))
    #expect(try read("-0") == .number("-0"))
    #expect(try read("99999999999999999999999999") == .number("99999999999999999999999999"))
  }

  @Test(arguments: ["01", "+1", "1.", ".5", "1e", "0x10", "NaN", "Infinity", "-", "1e+", "--1"])
  func `what is no number of the grammar is refused`(_ text: String) {
    #expect(refusal(text) != nil)
  }

  @Test func `escapes become the characters they stand for`() throws {
    #expect(try read(#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00z""#) == .string("a\"\\/\u{8}\u{c}\n\r\té😀z"))
  }

  @Test func `a key twice is refused even when one of them is written with an escape`() {
    #expect(refusal(#"{"qty":1,"qty":2}"#) == .duplicateKey("qty"))
    #expect(refusal(#"{"qty":1,"q\u0074y":2}"#) == .duplicateKey("qty"))
    #expect(refusal(#"{"a":{"b":1,"b":1}}"#) == .duplicateKey("b"))
  }

  @Test func `a key twice is found among many`() {
    let many = (0..<5000).map { "\"k\($0)\":0" }.joined(separator: ",")
    #expect(refusal("{\(many)}") == nil)
    #expect(refusal("{\(many),\"k17\":1}") == .duplicateKey("k17"))
  }

  @Test func `the same key in two objects is no duplicate`() {
    #expect(refusal(#"[{"a":1},{"a":2},{"b":{"a":1}}]"#) == nil)
  }

  @Test func `text that is not well formed UTF-8 is refused`() {
    let quote = UInt8(ascii: "\"")
    let broken: [[UInt8]] = [
      [0xFF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80], [0xE2, 0x28, 0xA1],
    ]
    for bytes in broken { #expect(refusal([quote] + bytes + [quote]) == .invalidUTF8, "\(bytes)") }
    #expect(refusal([quote, 0xF0, 0x9F, 0x98, 0x80, quote]) == nil)
  }

  @Test func `UTF-16 and a byte order mark are refused`() {
    #expect(refusal([0xEF, 0xBB, 0xBF, 0x7B, 0x7D]) == .byteOrderMark)
    #expect(refusal([0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]) != nil)
    #expect(refusal([0x00, 0x7B, 0x00, 0x7D]) != nil)
  }

  @Test(arguments: [#""\ud800""#, #""\udc00""#, #""\ud800x""#, #""\ud800\u0041""#, #""\ud800\ud800""#, #""\ud83d""#])
  func `half of a surrogate pair is refused`(_ text: String) {
    #expect(refusal(text) == .loneSurrogate)
  }

  @Test(arguments: [
    (#""a\ud800""#, "a\u{FFFD}"), (#""\udc00b""#, "\u{FFFD}b"), (#""\ud800\u0041""#, "\u{FFFD}A"), (#""\ud800\ud83d\ude00""#, "\u{FFFD}😀"),
    (#""a\u0000b""#, "a\u{FFFD}b"),
  ])
  func `what another service only hands on is mended where that is asked for`(_ text: String, _ mended: String) throws {
    #expect(try JSON.read(Array(text.utf8), brokenTexts: .mended) == .string(mended))
    #expect(throws: JSONError.self) { try JSON.read(Array(#"{"a":1,"a":2}"#.utf8), brokenTexts: .mended) }
    #expect(throws: JSONError.self) { try JSON.read(Array(#""\ud800\uZZZZ""#.utf8), brokenTexts: .mended) }
  }

  @Test func `U+0000 is refused as itself and as an escape`() {
    #expect(refusal([0x22, 0x00, 0x22]) == .nulCharacter)
    #expect(refusal(#""a\u0000""#) == .nulCharacter)
  }

  @Test func `control characters must be escaped`() {
    #expect(refusal("\"a\nb\"") == .syntax)
    #expect(refusal("\"a\u{1f}b\"") == .syntax)
  }

  @Test func `sixty-four levels are read and the next is refused`() {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(refusal(nested(64)) == nil)
    #expect(refusal(nested(65)) == .tooDeep)
    #expect(refusal(String(repeating: "[", count: 100_000)) == .tooDeep)
    #expect(refusal(String(repeating: #"{"a":"#, count: 100_000)) == .tooDeep)
  }

  @Test func `a document larger than a mebibyte is refused unread`() {
    #expect(refusal("\"" + String(repeating: "a", count: 1_048_574) + "\"") == nil)
    #expect(refusal("\"" + String(repeating: "a", count: 1_048_575) + "\"") == .tooLarge)
  }

  @Test(arguments: [
    "{", "[1,", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "'a'", "[1 2]", "tru", "nul", "\"a", #""\x""#, #""\u12""#, "{,}", "]",
  ])
  func `broken documents are refused`(_ text: String) {
    #expect(refusal(text) == .syntax)
  }

  @Test func `nothing and too much are named as such`() {
    #expect(refusal("") == .empty)
    #expect(refusal("  \n") == .empty)
    #expect(refusal("{} {}") == .trailingContent)
    #expect(refusal("1 x") == .trailingContent)
  }

  @Test func `random bytes never end the process`() {
    var random = SystemRandomNumberGenerator()
    let alphabet = Array("{}[]\",:\\u0dD8c17eE+-. tfn".utf8) + [0, 0x80, 0xC3, 0xED, 0xF0, 0xFF]
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...40, using: &random)
      let bytes = (0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      if let value = try? JSON.read(bytes) { #expect((try? JSON.read(value.bytes)) == value) }
    }
  }
}
