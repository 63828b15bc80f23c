/// Writes a JSON text straight into bytes, in the order the calls come; for answers that are written often.
///
/// Commas are its business, the balance of keys and values is the caller's: inside an object each value has a key.
@usableFromInline
package struct JSONWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  package init(capacity: Int = 1024) {
    bytes.reserveCapacity(capacity)
  }

  /// `{…}` with the members that `body` writes.
  @inlinable
  package mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    open(UInt8(ascii: "{"))
    try body(&self)
    close(UInt8(ascii: "}"))
  }

  /// `[…]` with one value for each element.
  @inlinable
  package mutating func array<Elements: Sequence>(
    _ elements: Elements, _ each: (inout JSONWriter, Elements.Element) throws -> Void
  ) rethrows {
    open(UInt8(ascii: "["))
    for element in elements { try each(&self, element) }
    close(UInt8(ascii: "]"))
  }

  /// The key of the value that is written next.
  @usableFromInline
  package mutating func key(_ name: JSONKey) {
    separate()
    switch name {
    case .ours(let literal):
      bytes.append(UInt8(ascii: "\""))
      literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
      bytes.append(UInt8(ascii: "\""))
    case .given(let text): quote(text)
    }
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func string(_ value: String) {
    separate()
    quote(value)
    needsComma = true
  }

  package mutating func integer(_ value: Int64) {
    separate()
    digits(value)
    needsComma = true
  }

  /// A number given as its token; the caller vouches that it is one.
  package mutating func number(_ token: String) {
    raw(token)
  }

  package mutating func bool(_ value: Bool) {
    raw(value ? "true" : "false")
  }

  package mutating func null() {
    raw("null")
  }

  package mutating func value(_ value: JSON) {
    switch value {
    case .null: null()
    case .bool(let flag): bool(flag)
    case .number(let token): number(token)
    case .string(let text): string(text)
    case .array(let elements): array(elements) { $0.value($1) }
    case .object(let members):
      object { writer in
        for member in members { writer.member(.given(member.key), member.value) }
      }
    }
  }

  /// Takes over a text that is JSON already, such as a stored answer.
  package mutating func embed(_ json: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
    needsComma = true
  }

  private mutating func raw(_ token: String) {
    separate()
    bytes.append(contentsOf: token.utf8)
    needsComma = true
  }

  @usableFromInline
  mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  @usableFromInline
  mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func digits(_ value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var plain = 0
      for index in 0..<utf8.count where Self.mustEscape(utf8[index]) {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[plain..<index]))
        escape(utf8[index])
        plain = index + 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[plain...]))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func mustEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default:
      let hex = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: [UInt8(ascii: "u"), 0x30, 0x30, hex[Int(byte >> 4)], hex[Int(byte & 15)]])
    }
  }
}
