import Domain
import Testing

@testable import Web

@Suite("Reading a form of parts")
struct ReadingParts {
  private static let type = "multipart/form-data; boundary=Line"

  private static func body(_ parts: [(head: String, content: String)], boundary: String = "Line") -> [UInt8] {
    Array((parts.map { "--\(boundary)\r\n\($0.head)\r\n\r\n\($0.content)\r\n" }.joined() + "--\(boundary)--\r\n").utf8)
  }

  private static func field(_ name: String) -> String { "Content-Disposition: form-data; name=\"\(name)\"" }

  @Test func `fields and files come back byte for byte`() throws {
    let content = "\r\n--Lin\r\n-Line\u{0}--Line "
    let form = try MultipartForm(
      Self.body([
        (Self.field("amount"), "214.38"), (Self.field("note"), ""),
        (Self.field("slip") + "; filename=\"a;b\\\"c.jpg\"\r\nContent-Type: text/html", content),
        (Self.field("empty") + "; filename=\"\"", ""),
      ]), type: Self.type)
    #expect(try form.fields() == ["amount": "214.38", "note": ""])
    #expect(form.file("slip") == Array(content.utf8))
    #expect(form.parts[2].fileName == "a;b\"c.jpg")
    #expect(form.file("empty") == nil && form.file("amount") == nil && form.file("other") == nil)
  }

  @Test(arguments: ["Line", "\"Line\"", "a'()+_,-./:=?", "----WebKitFormBoundaryAbC123"])
  func `boundaries are read as browsers write them`(_ written: String) throws {
    let boundary = written.filter { $0 != "\"" }
    let form = try MultipartForm(Self.body([(Self.field("a"), "1")], boundary: boundary), type: "Multipart/Form-Data; BOUNDARY=\(written)")
    #expect(try form.fields() == ["a": "1"])
  }

  @Test(arguments: [
    "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=a b",
    "multipart/form-data; boundary=a; charset=utf-8",
    "multipart/mixed; boundary=Line", "multipart/form-data; charset=utf-8",
  ])
  func `a type without a plain boundary is refused`(_ type: String) {
    #expect(throws: Refusal.self) { try MultipartForm(Self.body([(Self.field("a"), "1")]), type: type) }
  }

  @Test(arguments: [
    "", "--Line", "--Line--", "--Line\r\n", "x--Line--", "--Line--x", "--Line--\r\n\r\n", "--Line\r\n\r\n\r\n--Line--",
    "--Line \r\n\r\n1\r\n--Line--",
    "--Line\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
    "--Line\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--Line",
    "--Line\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--Line--",
    "--Line\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--Line--",
    "--Line\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n1\r\n--Line--",
    "--Line\nContent-Disposition: form-data; name=\"a\"\n\n1\n--Line--",
    "--Line\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n1\r\n--Line--",
    "--Line\r\n Content-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--Line--",
  ])
  func `what is not whole is refused`(_ text: String) {
    guard text != "--Line--" else {
      #expect(throws: Never.self) { try MultipartForm(Array(text.utf8), type: Self.type) }
      return
    }
    let refusal = #expect(throws: Refusal.self) { try MultipartForm(Array(text.utf8), type: Self.type) }
    #expect(refusal?.code == .malformed)
  }

  @Test func `a repeated name, too many parts and a long head are refused`() {
    #expect(throws: Refusal.self) { try MultipartForm(Self.body([(Self.field("a"), "1"), (Self.field("a"), "2")]), type: Self.type) }
    #expect(throws: Refusal.self) { try MultipartForm(Self.body((0..<11).map { (Self.field("a\($0)"), "1") }), type: Self.type) }
    let long = Self.field("a") + "\r\nX-Long: " + String(repeating: "y", count: 9000)
    #expect(throws: Refusal.self) { try MultipartForm(Self.body([(long, "1")]), type: Self.type) }
  }

  @Test func `no damaged form ends the process, and whatever is read lay between its boundaries`() {
    let seed = UInt64.random(in: .min ... .max)
    var state = seed
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let whole = Self.body([
      (Self.field("amount"), "214.38"), (Self.field("slip") + "; filename=\"a.jpg\"\r\nContent-Type: image/jpeg", "\u{1}\r\n--Lin\r\n"),
      (Self.field("bank"), "x"),
    ])
    let pieces: [[UInt8]] = ["\r\n", "--Line", "--Line--", "\"", ";", ": ", "\u{0}", "=", "name=", "--"].map { Array($0.utf8) }
    for _ in 0..<20_000 {
      var bytes = whole
      for _ in 0..<(1 + next(5)) where !bytes.isEmpty {
        let place = next(bytes.count)
        switch next(4) {
        case 0: bytes[place] = UInt8(next(256))
        case 1: bytes.insert(contentsOf: pieces[next(pieces.count)], at: place)
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + next(12)))
        default: bytes.removeSubrange(place...)
        }
      }
      guard let form = try? MultipartForm(bytes, type: Self.type) else { continue }
      #expect(form.parts.reduce(0) { $0 + $1.bytes.count } <= bytes.count, "seed \(seed)")
      #expect(form.parts.allSatisfy { !$0.name.isEmpty }, "seed \(seed)")
    }
  }

  @Test func `content that looks like boundaries all over is read in one go`() throws {
    let content = String(repeating: "\r\n--Lin", count: 150_000)
    let started = ContinuousClock.now
    let form = try MultipartForm(Self.body([(Self.field("slip") + "; filename=\"a\"", content)]), type: Self.type)
    #expect(form.file("slip")?.count == content.utf8.count)
    #expect(ContinuousClock.now - started < .seconds(5))
  }
}
