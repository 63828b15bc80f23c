/// The words a thing is found by, in any script: cut, folded, each once.
///
/// Folding takes away case, accents and letter forms (Ł, ø, full-width Ａ), so that "lodz" finds "Łódź". Scripts that put no blanks
/// between words (Thai, Chinese, Japanese, Khmer, Lao, Burmese) are cut into pairs of characters. A code such as `ABC-42` is found by
/// its parts, by the whole without its signs, and from each part on.
///
/// Every draft makes one, so plain text and Latin letters go from their bytes to the stored bytes without a `String` for each word.
package struct SearchText: Sendable {
  private var bytes: [UInt8] = []
  /// The ``WordHash`` of each word that is in.
  private var seen: Set<UInt64> = []

  package init() {
    bytes.reserveCapacity(512)
    seen.reserveCapacity(64)
  }

  /// Adds the words of a text; nothing for nil.
  package mutating func add(_ text: String?) {
    guard var text, !text.isEmpty else { return }
    let isPlain = text.withUTF8 { utf8 in
      if utf8.allSatisfy({ $0 < 0x80 }) {
        addPlain(utf8)
        return true
      }
      guard let letters = LatinFolding.plain(utf8) else { return false }
      letters.withUnsafeBufferPointer { addPlain($0) }
      return true
    }
    guard !isPlain else { return }
    for word in FoldedTexts.words(of: text) { insert(word.utf8) }
  }

  /// Takes up words as they were stored.
  init(stored: String) {
    self.init()
    add(stored: stored)
  }

  private mutating func add(stored: String) {
    for word in stored.utf8.split(separator: 32) { insert(word) }
  }

  /// Adds what another text has.
  mutating func add(stored other: SearchText) {
    add(stored: other.stored)
  }

  package mutating func add(_ texts: [String]) {
    for text in texts { add(text) }
  }

  /// Adds a telephone number by its groups and by all digits from each group on, so that it is found with and without its prefix.
  package mutating func add(phone: String?) {
    guard let phone else { return }
    add(phone)
    let groups = phone.utf8.split { !(48...57).contains($0) }.prefix(8)
    for start in groups.indices { insert(groups[start...].joined()) }
  }

  /// The same cuts as ``SearchFolding/chunks(of:)`` makes of ASCII: blanks end a chunk, everything but letters and digits a piece.
  private mutating func addPlain(_ text: UnsafeBufferPointer<UInt8>) {
    var pieces: [Range<Int>] = []
    var start: Int?
    for index in text.indices {
      let byte = text[index]
      if SearchFolding.isPlainWord(byte) {
        if start == nil { start = index }
        continue
      }
      if let first = start { pieces.append(first..<index) }
      start = nil
      guard byte <= 32 else { continue }
      addChunk(pieces, of: text)
      pieces.removeAll(keepingCapacity: true)
    }
    if let first = start { pieces.append(first..<text.count) }
    addChunk(pieces, of: text)
  }

  private mutating func addChunk(_ pieces: [Range<Int>], of text: UnsafeBufferPointer<UInt8>) {
    for piece in pieces { insert(text[piece].lazy.map(SearchFolding.small)) }
    guard pieces.count > 1 else { return }
    for first in pieces.prefix(SearchFolding.joinedPieces).indices.dropLast() {
      insert(pieces[first...].lazy.flatMap { text[$0] }.map(SearchFolding.small))
    }
  }

  private mutating func insert(_ word: some Sequence<UInt8>) {
    let start = bytes.count
    bytes.append(32)
    bytes.append(contentsOf: word)
    let isNew = bytes.count > start + 1 && seen.count < Self.limit && seen.insert(WordHash.of(bytes[(start + 1)...])).inserted
    if !isNew { bytes.removeLast(bytes.count - start) }
  }

  /// The most words of one thing; an order of a thousand long lines stays below.
  private static let limit = 8000

  /// The words as the index takes them, a blank before each.
  package var stored: String { String(decoding: bytes, as: UTF8.self) }
}
