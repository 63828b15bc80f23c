import Domain
@_spi(_Unicode) import Swift

/// Cuts texts into folded words; the same for what is stored and for what is asked.
enum SearchFolding {
  /// What stands between two blanks: its words, and what they are together.
  struct Chunk {
    /// Whole words, and pairs of characters of scripts without blanks.
    var words: [String] = []
    /// The pieces between signs, in their order; what is joined.
    var pieces: [String] = []

    /// The pieces run together from each piece on: `ABC-42-X` gives `abc42x` and `42x`. One piece has none.
    var joinedTails: [String] {
      guard pieces.count > 1 else { return [] }
      return pieces.prefix(SearchFolding.joinedPieces).indices.dropLast().map { pieces[$0...].joined() }
    }

    var hasDigit: Bool { pieces.contains { $0.utf8.contains { (48...57).contains($0) } } }
  }

  /// From so many pieces of a chunk on, the rest is run together.
  static let joinedPieces = 6

  static func chunks(of text: String) -> [Chunk] {
    text.utf8.allSatisfy({ $0 < 0x80 }) ? plainChunks(text) : foldedChunks(text)
  }

  /// The quick way for ASCII: blanks end a chunk, everything but letters and digits ends a piece.
  private static func plainChunks(_ text: String) -> [Chunk] {
    var chunks: [Chunk] = []
    for part in text.utf8.split(whereSeparator: { $0 <= 32 }) {
      let pieces = part.split(whereSeparator: { !isPlainWord($0) }).map { piece in
        String(decoding: piece.map(small), as: UTF8.self)
      }
      if !pieces.isEmpty { chunks.append(Chunk(words: pieces, pieces: pieces)) }
    }
    return chunks
  }

  /// The small letter of an ASCII capital; anything else as it is.
  static func small(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 32 : byte }

  static func isPlainWord(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  private static func foldedChunks(_ text: String) -> [Chunk] {
    var chunks: [Chunk] = []
    for part in folded(text).split(whereSeparator: { $0.properties.isWhitespace }) {
      var chunk = Chunk()
      for piece in part.split(whereSeparator: { !isWord($0) }) {
        chunk.pieces.append(String(String.UnicodeScalarView(piece)))
        cut(piece, into: &chunk.words)
      }
      if !chunk.pieces.isEmpty { chunks.append(chunk) }
    }
    return chunks
  }

  /// Runs of a script without blanks become pairs and their last character; everything between is a word.
  private static func cut(_ piece: Substring.UnicodeScalarView, into words: inout [String]) {
    var word = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in piece {
      if hasNoBlanks(scalar) {
        if !word.isEmpty { words.append(String(word)) }
        word = String.UnicodeScalarView()
        if let previous { words.append(String(previous) + String(scalar)) }
        previous = scalar
      } else {
        if let previous { words.append(String(previous)) }
        previous = nil
        word.append(scalar)
      }
    }
    if let previous { words.append(String(previous)) }
    if !word.isEmpty { words.append(String(word)) }
  }

  /// Lower case, letter forms made plain, accents of Latin, Greek and Cyrillic letters taken away.
  private static func folded(_ text: String) -> Substring.UnicodeScalarView {
    var scalars = String.UnicodeScalarView()
    for scalar in text.identityKey._nfd {
      switch scalar.value {
      case 0x300...0x36F: continue
      case 0x80...: scalars.append(contentsOf: (letters[scalar] ?? String(scalar)).unicodeScalars)
      default: scalars.append(scalar)
      }
    }
    return Substring(String(scalars).composed).unicodeScalars
  }

  /// Letters whose stroke or ligature is no accent to Unicode, but is to somebody at a till.
  private static let letters: [Unicode.Scalar: String] = [
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n",
    "ĸ": "k", "ƒ": "f", "ə": "e", "ς": "σ",
  ]

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 { return isPlainWord(UInt8(scalar.value)) }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
      .decimalNumber, .letterNumber, .otherNumber:
      return true
    default:
      return false
    }
  }

  /// Han, kana, Thai, Lao, Burmese, Khmer.
  static func hasNoBlanks(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
