import Domain
import JSON
import Testing

@testable import Web

@Suite struct `Reading fields` {
  private enum Flavour: String, CaseIterable {
    case sweet, sour
  }

  private func fields(_ text: String) throws -> Fields { try Fields(JSON.read(Array(text.utf8))) }

  /// The failures of whatever `read` reads, as `field code`.
  private func failures(_ text: String, _ read: (Fields) -> Void) throws -> [String] {
    let fields = try fields(text)
    read(fields)
    do {
      try fields.finish()
      return []
    } catch {
      #expect(error.code == .validationFailed)
      return error.failures.map { "\($0.field) \($0.code)" }
    }
  }

  @Test func `everything wrong is told at once, by path`() throws {
    let failures = try failures(#"{"a":1,"lines":[{"q":1},{"q":"2","x":0},{"q":0}],"b":"no","z":null}"#) { fields in
      _ = fields.text("a")
      _ = fields.bool("b")
      _ = fields.text("c", required: true)
      _ = fields.objects("lines", limit: 10) { line in line.quantity("q", required: true) }
    }
    #expect(
      failures == [
        "a type", "b type", "c required", "lines[1].q type", "lines[2].q quantity", "z unknown_field", "lines[1].x unknown_field",
      ])
  }

  @Test func `what is required comes back without being optional`() throws {
    let fields = try fields(#"{"name":" Nora ","open":true}"#)
    let (name, isOpen) = try fields.finish(fields.name("name", required: true), fields.bool("open", required: true))
    #expect(name == "Nora")
    #expect(isOpen)
  }

  @Test func `a body that is no object is refused`() {
    for text in ["[]", "1", "\"a\"", "null"] {
      #expect(throws: Refusal.self) { try Fields(JSON.read(Array(text.utf8))) }
    }
  }

  @Test(arguments: ["1.0", "1e3", "-0", "\"1\"", "true", "[1]", "{}", "0.5", "1000000000001", "-1", "99999999999999999999"])
  func `an amount is a whole number of minor units and nothing else`(_ token: String) throws {
    #expect(try failures("{\"price\":\(token)}") { _ = $0.amount("price") }.count == 1)
  }

  @Test func `an amount reaches from nothing to a million millions`() throws {
    #expect(try fields(#"{"p":0}"#).amount("p") == 0)
    #expect(try fields(#"{"p":1000000000000}"#).amount("p") == 1_000_000_000_000)
  }

  @Test(arguments: ["0", "-1", "1.0001", "1e3", "\"1\"", "1000000.001", "NaN"])
  func `a quantity that cannot be sold is refused`(_ token: String) throws {
    guard let fields = try? fields("{\"q\":\(token)}") else { return }
    #expect(fields.quantity("q") == nil)
    #expect(throws: Refusal.self) { try fields.finish() }
  }

  @Test func `a unit price is an integer or a decimal text`() throws {
    #expect(try fields(#"{"p":300}"#).unitPrice("p")?.text == "300")
    #expect(try fields(#"{"p":"1033.3"}"#).unitPrice("p")?.text == "1033.3")
    for token in ["1033.3", "\"1033.33333\"", "\"1e3\"", "\"-1\"", "\"12abc\"", "\"１２\"", "null", "true"] {
      #expect(try failures("{\"p\":\(token)}") { _ = $0.unitPrice("p") }.count == 1, "\(token)")
    }
  }

  @Test func `absent, null and a value are three things in a change`() throws {
    let fields = try fields(#"{"note":null,"label":"a"}"#)
    let note = fields.change("note") { $0.text($1) }
    let label = fields.change("label") { $0.text($1) }
    let title = fields.change("title") { $0.text($1) }
    #expect(note == .some(nil))
    #expect(label == .some("a"))
    #expect(title == .none)
    try fields.finish()
  }

  @Test func `texts are brought into one normal form`() throws {
    let text = try fields(#"{"t":"e\u0301"}"#).text("t")
    #expect(text.map { Array($0.utf8) } == Array("é".utf8))
  }

  @Test func `control characters are refused, line feeds in notes are not`() throws {
    #expect(try failures(#"{"t":"a\u0007"}"#) { _ = $0.text("t") } == ["t control_character"])
    #expect(try failures(#"{"t":"a\nb"}"#) { _ = $0.text("t") } == ["t control_character"])
    #expect(try failures(#"{"t":"a\u0085"}"#) { _ = $0.text("t", multiline: true) } == ["t control_character"])
    #expect(try fields(#"{"t":"a\r\nb\tc"}"#).text("t", multiline: true) == "a\nb\tc")
  }

  @Test func `length is counted in scalars, not in what looks like one character`() throws {
    let marks = String(repeating: "\u{301}", count: 2000)
    #expect(try failures("{\"t\":\"a\(marks)\"}") { _ = $0.text("t", limit: 100) } == ["t too_long"])
    #expect(try fields("{\"t\":\"\(String(repeating: "😀", count: 100))\"}").text("t", limit: 100) != nil)
    #expect(try failures("{\"t\":\"\(String(repeating: "😀", count: 101))\"}") { _ = $0.text("t", limit: 100) } == ["t too_long"])
  }

  @Test func `an identifier holds nothing invisible`() throws {
    for escape in ["\\u200b", "\\u202e", "\\u00ad", "\\u2066"] {
      #expect(try failures("{\"sku\":\"A\(escape)1\"}") { _ = $0.identifier("sku") } == ["sku invisible_character"])
    }
    #expect(try fields(#"{"sku":" A-1 "}"#).identifier("sku") == "A-1")
  }

  @Test func `a choice names the words it takes`() throws {
    #expect(try fields(#"{"f":"sour"}"#).choice("f", of: Flavour.self) == .sour)
    #expect(try failures(#"{"f":"Sour"}"#) { _ = $0.choice("f", of: Flavour.self) } == ["f choice"])
  }

  @Test func `a document with thousands of mistakes is answered with a hundred`() throws {
    let many = (0..<5000).map { "\"k\($0)\":0" }.joined(separator: ",")
    #expect(try failures("{\(many)}") { _ in }.count == 100)
  }
}
