import Domain
import SQLEngine

extension CatalogStore {
  /// A handle for a product that came without one: the words of its title in small Latin letters and digits, `olive-tree-120-cm`, with a
  /// number behind where another product has it. A title without any such word becomes `item`.
  package func freeHandle(for title: String) throws -> String {
    let words = SearchFolding.chunks(of: title).flatMap(\.pieces).filter { $0.utf8.allSatisfy(SearchFolding.isPlainWord) }
    var base = ""
    for word in words where base.utf8.count + word.utf8.count < 80 { base += base.isEmpty ? word : "-\(word)" }
    if base.isEmpty { base = "item" }
    guard try isHandleTaken(base) else { return base }
    // Doubling finds an end, halving the beginning of what is free: a thousand products of one title cost twenty looks each.
    var taken: Int64 = 1
    var free: Int64 = 2
    while try isHandleTaken("\(base)-\(free)"), free < 1 << 40 { (taken, free) = (free, free * 2) }
    while free - taken > 1 {
      let middle = (taken + free) / 2
      if try isHandleTaken("\(base)-\(middle)") { taken = middle } else { free = middle }
    }
    return "\(base)-\(free)"
  }

  private func isHandleTaken(_ handle: String) throws -> Bool {
    try tx.row("SELECT 1 AS one FROM products WHERE handle_key = \(handle.identityKey)") != nil
  }
}
