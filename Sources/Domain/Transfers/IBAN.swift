/// The number of a bank account as ISO 13616 writes it: country, two check digits, the bank's own number.
package struct IBAN: Hashable, Sendable {
  /// Without spaces, capitals only.
  package let text: String

  /// Reads it with or without spaces and in either case; nil where the country's length or the check digits (ISO 7064, 97-10) are wrong.
  package init?(_ typed: String) {
    guard typed.utf8.count <= 64 else { return nil }
    let bytes = typed.utf8.filter { $0 != UInt8(ascii: " ") }.map(Self.upper)
    guard bytes.count >= 15, bytes.prefix(2).allSatisfy(Self.isLetter), bytes[2...3].allSatisfy(Self.isDigit),
      bytes.allSatisfy({ Self.isLetter($0) || Self.isDigit($0) })
    else { return nil }
    guard Self.lengths[String(decoding: bytes.prefix(2), as: UTF8.self)] == bytes.count else { return nil }
    guard CheckDigits.remainder(Array(bytes.dropFirst(4) + bytes.prefix(4))) == 1 else { return nil }
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// In groups of four, as people read and type it.
  package var grouped: String {
    var groups = ""
    for (index, byte) in text.utf8.enumerated() {
      if index > 0, index.isMultiple(of: 4) { groups += " " }
      groups.unicodeScalars.append(Unicode.Scalar(byte))
    }
    return groups
  }

  private static func upper(_ byte: UInt8) -> UInt8 { (97...122).contains(byte) ? byte - 32 : byte }
  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  /// How long the number of each country is, after the register of ISO 13616.
  private static let lengths: [String: Int] = {
    let table = """
      AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 \
      FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 \
      MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 \
      SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
      """
    var lengths: [String: Int] = [:]
    for entry in table.split(separator: " ") { lengths[String(entry.prefix(2))] = Int(entry.dropFirst(2)) }
    return lengths
  }()
}

/// The sum that IBANs and creditor references are checked by (ISO 7064, 97-10).
enum CheckDigits {
  /// Digits and capitals read as one number, A as 10 … Z as 35, modulo 97.
  static func remainder(_ bytes: [UInt8]) -> Int {
    bytes.reduce(0) { rest, byte in
      let value = byte <= UInt8(ascii: "9") ? Int(byte) - 48 : Int(byte) - 55
      return (rest * (value > 9 ? 100 : 10) + value) % 97
    }
  }
}
