/// One step of the schema: a numbered file of statements.
package struct Migration: Sendable, Equatable {
  /// Counts from 1 without gaps.
  package let number: Int
  /// The file's name without its suffix, `0001_settings`.
  package let name: String
  package let text: String

  /// Reads a file named `NNNN_name.sql`, or `NNNN_name.sqlite.sql` and `NNNN_name.postgres.sql` where the engines differ.
  ///
  /// Nil for a file that is none, or that is meant for another engine than `dialect`.
  package init?(fileName: String, text: String, dialect: Dialect) {
    guard fileName.hasSuffix(".sql") else { return nil }
    var stem = fileName.dropLast(4)
    for candidate in Dialect.allCases where stem.hasSuffix(".\(candidate.rawValue)") {
      guard candidate == dialect else { return nil }
      stem = stem.dropLast(candidate.rawValue.count + 1)
    }
    let digits = stem.prefix(4)
    guard digits.utf8.count == 4, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let number = Int(digits), number > 0,
      stem.dropFirst(4).first == "_"
    else { return nil }
    self.number = number
    name = String(stem)
    self.text = text
  }

  /// Tells a changed file from the one that was applied (64-bit FNV-1a); guards against mistakes, not against an attacker.
  package var checksum: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 {
      hash ^= UInt64(byte)
      hash &*= 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
