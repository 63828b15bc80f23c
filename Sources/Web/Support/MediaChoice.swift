import Domain

/// Which form of a document a caller takes, by `Accept`.
enum MediaChoice {
  /// The offered type with the highest quality; of equals the first offered. Without the header the first offered.
  ///
  /// - Throws: 406 where none is taken.
  static func best(of offered: [String], for header: String?) throws(Refusal) -> String {
    guard let header, let first = offered.first else { return offered.first ?? "" }
    let ranges = header.split(separator: ",").prefix(50).map(Range.init)
    if ranges.isEmpty { return first }
    let rated = offered.map { type in (type: type, quality: quality(of: type, in: ranges)) }
    guard let best = rated.map(\.quality).max(), best > 0, let choice = rated.first(where: { $0.quality == best }) else {
      throw Refusal(.notAcceptable, "This can be had as \(offered.joined(separator: ", ")).")
    }
    return choice.type
  }

  /// One entry of the header: `text/*;q=0.5`.
  private struct Range {
    let type: String
    /// Thousandths, 0 to 1000.
    let quality: Int

    init(_ text: Substring) {
      let parts = text.split(separator: ";").map { TextRules.trimmed(String($0)).lowercased() }
      type = parts.first ?? ""
      let q = parts.dropFirst().first { $0.utf8.starts(with: "q=".utf8) }?.dropFirst(2)
      quality = q.map(Self.thousandths) ?? 1000
    }

    private static func thousandths(_ text: Substring) -> Int {
      let bytes = Array(text.utf8)
      guard bytes.first == UInt8(ascii: "0") else { return 1000 }
      let digits = bytes.dropFirst(2).prefix(3).map { Int($0) - 48 }
      guard digits.allSatisfy({ (0...9).contains($0) }) else { return 0 }
      return (digits + [0, 0, 0]).prefix(3).reduce(0) { $0 * 10 + $1 }
    }
  }

  /// The most exact entry for a type counts.
  private static func quality(of type: String, in ranges: [Range]) -> Int {
    let group = (type.split(separator: "/").first.map(String.init) ?? "") + "/*"
    for name in [type, group, "*/*"] {
      if let range = ranges.first(where: { $0.type == name }) { return range.quality }
    }
    return 0
  }
}
