@_spi(_Unicode) import Swift

/// The form in which words of messages and of the catalogue are compared: without case, accents and endings, colours and sizes of
/// three languages made one.
enum WordForm {
  /// Lower case, without accents and strokes: "Żółty" is "zolty". Thai vowels and tone marks stay, they are no accents.
  static func folded(_ text: String) -> [Unicode.Scalar] {
    let key = text.identityKey
    if key.utf8.allSatisfy({ $0 < 0x80 }) { return Array(key.unicodeScalars) }
    var folded: [Unicode.Scalar] = []
    for scalar in key._nfd where !(0x300...0x36F).contains(scalar.value) && !scalar.isInvisible {
      if let digit = digit(scalar) {
        folded.append(digit)
      } else if let plain = strokes[scalar] {
        folded.append(contentsOf: plain.unicodeScalars)
      } else {
        folded.append(scalar)
      }
    }
    return folded
  }

  /// The word without its ending, and under the name that colours and sizes share.
  static func normal(_ word: String) -> String {
    let stem = WordStem.of(word)
    return SharedNames.common[stem] ?? stem
  }

  private static let strokes: [Unicode.Scalar: String] = [
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h",
  ]

  /// Thai, Arabic, Persian, Devanagari, Lao and Burmese digits as those of ASCII.
  private static func digit(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    for zero: UInt32 in [0x0E50, 0x0660, 0x06F0, 0x0966, 0x0ED0, 0x1040] where scalar.value >= zero && scalar.value <= zero + 9 {
      return Unicode.Scalar(0x30 + scalar.value - zero)
    }
    return nil
  }
}
