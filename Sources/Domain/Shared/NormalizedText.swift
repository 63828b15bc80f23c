@_spi(_Unicode) import Swift

extension String {
  /// The text in Unicode's composed form (NFC), so that "é" is the same bytes however it was typed. Databases compare bytes, Swift
  /// compares meaning; texts that are searched or must be unique are stored in this form.
  package var composed: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    return String(String.UnicodeScalarView(_nfc))
  }

  /// Composed, without white space at the ends; nil when nothing is left.
  package var trimmedText: String? {
    let scalars = composed.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return nil }
    return String(scalars[first...last])
  }

  /// What two texts have in common that a person would call the same code: composed, full-width letters and ligatures made plain,
  /// upper and lower case made one. Unique columns of codes hold it.
  package var identityKey: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
    var plain = String.UnicodeScalarView()
    for scalar in composed.unicodeScalars { plain.append(contentsOf: Self.compatible(scalar).unicodeScalars) }
    return String(plain).lowercased().composed
  }

  /// The plain form of the compatibility characters that keyboards and copied texts bring: full-width forms and Latin ligatures.
  private static func compatible(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0).map(String.init) ?? String(scalar)
    case 0x3000, 0x00A0, 0x2000...0x200A, 0x202F, 0x205F: " "
    case 0xFB00: "ff"
    case 0xFB01: "fi"
    case 0xFB02: "fl"
    case 0xFB03: "ffi"
    case 0xFB04: "ffl"
    case 0xFB05, 0xFB06: "st"
    case 0x212A: "K"
    case 0x212B: "Å"
    default: String(scalar)
    }
  }
}

extension Unicode.Scalar {
  /// Control characters, line and paragraph separators: nothing that belongs in a name or a code.
  package var isControl: Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Characters that cannot be seen and so make two codes look like one: zero width, direction marks, tags, soft hyphen,
  /// variation selectors, fillers.
  package var isInvisible: Bool {
    switch value {
    case 0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F,
      0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }
}
