/// Reads the chunks of one line, what stands between blanks, into tokens.
struct MessageLexer {
  let text: [Unicode.Scalar]
  let index: GoodsIndex
  private(set) var tokens: [MessageToken] = []
  private var depth = 0

  init(text: [Unicode.Scalar], index: GoodsIndex) {
    self.text = text
    self.index = index
  }

  mutating func read(line: Range<Int>) {
    depth = 0
    var chunks = ArraySlice(chunks(in: line))
    dropMarker(&chunks)
    while let chunk = chunks.first {
      if let (variant, count, end) = code(chunks) {
        let start = trimmed(chunk).lowerBound
        tokens.append(MessageToken(kind: .code(variant), range: start..<end))
        let last = chunks[chunks.startIndex + count - 1]
        separate(after: end, in: last)
        chunks = chunks.dropFirst(count)
      } else if let count = noiseLength(chunks) {
        tokens.append(MessageToken(kind: .noise, range: chunk))
        let last = chunks[chunks.startIndex + count - 1]
        separate(after: trimmed(last).upperBound, in: last)
        chunks = chunks.dropFirst(count)
      } else {
        read(chunk: chunk)
        chunks = chunks.dropFirst()
      }
    }
    tokens.append(MessageToken(kind: .separator(.line), range: line.upperBound..<line.upperBound))
  }

  private func chunks(in line: Range<Int>) -> [Range<Int>] {
    text[line].split(whereSeparator: { $0.properties.isWhitespace }).map { $0.startIndex..<$0.endIndex }
  }

  /// "1." and "2)" at the beginning of a line count the lines, and so do dots and dashes.
  private func dropMarker(_ chunks: inout ArraySlice<Range<Int>>) {
    guard let first = chunks.first, chunks.count > 1 else { return }
    let marker = text[first]
    let isBullet = marker.count == 1 && marker.allSatisfy { "-–—•*·>".unicodeScalars.contains($0) }
    let isCount =
      marker.count <= 3 && (marker.last == "." || marker.last == ")") && marker.dropLast().allSatisfy(Self.isDigit) && marker.count > 1
    if isBullet || isCount { chunks = chunks.dropFirst() }
  }

  /// A code of the shop's at the beginning of the chunks, written in up to three of them.
  private func code(_ chunks: ArraySlice<Range<Int>>) -> (variant: Int32, count: Int, end: Int)? {
    var key: [Unicode.Scalar] = []
    var best: (variant: Int32, count: Int, end: Int)?
    for (offset, chunk) in chunks.prefix(3).enumerated() {
      key += text[chunk].filter { Self.isWord($0) }
      if let variant = index.variant(code: key) { best = (variant, offset + 1, trimmed(chunk).upperBound) }
      // A code does not go on behind a comma.
      if let last = text[chunk].last, !Self.isWord(last), last != "-" { break }
    }
    return best
  }

  private mutating func read(chunk: Range<Int>) {
    if let value = NumberText.fraction(String(String.UnicodeScalarView(text[chunk]))) {
      tokens.append(MessageToken(kind: .number(value, isWritten: true), range: chunk))
      return
    }
    var position = chunk.lowerBound
    while position < chunk.upperBound {
      let scalar = text[position]
      if Self.isDigit(scalar) {
        position = readNumber(position, in: chunk)
      } else if Self.isWord(scalar) {
        position = readWord(position, in: chunk)
      } else {
        sign(at: position, in: chunk)
        position += 1
      }
    }
  }

  private mutating func readNumber(_ start: Int, in chunk: Range<Int>) -> Int {
    let (value, end) = NumberText.read(text, start..<chunk.upperBound)
    let rest = end..<chunk.upperBound
    let letters = rest.prefix { Self.isWord(text[$0]) && !Self.isDigit(text[$0]) }
    let joined = start..<(letters.last.map { $0 + 1 } ?? end)
    // "3D" and "7up" are names where the catalogue has them, and so is a number too long to count anything.
    if !letters.isEmpty, index.knows(word: WordForm.folded(String(String.UnicodeScalarView(text[joined])))) || value == nil {
      return append(word: joined)
    }
    guard let value else {
      tokens.append(MessageToken(kind: .noise, range: start..<end))
      return end
    }
    tokens.append(MessageToken(kind: .number(value, isWritten: true), range: start..<end))
    if letters.count == 1, let mark = letters.first, Self.isTimes(text[mark]) {
      tokens.append(MessageToken(kind: .times, range: mark..<(mark + 1)))
      return readRest(mark + 1, in: chunk)
    }
    return end
  }

  /// What follows "2x" without a blank: perhaps a code.
  private mutating func readRest(_ start: Int, in chunk: Range<Int>) -> Int {
    var key: [Unicode.Scalar] = []
    var (first, end) = (start, start)
    for position in start..<chunk.upperBound where Self.isWord(text[position]) {
      // "2x2x2x…" would else be gathered to its end again and again.
      guard key.count < GoodsIndex.longestCode else { return start }
      if key.isEmpty { first = position }
      key.append(text[position])
      end = position + 1
    }
    guard let variant = index.variant(code: key) else { return start }
    tokens.append(MessageToken(kind: .code(variant), range: first..<end))
    return end
  }

