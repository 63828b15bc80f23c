import SQLEngine

/// How many rows are read at once: few of a table of pictures, many of a table of numbers.
struct PageSize {
  private(set) var rows = 16

  private static let most = 1000
  /// Octets of text that a page should have, about.
  private static let octets = 1_048_576

  /// Learns from the last page how large rows are.
  mutating func learn(from page: [[SQLValue]]) {
    guard !page.isEmpty else { return }
    let total = page.reduce(0) { sum, row in
      row.reduce(sum) { sum, value in
        guard case .text(let text) = value else { return sum + 8 }
        return sum + text.utf8.count
      }
    }
    rows = max(1, min(Self.most, rows * 4, Self.octets / max(1, total / page.count)))
  }
}
