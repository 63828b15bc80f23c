/// Under what a Thai bank knows an account: a phone number, a national or tax number, or an e-wallet.
package struct PromptPayID: Hashable, Sendable {
  package enum Kind: Sendable {
    case phone, nationalID, wallet
  }

  package let kind: Kind
  /// As people know it, digits only: `0812345678`.
  package let digits: String

  /// Reads it with spaces, hyphens and a leading `+66`; nil for what is none of the three.
  package init?(_ typed: String) {
    guard typed.utf8.count <= 40 else { return nil }
    var bytes = typed.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
    let isInternational = bytes.first == UInt8(ascii: "+")
    if isInternational { bytes.removeFirst() }
    guard bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
    if bytes.starts(with: "66".utf8), bytes.count == 11 { bytes = [UInt8(ascii: "0")] + bytes.dropFirst(2) }
    switch bytes.count {
    case 10 where bytes.first == UInt8(ascii: "0"): kind = .phone
    case 13 where !isInternational: kind = .nationalID
    case 15 where !isInternational: kind = .wallet
    default: return nil
    }
    digits = String(decoding: bytes, as: UTF8.self)
  }
}

/// What a QR code holds that Thai banking apps read as a transfer: EMVCo's tags with PromptPay's own in tag 29.
package enum PromptPayCode {
  /// The text of the code; nil for another currency or more than the field of the amount holds.
  package static func text(to id: PromptPayID, _ amount: Money) -> String? {
    guard amount.currency.code == "THB", amount.minorUnits > 0, let sum = amount.plainText, sum.utf8.count <= 13 else { return nil }
    return text(to: id, sum: sum)
  }

  /// Without a sum the payer types it, and the code can be used many times.
  static func text(to id: PromptPayID, sum: String?) -> String {
    let account =
      switch id.kind {
      // Thirteen digits: two zeros for "abroad", the country, the number without its zero.
      case .phone: tag(1, "0066" + id.digits.dropFirst())
      case .nationalID: tag(2, id.digits)
      case .wallet: tag(3, id.digits)
      }
    let body =
      tag(0, "01") + tag(1, sum == nil ? "11" : "12") + tag(29, tag(0, "A000000677010111") + account) + tag(58, "TH") + tag(53, "764")
      + (sum.map { tag(54, $0) } ?? "") + "6304"
    return body + checksum(body)
  }

  /// Tag, length in two digits, value.
  private static func tag(_ number: Int, _ value: String) -> String {
    twoDigits(number) + twoDigits(value.utf8.count) + value
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  /// CRC-16 with polynomial 0x1021 and start 0xFFFF (ISO/IEC 13239, as EMVCo uses it), four digits of base 16.
  static func checksum(_ text: String) -> String {
    var sum: UInt16 = 0xFFFF
    for byte in text.utf8 {
      sum ^= UInt16(byte) << 8
      for _ in 0..<8 { sum = sum & 0x8000 == 0 ? sum << 1 : (sum << 1) ^ 0x1021 }
    }
    let digits = String(sum, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
