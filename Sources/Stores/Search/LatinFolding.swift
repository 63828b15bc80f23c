/// The quick way for Latin letters with accents and strokes, and for dashes and quotes: a table of what ``SearchFolding`` makes of
/// each, so that "Łódź – rynek" costs a search text no more than "Lodz - rynek".
enum LatinFolding {
  /// The text in ASCII that has the same words; nil where a character is not in the table, which takes the general way.
  static func plain(_ utf8: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var plain: [UInt8] = []
    plain.reserveCapacity(utf8.count + 8)
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      if byte < 0x80 {
        plain.append(byte)
        index += 1
      } else if byte & 0xE0 == 0xC0, index + 1 < utf8.count {
        let place = (Int(byte & 0x1F) << 6 | Int(utf8[index + 1] & 0x3F)) - 0x80
        guard letters.indices.contains(place), let letter = letters[place] else { return nil }
        plain.append(contentsOf: letter)
        index += 2
      } else if byte == 0xE2, index + 2 < utf8.count, utf8[index + 1] == 0x80 {
        guard let sign = signs[Int(utf8[index + 2] & 0x3F)] else { return nil }
        plain.append(contentsOf: sign)
        index += 3
      } else {
        return nil
      }
    }
    return plain
  }

  /// For each scalar from U+0080 to U+024F, accents and strokes of Latin.
  private static let letters = (0x80..<0x250).map { (value: UInt32) in counterpart(of: value) }

  /// For each scalar from U+2000 to U+203F, blanks, dashes and quotes.
  private static let signs = (0x2000..<0x2040).map { (value: UInt32) in counterpart(of: value) }

  /// What stands for a scalar: found by looking how the general way cuts a text that has it in the middle.
  private static func counterpart(of value: UInt32) -> [UInt8]? {
    guard let scalar = Unicode.Scalar(value) else { return nil }
    let chunks = SearchFolding.chunks(of: "a\(scalar)a")
    if chunks.count == 2 { return [UInt8(ascii: " ")] }
    guard let chunk = chunks.first else { return nil }
    if chunk.pieces.count == 2 { return [UInt8(ascii: "-")] }
    guard chunk.words.count == 1, let word = chunk.words.first, word.utf8.allSatisfy(SearchFolding.isPlainWord) else { return nil }
    return Array(word.utf8.dropFirst().dropLast())
  }
}
