import Domain

/// A form as Stripe reads it: names with brackets, values as text.
struct StripeForm: Sendable {
  private(set) var pairs: [(name: String, value: String)] = []

  /// Adds a value; nothing where there is none.
  mutating func add(_ name: String, _ value: String?) {
    if let value { pairs.append((name, value)) }
  }

  mutating func add(_ name: String, _ value: Int64) {
    pairs.append((name, String(value)))
  }

  /// What is to be told in full, not by its name only.
  mutating func expand(_ names: String...) {
    for name in names { pairs.append(("expand[]", name)) }
  }

  var encoded: String {
    pairs.map { "\(PercentText.encoded($0.name))=\(PercentText.encoded($0.value))" }.joined(separator: "&")
  }
}
