/// Makes the 26-character part of an ``ID``: 48 bits of milliseconds and 80 random bits in Crockford's base 32, lower case.
package struct IDSource: Sendable {
  private let milliseconds: @Sendable () -> Int64

  package init(milliseconds: @escaping @Sendable () -> Int64) {
    self.milliseconds = milliseconds
  }

  /// A new identity; unguessable enough that two never meet, not meant as a secret.
  package func next<Of: Identified>(_ kind: Of.Type = Of.self) -> ID<Of> {
    var random = SystemRandomNumberGenerator()
    let high = random.next()
    let low = random.next()
    var time = UInt64(clamping: milliseconds())
    var characters = [UInt8](repeating: 0, count: 26)
    for index in stride(from: 9, through: 0, by: -1) {
      characters[index] = Self.alphabet[Int(time & 31)]
      time >>= 5
    }
    var bits = high
    for index in 10..<22 {
      characters[index] = Self.alphabet[Int(bits & 31)]
      bits >>= 5
    }
    bits = low
    for index in 22..<26 {
      characters[index] = Self.alphabet[Int(bits & 31)]
      bits >>= 5
    }
    return ID(stored: "\(Of.idPrefix)_\(String(decoding: characters, as: UTF8.self))")
  }

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}
