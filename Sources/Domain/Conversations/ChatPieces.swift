/// A text in pieces that a channel takes: none longer than allowed, parted where words part, nothing lost but the blank between two pieces.
package enum ChatPieces {
  /// How a channel counts the length of a text.
  package enum Measure: Sendable {
    /// As JavaScript does.
    case utf16
    case octets
  }

  /// - Parameter limit: at least 16, so that every character of any script has room.
  package static func of(_ text: String, limit: Int, measure: Measure) -> [String] {
    let limit = max(16, limit)
    var pieces: [String] = []
    var rest = Substring(text).trimmingSpace
    while !rest.isEmpty {
      let end = furthest(rest, limit, measure)
      guard end < rest.endIndex else {
        pieces.append(String(rest))
        break
      }
      let cut = gap(before: end, in: rest)
      pieces.append(String(rest[..<cut].trimmingSpace))
      rest = rest[cut...].trimmingSpace
    }
    return pieces.filter { !$0.isEmpty }
  }

  /// The end of the longest beginning that fits; whole characters, or whole scalars where one character alone is too long.
  private static func furthest(_ text: Substring, _ limit: Int, _ measure: Measure) -> Substring.Index {
    var length = 0
    var index = text.startIndex
    while index < text.endIndex {
      let size = size(String(text[index]), measure)
      guard length + size <= limit else { break }
      length += size
      index = text.index(after: index)
    }
    guard index == text.startIndex else { return index }
    for scalar in text.unicodeScalars.indices {
      let next = text.unicodeScalars.index(after: scalar)
      let size = size(String(text.unicodeScalars[scalar]), measure)
      guard length + size <= limit else { break }
      length += size
      index = next
    }
    return index
  }

  /// Where to cut: after a line, else after a word, of the second half; else in the middle of a word.
  private static func gap(before end: Substring.Index, in text: Substring) -> Substring.Index {
    let half = text.index(text.startIndex, offsetBy: text.distance(from: text.startIndex, to: end) / 2)
    let second = text[half..<end]
    if let line = second.lastIndex(where: \.isNewline) { return text.index(after: line) }
    if text[end].isWhitespace { return end }
    if let word = second.lastIndex(where: \.isWhitespace) { return text.index(after: word) }
    return end
  }

  private static func size(_ text: String, _ measure: Measure) -> Int {
    switch measure {
    case .utf16: text.utf16.count
    case .octets: text.utf8.count
    }
  }
}

extension Substring {
  fileprivate var trimmingSpace: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return text
  }
}
