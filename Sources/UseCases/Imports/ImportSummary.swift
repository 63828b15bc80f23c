package import Domain

/// What an import did.
package struct ImportSummary: Sendable, Equatable {
  /// How many things of a kind are new, were changed, and were as the file has them already.
  package struct Count: Sendable, Equatable {
    package var added = 0
    package var changed = 0
    package var unchanged = 0
  }

  /// By what is counted, in the order in which it is told.
  package private(set) var counts: [(what: String, count: Count)] = []
  /// Σ(amount_paid − amount_refunded) of the file's orders; nil where there are none.
  package var net: Money?

  package static func == (left: ImportSummary, right: ImportSummary) -> Bool {
    left.lines == right.lines
  }

  package mutating func add(_ what: String, _ count: Count) {
    counts.append((what, count))
  }

  /// The same for a person.
  package var lines: [String] {
    let told = counts.map { entry in
      "\(entry.what): \(entry.count.added) added, \(entry.count.changed) changed, \(entry.count.unchanged) unchanged"
    }
    guard let net else { return told }
    return told + ["Paid less refunded: \(net.currency.code) \(Self.text(net))"]
  }

  /// In whole units with a point.
  private static func text(_ money: Money) -> String {
    let digits = Array(String(money.minorUnits.magnitude))
    let exponent = money.currency.exponent
    let padded = Array(repeating: Character("0"), count: max(0, exponent + 1 - digits.count)) + digits
    let sign = money.isNegative ? "-" : ""
    guard exponent > 0 else { return sign + String(padded) }
    return sign + String(padded.dropLast(exponent)) + "." + String(padded.suffix(exponent))
  }
}
