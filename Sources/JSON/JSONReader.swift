/// Walks over a document once, byte by byte, without looking back; every index is checked before it is used.
struct JSONReader {
  private let bytes: [UInt8]
  private let limits: JSONLimits
  private let brokenTexts: JSON.Texts
  private var index = 0
  private var depth = 0

  init(bytes: [UInt8], limits: JSONLimits, brokenTexts: JSON.Texts) {
    self.bytes = bytes
    self.limits = limits
    self.brokenTexts = brokenTexts
  }

  /// The one value of the document, with nothing but white space around it.
  mutating func document() throws(JSONError) -> JSON {
    guard bytes.count <= limits.bytes else { throw JSONError(.tooLarge, at: limits.bytes) }
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { throw JSONError(.byteOrderMark, at: 0) }
    skipSpace()
    guard index < bytes.count else { throw JSONError(.empty, at: 0) }
    let result = try value()
    skipSpace()
    guard index == bytes.count else { throw JSONError(.trailingContent, at: index) }
    return result
  }

  private mutating func value() throws(JSONError) -> JSON {
    guard index < bytes.count else { throw JSONError(.syntax, at: index) }
    switch bytes[index] {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw JSONError(.syntax, at: index)
    }
  }

  private mutating func object() throws(JSONError) -> JSON {
    try descend()
    var members: [(key: String, value: JSON)] = []
    // Few members are compared one by one; many through a set, so that a wide object stays linear.
    var seen: Set<String>?
    skipSpace()
    if take(UInt8(ascii: "}")) {
      depth -= 1
      return .object([])
    }
    members.reserveCapacity(8)
    while true {
      skipSpace()
      let start = index
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw JSONError(.syntax, at: index) }
      let key = try string()
      let isKnown = seen?.contains(key) ?? members.contains { $0.key == key }
      guard !isKnown else { throw JSONError(.duplicateKey(key), at: start) }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw JSONError(.syntax, at: index) }
      skipSpace()
      members.append((key, try value()))
      seen?.insert(key)
      if seen == nil, members.count == 24 { seen = Set(members.map(\.key)) }
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "}")) else { throw JSONError(.syntax, at: index) }
      depth -= 1
      return .object(members)
    }
  }

  private mutating func array() throws(JSONError) -> JSON {
    try descend()
    var elements: [JSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) {
      depth -= 1
      return .array([])
    }
    while true {
      skipSpace()
      elements.append(try value())
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "]")) else { throw JSONError(.syntax, at: index) }
      depth -= 1
      return .array(elements)
    }
  }

  /// Steps into the array or object that starts here.
  private mutating func descend() throws(JSONError) {
    depth += 1
    guard depth <= limits.depth else { throw JSONError(.tooDeep, at: index) }
    index += 1
  }

  private mutating func word(_ text: StaticString, _ result: JSON) throws(JSONError) -> JSON {
    let start = index
    let isThere = text.withUTF8Buffer { bytes[start...].starts(with: $0) }
    guard isThere else { throw JSONError(.syntax, at: start) }
    index += text.utf8CodeUnitCount
    return result
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`, kept as written.
  private mutating func number() throws(JSONError) -> String {
    let start = index
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    if take(UInt8(ascii: ".")) { try digits() }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func digits() throws(JSONError) {
    let start = index
    while index < bytes.count, bytes[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
    guard index > start else { throw JSONError(.syntax, at: index) }
  }

  private mutating func string() throws(JSONError) -> String {
    var strings = JSONStringReader(bytes: bytes, index: index, broken: brokenTexts)
    let text = try strings.text()
    index = strings.index
    return text
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }
}
