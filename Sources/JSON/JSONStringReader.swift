/// Reads one quoted text: escapes resolved, UTF-8 checked, half surrogates and U+0000 refused, or mended where that is asked for.
struct JSONStringReader {
  private let bytes: [UInt8]
  private let broken: JSON.Texts
  private(set) var index: Int

  /// `index` is that of the opening quote.
  init(bytes: [UInt8], index: Int, broken: JSON.Texts) {
    self.bytes = bytes
    self.index = index
    self.broken = broken
  }

  /// The text between the quotes; leaves `index` behind the closing one.
  mutating func text() throws(JSONError) -> String {
    index += 1
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        index += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try textWithEscapes(from: start) }
      try skipScalar(byte)
    }
    throw JSONError(.syntax, at: index)
  }

  /// The slower way, once a backslash has been met: the bytes are gathered.
  private mutating func textWithEscapes(from start: Int) throws(JSONError) -> String {
    var gathered = Array(bytes[start..<index])
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        return String(decoding: gathered, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") {
        try escape(into: &gathered)
      } else {
        let before = index
        try skipScalar(byte)
        gathered.append(contentsOf: bytes[before..<index])
      }
    }
    throw JSONError(.syntax, at: index)
  }

  private mutating func escape(into gathered: inout [UInt8]) throws(JSONError) {
    let start = index
    guard index + 1 < bytes.count else { throw JSONError(.syntax, at: index) }
    let letter = bytes[index + 1]
    index += 2
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): gathered.append(letter)
    case UInt8(ascii: "b"): gathered.append(0x08)
    case UInt8(ascii: "f"): gathered.append(0x0C)
    case UInt8(ascii: "n"): gathered.append(0x0A)
    case UInt8(ascii: "r"): gathered.append(0x0D)
    case UInt8(ascii: "t"): gathered.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try escapedScalar(from: start)
      guard scalar.value != 0 else {
        guard broken == .mended else { throw JSONError(.nulCharacter, at: start) }
        return gathered.append(contentsOf: UTF8.encodedReplacementCharacter)
      }
      gathered.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default: throw JSONError(.syntax, at: start)
    }
  }

  /// The scalar of `\uXXXX`, or of a pair of them; `index` stands behind the `u`.
  private mutating func escapedScalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
    let first = try hexUnit(start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
    else { return try half(start) }
    let behind = index
    index += 2
    let second = try hexUnit(start)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
    else {
      // What follows is read for itself.
      index = behind
      return try half(start)
    }
    return scalar
  }

  private func half(_ start: Int) throws(JSONError) -> Unicode.Scalar {
    guard broken == .mended else { throw JSONError(.loneSurrogate, at: start) }
    return "\u{FFFD}"
  }

  private mutating func hexUnit(_ start: Int) throws(JSONError) -> UInt16 {
    guard index + 4 <= bytes.count else { throw JSONError(.syntax, at: start) }
    var unit: UInt16 = 0
    for byte in bytes[index..<(index + 4)] {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw JSONError(.syntax, at: start)
      }
      unit = unit << 4 | UInt16(digit)
    }
    index += 4
    return unit
  }

  /// Steps over one scalar written as itself, which must be well-formed UTF-8 and no control character.
  private mutating func skipScalar(_ first: UInt8) throws(JSONError) {
    if first < 0x80 {
      guard first >= 0x20 else { throw JSONError(first == 0 ? .nulCharacter : .syntax, at: index) }
      index += 1
      return
    }
    // Table 3-7 of the Unicode Standard: the second byte's range keeps out overlong forms, surrogates and what lies beyond U+10FFFF.
    let length: Int
    let second: ClosedRange<UInt8>
    switch first {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: throw JSONError(.invalidUTF8, at: index)
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]),
      bytes[(index + 2)..<(index + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
    else { throw JSONError(.invalidUTF8, at: index) }
    index += length
  }
}
