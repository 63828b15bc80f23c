/// Four to eight digits that switch the operator at an enrolled till; alone, and anywhere else, they prove nothing.
package struct PIN: Sendable {
  package let digits: String

  /// Nil unless `text` is four to eight digits of ASCII.
  package init?(_ text: String) {
    guard (4...8).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    digits = text
  }
}
