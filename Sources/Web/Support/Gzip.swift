/// Compresses what is sent often and made once: style sheets, scripts, the catalogue (RFC 1951 with fixed codes, RFC 1952).
package enum Gzip {
  package static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    var bits = BitWriter()
    // Magic, deflate, no flags, no time, no extra flags, unknown system.
    bits.bytes = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    bits.write(1, count: 1)
    bits.write(1, count: 2)
    matches(bytes, into: &bits)
    bits.literal(256)
    bits.flush()
    bits.word(checksum(bytes))
    bits.word(UInt32(truncatingIfNeeded: bytes.count))
    return bits.bytes
  }

  /// Longest earlier repetition within 32 KiB, found through chains of equal three-byte starts.
  private static func matches(_ bytes: [UInt8], into bits: inout BitWriter) {
    var heads = [Int32](repeating: -1, count: 1 << 15)
    var previous = [Int32](repeating: -1, count: bytes.count)
    func key(_ index: Int) -> Int {
      Int((UInt32(bytes[index]) << 10 ^ UInt32(bytes[index + 1]) << 5 ^ UInt32(bytes[index + 2])) & 0x7FFF)
    }
    func remember(_ index: Int) {
      guard index + 2 < bytes.count else { return }
      let key = key(index)
      previous[index] = heads[key]
      heads[key] = Int32(truncatingIfNeeded: index)
    }
    var index = 0
    while index < bytes.count {
      var best = (length: 0, distance: 0)
      if index + 2 < bytes.count {
        var candidate = Int(heads[key(index)])
        var tries = 48
        while candidate >= 0, index - candidate <= 32_768, tries > 0 {
          let length = common(bytes, candidate, index)
          if length > best.length { best = (length, index - candidate) }
          candidate = Int(previous[candidate])
          tries -= 1
        }
      }
      let step = best.length >= 3 ? best.length : 1
      if best.length >= 3 { bits.match(best.length, best.distance) } else { bits.literal(Int(bytes[index])) }
      for passed in index..<(index + step) { remember(passed) }
      index += step
    }
  }

  private static func common(_ bytes: [UInt8], _ one: Int, _ other: Int) -> Int {
    let most = min(258, bytes.count - other)
    var length = 0
    while length < most, bytes[one + length] == bytes[other + length] { length += 1 }
    return length
  }

  private static let checksumTable: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(0xFFFF_FFFF) { checksumTable[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
  }
}

/// Packs codes into octets, lowest bit first.
private struct BitWriter {
  var bytes: [UInt8] = []
  private var pending: UInt32 = 0
  private var count = 0

  mutating func write(_ value: Int, count bits: Int) {
    pending |= UInt32(truncatingIfNeeded: value) << UInt32(count)
    count += bits
    while count >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      count -= 8
    }
  }

  mutating func flush() {
    if count > 0 { bytes.append(UInt8(truncatingIfNeeded: pending)) }
    (pending, count) = (0, 0)
  }

  mutating func word(_ value: UInt32) {
    for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
  }

  /// A literal, the end (256) or a length code, in the fixed code of RFC 1951 §3.2.6.
  mutating func literal(_ symbol: Int) {
    switch symbol {
    case 0..<144: code(0x30 + symbol, 8)
    case 144..<256: code(0x190 + symbol - 144, 9)
    case 256..<280: code(symbol - 256, 7)
    default: code(0xC0 + symbol - 280, 8)
    }
  }

  mutating func match(_ length: Int, _ distance: Int) {
    let (lengthIndex, lengthBits) = Self.slot(length, in: Self.lengths)
    literal(257 + lengthIndex)
    write(length - Self.lengths[lengthIndex], count: lengthBits)
    let (distanceIndex, distanceBits) = Self.slot(distance, in: Self.distances)
    code(distanceIndex, 5)
    write(distance - Self.distances[distanceIndex], count: distanceBits)
  }

  /// Huffman codes go highest bit first.
  private mutating func code(_ value: Int, _ bits: Int) {
    for bit in stride(from: bits - 1, through: 0, by: -1) { write((value >> bit) & 1, count: 1) }
  }

  /// The last base not above `value`, and how many bits tell the values from there to the next base apart.
  private static func slot(_ value: Int, in bases: [Int]) -> (index: Int, bits: Int) {
    if value == 258, bases.count == lengths.count { return (28, 0) }
    let index = (bases.lastIndex { $0 <= value }) ?? 0
    let isLength = bases.count == lengths.count
    let first = isLength ? 8 : 4
    return (index, index < first ? 0 : isLength ? (index - 4) / 4 : (index - 2) / 2)
  }

  private static let lengths = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ]
  private static let distances = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12_289,
    16_385, 24_577,
  ]
}
