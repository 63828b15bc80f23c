/// A part of a message that may ask for one thing: its tokens between two separators.
struct MessagePhrase: Sendable {
  var tokens: [MessageToken]
  /// What it ends with.
  var end: MessageToken.Separator

  /// The part of the message it is, in scalars, without the polite words around it.
  var range: Range<Int> {
    let telling = tokens.filter { token in
      if let word = token.word { return !OrderingWords.fillers.contains(word) }
      return token.kind != .noise
    }
    guard let first = telling.first ?? tokens.first, let last = telling.last ?? tokens.last else { return 0..<0 }
    return first.range.lowerBound..<last.range.upperBound
  }

  /// The phrases of a message, in their order.
  static func read(_ text: [Unicode.Scalar], _ index: GoodsIndex) -> [MessagePhrase] {
    var phrases: [MessagePhrase] = []
    var isAddress = false
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r" || $0 == "\u{2028}" }) {
      let range = line.startIndex..<line.endIndex
      guard line.contains(where: { !$0.properties.isWhitespace }) else {
        isAddress = false
        continue
      }
      var lexer = MessageLexer(text: text, index: index)
      lexer.read(line: range)
      // A code of the shop's is no address, wherever it stands.
      let hasCode = lexer.tokens.contains { if case .code = $0.kind { true } else { false } }
      if hasCode { isAddress = false }
      if isAddress { continue }
      if !hasCode, let label = lexer.tokens.firstIndex(where: { isLabel($0, index) }) {
        isAddress = lexer.tokens.contains { $0.kind == .separator(.colon) }
        phrases += parts(Array(lexer.tokens[..<label]) + lexer.tokens.suffix(1))
        continue
      }
      if !hasCode, isStreet(lexer.tokens, index) { continue }
      phrases += joined(parts(lexer.tokens), index).flatMap { $0.divided(index) }
    }
    return phrases
  }

  private static func isLabel(_ token: MessageToken, _ index: GoodsIndex) -> Bool {
    guard let word = token.word, OrderingWords.labels.contains(word) else { return false }
    return !index.isNaming(word)
  }

  /// A number and a word of addresses that the shop sells nothing by.
  private static func isStreet(_ tokens: [MessageToken], _ index: GoodsIndex) -> Bool {
    let hasNumber = tokens.contains { $0.number != nil || $0.kind == .noise }
    return hasNumber
      && tokens.contains { token in
        guard let word = token.word, !index.isNaming(word) else { return false }
        return OrderingWords.addresses.contains(word) || word.hasSuffix("straat") || word.hasSuffix("strasse") || word.hasSuffix("laan")
      }
  }

  private static func parts(_ tokens: [MessageToken]) -> [MessagePhrase] {
    var parts: [MessagePhrase] = []
    var part: [MessageToken] = []
    for token in tokens {
      guard case .separator(let separator) = token.kind else {
        part.append(token)
        continue
      }
      if part.isEmpty {
        // "cap, and" is one end.
        if let last = parts.indices.last, parts[last].end != .colon { parts[last].end = max(parts[last].end, separator) }
      } else {
        parts.append(MessagePhrase(tokens: part, end: separator))
      }
      part = []
    }
    if !part.isEmpty { parts.append(MessagePhrase(tokens: part, end: .line)) }
    return parts
  }

  /// "T-shirt, red, L" is one thing: what only chooses belongs to what was named before the comma.
  private static func joined(_ parts: [MessagePhrase], _ index: GoodsIndex) -> [MessagePhrase] {
    var joined: [MessagePhrase] = []
    for part in parts {
      if let last = joined.indices.last, joined[last].end == .comma, part.onlyChooses(index), joined[last].names(index),
        part.tokens.first?.number == nil, !(part.counts && joined[last].counts)
      {
        joined[last].tokens += part.tokens
        joined[last].end = part.end
      } else {
        joined.append(part)
      }
    }
    return joined
  }

  private var counts: Bool { tokens.contains { $0.number != nil } }

  private func names(_ index: GoodsIndex) -> Bool { tokens.contains { $0.word.map(index.isNaming) ?? false } }

  private func onlyChooses(_ index: GoodsIndex) -> Bool {
    let words = tokens.compactMap(\.word)
    return !words.isEmpty && words.allSatisfy { index.isChoosing($0) && !index.isNaming($0) }
  }

  /// "2 red L 1 cap" and "cap 1 pot 2" are two things: a part with several counts is one for each.
  private func divided(_ index: GoodsIndex) -> [MessagePhrase] {
    let counting = tokens.indices.filter { isCount($0, index) }
    guard counting.count > 1, let first = counting.first else { return [self] }
    let leads = !tokens[..<first].contains { isThing($0) }
    var cuts: [Int] = []
    for count in counting {
      if leads {
        if count != first, tokens[..<count].contains(where: isThing) { cuts.append(start(of: count)) }
      } else {
        let next = end(of: count)
        if next < tokens.count, tokens[next...].contains(where: isThing) { cuts.append(next) }
      }
    }
    var phrases: [MessagePhrase] = []
    var from = 0
    for cut in cuts + [tokens.count] where cut > from {
      phrases.append(MessagePhrase(tokens: Array(tokens[from..<cut]), end: cut == tokens.count ? end : .joint))
      from = cut
    }
    return phrases
  }

  /// A number that may count: no part of a name ("pot 30", "30 cm").
  private func isCount(_ place: Int, _ index: GoodsIndex) -> Bool {
    guard let value = tokens[place].number else { return false }
    let next = place + 1 < tokens.count ? tokens[place + 1] : nil
    if let word = next?.word, let measure = OrderingWords.measures[word] {
      return !index.knows(word: Array((NumberText.text(value) + measure.name).unicodeScalars))
    }
    if next?.kind == .times || (place > 0 && tokens[place - 1].kind == .times) { return true }
    let written = NumberText.text(value)
    if let word = next?.word, index.isNumbered(written, word) { return false }
    if place > 0, let word = tokens[place - 1].word, index.isNumbered(word, written) { return false }
    return true
  }

  private func isThing(_ token: MessageToken) -> Bool {
    if case .code = token.kind { return true }
    guard let word = token.word else { return false }
    return !OrderingWords.fillers.contains(word) && !OrderingWords.pieces.contains(word)
  }

  /// The times sign before a number belongs to it.
  private func start(of count: Int) -> Int { count > 0 && tokens[count - 1].kind == .times ? count - 1 : count }

  private func end(of count: Int) -> Int {
    var next = count + 1
    while next < tokens.count {
      guard tokens[next].kind == .times || tokens[next].word.map(belongsToCount) ?? false else { break }
      next += 1
    }
    return next
  }

  private func belongsToCount(_ word: String) -> Bool {
    OrderingWords.pieces.contains(word) || OrderingWords.containers.contains(word) || OrderingWords.measures[word] != nil
      || OrderingWords.fillers.contains(word)
  }
}