  private mutating func readWord(_ start: Int, in chunk: Range<Int>) -> Int {
    let isBlankless = BlanklessWords.isBlankless(text[start])
    var end = start
    while end < chunk.upperBound, continues(end, isBlankless, in: chunk) { end += 1 }
    if isBlankless {
      for part in index.blankless.cut(text[start..<end]) { _ = append(word: part) }
      return end
    }
    // "x2" and "cap x2".
    if Self.isTimes(text[start]), end - start > 1, text[(start + 1)..<end].allSatisfy(Self.isDigit) {
      tokens.append(MessageToken(kind: .times, range: start..<(start + 1)))
      return start + 1
    }
    if end - start == 1, Self.isTimes(text[start]), start == chunk.lowerBound {
      tokens.append(MessageToken(kind: .times, range: start..<end))
      return end
    }
    return append(word: start..<end)
  }

  /// A word goes on with letters of its kind, and over an apostrophe: "I'd".
  private func continues(_ position: Int, _ isBlankless: Bool, in chunk: Range<Int>) -> Bool {
    if Self.isApostrophe(text[position]) { return position + 1 < chunk.upperBound && Self.isWord(text[position + 1]) }
    return Self.isWord(text[position]) && BlanklessWords.isBlankless(text[position]) == isBlankless
      && (!isBlankless || !Self.isDigit(text[position]))
  }

  private mutating func append(word range: Range<Int>) -> Int {
    let letters = text[range].filter { !Self.isApostrophe($0) }
    let word = String(String.UnicodeScalarView(WordForm.folded(String(String.UnicodeScalarView(letters)))))
    if OrderingWords.joints.contains(word) {
      tokens.append(MessageToken(kind: .separator(.joint), range: range))
    } else if let last = tokens.last, let count = last.number, OrderingWords.dozens.contains(word), count <= Quantity.limit / 12 {
      tokens[tokens.count - 1] = MessageToken(kind: .number(count * 12, isWritten: true), range: last.range.lowerBound..<range.upperBound)
    } else if let value = OrderingWords.numbers[word] {
      tokens.append(MessageToken(kind: .number(value, isWritten: false), range: range))
    } else if !word.isEmpty {
      tokens.append(MessageToken(kind: .word(word), range: range))
    }
    return range.upperBound
  }

  private mutating func separate(after start: Int, in chunk: Range<Int>) {
    for position in start..<max(start, chunk.upperBound) { sign(at: position, in: chunk) }
  }

  private mutating func sign(at position: Int, in chunk: Range<Int>) {
    let range = position..<(position + 1)
    let isLast = position + 1 == chunk.upperBound
    switch text[position] {
    case "×", "✕", "✖": tokens.append(MessageToken(kind: .times, range: range))
    case "*" where chunk.count > 1: tokens.append(MessageToken(kind: .times, range: range))
    case "(", "[": depth += 1
    case ")", "]": depth = max(0, depth - 1)
    case "+", "&", ";", "|", "、", "；", "؛": if depth == 0 { tokens.append(MessageToken(kind: .separator(.joint), range: range)) }
    case "/" where chunk.count == 1: tokens.append(MessageToken(kind: .separator(.joint), range: range))
    case ",", "，", "،": if depth == 0 { tokens.append(MessageToken(kind: .separator(.comma), range: range)) }
    case ":", "：": if depth == 0 { tokens.append(MessageToken(kind: .separator(.colon), range: range)) }
    case "!", "?", "。", "！", "？", "؟": tokens.append(MessageToken(kind: .separator(.joint), range: range))
    case "." where isLast && !endsAbbreviation(before: position):
      tokens.append(MessageToken(kind: .separator(.joint), range: range))
    default: break
    }
  }

  /// "szt." and "ซม." do not end a sentence.
  private func endsAbbreviation(before position: Int) -> Bool {
    guard let last = tokens.last, last.range.upperBound == position, let word = last.word else { return false }
    return OrderingWords.abbreviations.contains(word)
  }

  /// A chunk without the signs around it.
  private func trimmed(_ chunk: Range<Int>) -> Range<Int> {
    guard let first = chunk.first(where: { Self.isWord(text[$0]) }), let last = chunk.last(where: { Self.isWord(text[$0]) }) else {
      return chunk.upperBound..<chunk.upperBound
    }
    return first..<(last + 1)
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .decimalNumber }
  static func isTimes(_ scalar: Unicode.Scalar) -> Bool { scalar == "x" || scalar == "X" || scalar == "×" }

  static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool { scalar == "'" || scalar == "\u{2019}" }

  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 {
      return (48...57).contains(scalar.value) || (65...90).contains(scalar.value) || (97...122).contains(scalar.value)
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark, .decimalNumber:
      return true
    default: return false
    }
  }
}
