/// The words a thing is found by, in any script: cut, folded, each once.
///
/// Folding takes away case, accents and letter forms (Ł, ø, full-width Ａ), so that "lodz" finds "Łódź". Scripts that put no blanks
/// between words (Thai, Chinese, Japanese, Khmer, Lao, Burmese) are cut into pairs of characters. A code such as `ABC-42` is found by
/// its parts, by the whole without its signs, and from each part on.
package struct SearchText: Sendable {
  private var order: [String] = []
  private var seen: Set<String> = []

  package init() {}

  /// Adds the words of a text; nothing for nil.
  package mutating func add(_ text: String?) {
    guard let text, !text.isEmpty else { return }
    for chunk in SearchFolding.chunks(of: text) {
      for word in chunk.words { insert(word) }
      for word in chunk.joinedTails { insert(word) }
    }
  }

  package mutating func add(_ texts: [String]) {
    for text in texts { add(text) }
  }

  /// Adds a telephone number by its groups and by all digits from each group on, so that it is found with and without its prefix.
  package mutating func add(phone: String?) {
    guard let phone else { return }
    add(phone)
    let groups = phone.utf8.split { !(48...57).contains($0) }.prefix(8)
    for start in groups.indices {
      insert(groups[start...].map { String(decoding: $0, as: UTF8.self) }.joined())
    }
  }

  private mutating func insert(_ word: String) {
    guard !word.isEmpty, order.count < Self.limit, seen.insert(word).inserted else { return }
    order.append(word)
  }

  /// The most words of one thing; an order of a thousand long lines stays below.
  private static let limit = 8000

  /// The words as the index takes them, a blank before each.
  package var stored: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(order.reduce(0) { $0 + $1.utf8.count + 1 })
    for word in order {
      bytes.append(32)
      bytes.append(contentsOf: word.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
