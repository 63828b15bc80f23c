import Synchronization

/// The words of texts that take long to fold, remembered: the titles of a shop's goods come back with every order.
enum FoldedTexts {
  /// So many texts are remembered; then all are forgotten, which happens once in thousands of new titles.
  private static let mostTexts = 4096
  /// Longer ones are notes and details, which do not come back.
  private static let longest = 256

  private static let known = Mutex<[String: [String]]>([:])

  /// The words and run-together tails of a text's chunks, as ``SearchFolding`` cuts them.
  static func words(of text: String) -> [String] {
    guard text.utf8.count <= longest else { return cut(text) }
    if let words = known.withLock({ $0[text] }) { return words }
    let words = cut(text)
    known.withLock { known in
      if known.count >= mostTexts { known.removeAll(keepingCapacity: true) }
      known[text] = words
    }
    return words
  }

  private static func cut(_ text: String) -> [String] {
    SearchFolding.chunks(of: text).flatMap { $0.words + $0.joinedTails }
  }
}
