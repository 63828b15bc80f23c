/// Octets as text for places that hold only text (RFC 4648 §4, with padding).
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  package static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let second = start + 1 < bytes.count ? bytes[start + 1] : 0
      let third = start + 2 < bytes.count ? bytes[start + 2] : 0
      text.append(alphabet[Int(bytes[start] >> 2)])
      text.append(alphabet[Int((bytes[start] & 3) << 4 | second >> 4)])
      text.append(start + 1 < bytes.count ? alphabet[Int((second & 15) << 2 | third >> 6)] : UInt8(ascii: "="))
      text.append(start + 2 < bytes.count ? alphabet[Int(third & 63)] : UInt8(ascii: "="))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil for any text that ``text(_:)`` does not write.
  package static func bytes(_ text: String) -> [UInt8]? {
    let letters = Array(text.utf8)
    guard letters.count.isMultiple(of: 4) else { return nil }
    let padding = letters.suffix(2).count { $0 == UInt8(ascii: "=") }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(letters.count / 4 * 3)
    for start in stride(from: 0, to: letters.count, by: 4) {
      let isLast = start + 4 == letters.count
      let kept = isLast ? 4 - padding : 4
      var word: UInt32 = 0
      for place in 0..<4 {
        let value = place < kept ? values[Int(letters[start + place])] : 0
        guard value < 64, place < kept || letters[start + place] == UInt8(ascii: "=") else { return nil }
        word = word << 6 | UInt32(value)
      }
      bytes.append(UInt8(truncatingIfNeeded: word >> 16))
      if kept > 2 { bytes.append(UInt8(truncatingIfNeeded: word >> 8)) }
      if kept > 3 { bytes.append(UInt8(truncatingIfNeeded: word)) }
      // What is left over beside the padding is nothing, or two texts would mean the same octets.
      if kept == 2, word & 0xFFFF != 0 { return nil }
      if kept == 3, word & 0xFF != 0 { return nil }
    }
    return bytes
  }
}
