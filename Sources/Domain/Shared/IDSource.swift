/// Makes the 26-character part of an ``ID``: 48 bits of milliseconds and 80 random bits in Crockford's base 32, lower case.
package struct IDSource: Sendable {
  private let milliseconds: @Sendable () -> Int64
  private let random: @Sendable () -> UInt64

  /// - Parameter random: 64 random bits, others each time; the system's own where nothing is given.
  package init(
    milliseconds: @escaping @Sendable () -> Int64, random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
  ) {
    self.milliseconds = milliseconds
    self.random = random
  }

  /// A new identity; unguessable enough that two never meet, not meant as a secret.
  package func next<Of: Identified>(_ kind: Of.Type = Of.self) -> ID<Of> {
    let high = random()
    let low = random()
    let time = UInt64(clamping: milliseconds())
    let prefix = Of.idPrefix.utf8
    return ID(
      stored: String(unsafeUninitializedCapacity: prefix.count + 27) { text in
        var end = text.initialize(fromContentsOf: prefix)
        end = Self.write(UInt8(ascii: "_"), at: end, of: text)
        for (bits, digits) in [(time, 10), (high, 12), (low, 4)] {
          for place in (0..<digits).reversed() { end = Self.write(Self.alphabet[Int(bits >> UInt64(5 * place) & 31)], at: end, of: text) }
        }
        return end
      })
  }

  private static func write(_ byte: UInt8, at index: Int, of text: UnsafeMutableBufferPointer<UInt8>) -> Int {
    text.initializeElement(at: index, to: byte)
    return index + 1
  }

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}
