/// Cuts text of scripts that put no blanks between words (Thai, Lao, Khmer, Burmese, Chinese, Japanese) by the words it is given:
/// those of the catalogue, and the ones that orders are made of. What none of them begins stays together.
struct BlanklessWords: Sendable {
  private struct Step: Hashable {
    let node: Int32
    let scalar: UInt32
  }

  private var steps: [Step: Int32] = [:]
  private var ends: [Bool] = [false]
  /// A beginning of a word counts from so many characters on.
  private static let shortestBeginning = 4

  static func isBlankless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  mutating func add(_ word: some Collection<Unicode.Scalar>) {
    var node: Int32 = 0
    for scalar in word {
      let step = Step(node: node, scalar: scalar.value)
      if let next = steps[step] {
        node = next
      } else {
        let next = Int32(ends.count)
        ends.append(false)
        steps[step] = next
        node = next
      }
    }
    if node != 0 { ends[Int(node)] = true }
  }

  /// The ranges of the words of a run, in their order.
  func cut(_ run: ArraySlice<Unicode.Scalar>) -> [Range<Int>] {
    var cuts: [Range<Int>] = []
    var unknown = run.startIndex
    var index = run.startIndex
    while index < run.endIndex {
      let length = known(in: run[index...])
      guard length > 0 else {
        index += 1
        continue
      }
      if unknown < index { cuts.append(unknown..<index) }
      cuts.append(index..<(index + length))
      index += length
      unknown = index
    }
    if unknown < run.endIndex { cuts.append(unknown..<run.endIndex) }
    return cuts
  }

  /// How many characters of a text are a word, the longest, or else the beginning of one; 0 for neither.
  private func known(in text: ArraySlice<Unicode.Scalar>) -> Int {
    var node: Int32 = 0
    var length = 0
    var whole = 0
    for scalar in text {
      guard let next = steps[Step(node: node, scalar: scalar.value)] else { break }
      node = next
      length += 1
      // A word never ends before a mark that belongs to its last letter.
      if ends[Int(node)], !isMarked(text, after: length) { whole = length }
    }
    if length >= Self.shortestBeginning, length > whole, !isMarked(text, after: length) { return length }
    return whole
  }

  private func isMarked(_ text: ArraySlice<Unicode.Scalar>, after length: Int) -> Bool {
    guard length < text.count else { return false }
    switch text[text.startIndex + length].properties.generalCategory {
    case .nonspacingMark, .spacingMark: return true
    default: return false
    }
  }
}
