import Foundation

/// A password as it was typed, in NFC, long enough to be worth something and short enough to hash.
package struct Password: Sendable {
  package enum Problem: Error, Equatable {
    case tooShort, tooLong, wellKnown
  }

  /// Fewest Unicode scalars of a new password.
  package static let minimumScalars = 8
  /// Most Unicode scalars of a new password.
  package static let maximumScalars = 1000
  /// Most bytes of UTF-8; anything longer is refused before it is hashed, never cut.
  package static let maximumBytes = 1024

  package let bytes: [UInt8]

  /// A password somebody chooses.
  package init(new text: String) throws(Problem) {
    guard text.utf8.count <= Self.maximumBytes, text.unicodeScalars.count <= Self.maximumScalars else { throw .tooLong }
    guard text.unicodeScalars.count >= Self.minimumScalars else { throw .tooShort }
    guard !WellKnownPasswords.contains(text) else { throw .wellKnown }
    bytes = Array(text.precomposedStringWithCanonicalMapping.utf8)
  }

  /// A password somebody signs in with; nil when no account can have it, because it is too long.
  package init?(typed text: String) {
    guard text.utf8.count <= Self.maximumBytes else { return nil }
    bytes = Array(text.precomposedStringWithCanonicalMapping.utf8)
  }
}
