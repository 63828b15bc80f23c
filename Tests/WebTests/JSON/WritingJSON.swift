import JSON
import Testing

@Suite struct `Writing JSON` {
  @Test func `members, lists and nested objects get their commas`() {
    var writer = JSONWriter()
    writer.object { order in
      order.member("id", "ord_1")
      order.member("note", String?.none)
      order.member("total", Int64(-120))
      order.member("open", true)
      order.member("quantity", number: "1.5")
      order.member("lines", array: [1, 2]) { writer, number in
        writer.object { $0.member("n", number) }
      }
      order.member("hold", object: { $0.member("label", "a") })
      order.member("tags", strings: ["x", "y"])
      order.member("details", JSON.object([("k", .array([]))]))
    }
    let expected =
      #"{"id":"ord_1","note":null,"total":-120,"open":true,"quantity":1.5,"lines":[{"n":1},{"n":2}],"#
      + #""hold":{"label":"a"},"tags":["x","y"],"details":{"k":[]}}"#
    #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
  }

  @Test func `whatever is written can be read again`() throws {
    let text = "\u{1}\u{1f} \"quoted\" \\ \n\r\t é 😀 \u{2028} </script>"
    #expect(try JSON.read(JSON.string(text).bytes) == .string(text))
    #expect(JSON.string("\u{1}").bytes == Array(#""\u0001""#.utf8))
  }

  @Test func `the ends of the integer range are written in full`() {
    var writer = JSONWriter()
    writer.array([Int64.min, 0, .max]) { $0.integer($1) }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "[-9223372036854775808,0,9223372036854775807]")
  }
}
