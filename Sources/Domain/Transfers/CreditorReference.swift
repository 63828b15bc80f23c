/// What a payer writes on a transfer so that the shop finds the order: ISO 11649, `RF`, two check digits, and the number it is made of.
///
/// Banks check the digits, so that a mistyped reference is refused while the payer still looks at it.
package struct CreditorReference: Hashable, Sendable {
  /// Without spaces, capitals only; at most 25 characters.
  package let text: String

  /// Made of the letters and digits of an invoice's or order's number; nil where none is left, or more than 21.
  package init?(of number: String) {
    let bytes = number.identityKey.utf8.compactMap { byte -> UInt8? in
      if (48...57).contains(byte) { return byte }
      return (97...122).contains(byte) ? byte - 32 : nil
    }
    guard (1...21).contains(bytes.count) else { return nil }
    let check = 98 - CheckDigits.remainder(bytes + Array("RF00".utf8))
    text = "RF\(check < 10 ? "0" : "")\(check)" + String(decoding: bytes, as: UTF8.self)
  }

  /// In groups of four, as it is printed.
  package var grouped: String {
    text.utf8.enumerated().reduce(into: "") { groups, entry in
      if entry.offset > 0, entry.offset.isMultiple(of: 4) { groups += " " }
      groups.unicodeScalars.append(Unicode.Scalar(entry.element))
    }
  }
}
