extension GoodsIndex {
  /// The most characters of a message that are read, and the most lines it may ask for: a pasted list, not a book.
  package static var longestMessage: Int { 10_000 }
  package static var mostLines: Int { 100 }

  /// What a message may ask for, in its order. Rules only: numbers, codes, words of the catalogue; see `docs/rules.md`.
  ///
  /// The work is bounded by the message's length and by what one phrase may look up, not by the catalogue.
  package func suggestions(in message: String) -> [SuggestedLine] {
    let text = Array(message.unicodeScalars.prefix(Self.longestMessage))
    var reader = SuggestionReader(text: text, index: self)
    return reader.read(MessagePhrase.read(text, self).prefix(Self.mostLines))
  }
}

/// Reads the phrases of one message, each in the light of those around it.
private struct SuggestionReader {
  let text: [Unicode.Scalar]
  let index: GoodsIndex
  var finder: GoodsFinder

  /// A phrase with the matches of its best reading.
  private struct Found {
    let phrase: MessagePhrase
    let reading: PhraseReading
    let matches: [GoodsMatch]
    /// The product it names, where it is one.
    let product: Int32?
  }

  /// A longer phrase that the shop does not know is talk, not a thing.
  private static let mostUnknownWords = 4

  init(text: [Unicode.Scalar], index: GoodsIndex) {
    self.text = text
    self.index = index
    finder = GoodsFinder(index: index)
  }

  mutating func read(_ phrases: some Sequence<MessagePhrase>) -> [SuggestedLine] {
    var found: [(phrase: MessagePhrase, code: SuggestedLine?, best: Found?)] = []
    for phrase in phrases where !isRefused(phrase) {
      let coded = byCode(phrase)
      if !coded.isEmpty {
        found += coded.map { (phrase, $0, nil) }
      } else if let best = best(phrase) {
        found.append((phrase, nil, best))
      }
    }
    let isList = found.contains { $0.code != nil || !($0.best?.matches.isEmpty ?? true) }
    var lines: [SuggestedLine] = []
    var product: Int32?
    for (place, one) in found.enumerated() {
      if let line = one.code {
        lines.append(line)
      } else if let best = one.best {
        if let named = best.product { product = named }
        // "T-shirts:" only says what the lines below are about.
        if one.phrase.end == .colon, best.reading.amount == .none { continue }
        let next = found[place...].dropFirst().first.flatMap { $0.best?.product }
        if let line = line(best, near: [product, next].compactMap { $0 }, isList: isList) { lines.append(line) }
      }
    }
    return lines
  }

  /// "no cap", "ไม่เอา": nobody wants it; "no. 5" is a number.
  private func isRefused(_ phrase: MessagePhrase) -> Bool {
    phrase.tokens.indices.contains { place in
      guard let word = phrase.tokens[place].word, OrderingWords.refusals.contains(word), !index.isNaming(word) else { return false }
      return !(word == "no" && place + 1 < phrase.tokens.count && phrase.tokens[place + 1].number != nil)
    }
  }

  /// A phrase with a code says everything by it and its number; with several codes it asks for one of each.
  private func byCode(_ phrase: MessagePhrase) -> [SuggestedLine] {
    var codes: [(variant: Int32, range: Range<Int>)] = []
    for token in phrase.tokens {
      if case .code(let variant) = token.kind, !codes.contains(where: { $0.variant == variant }) { codes.append((variant, token.range)) }
    }
    return codes.map { code, range in
      let variant = index.variants[Int(code)]
      let isAlone = codes.count == 1
      let counted = isAlone ? PhraseReading.all(of: phrase).compactMap { finder.quantity($0.amount, of: variant.unit) }.first : nil
      return SuggestedLine(
        phrase: written(isAlone ? phrase.range : range), quantity: counted ?? .one, candidates: [variant.id], confidence: .exact)
    }
  }

  private mutating func best(_ phrase: MessagePhrase) -> Found? {
    var best: Found?
    for reading in PhraseReading.all(of: phrase) where !reading.isEmpty {
      let matches = finder.matches(reading)
      if let known = best, (known.matches.first?.coverage ?? 0) >= (matches.first?.coverage ?? 0) { continue }
      let top = matches.first.map { first in matches.filter { $0.ties(with: first) && $0.isNamed } } ?? []
      let products = Set(top.map { index.variants[Int($0.variant)].product })
      best = Found(phrase: phrase, reading: reading, matches: matches, product: products.count == 1 ? products.first : nil)
    }
    return best
  }

  private func line(_ found: Found, near products: [Int32], isList: Bool) -> SuggestedLine? {
    guard let first = found.matches.first else { return unknown(found, isList: isList) }
    var rivals = found.matches.filter { $0.ties(with: first) }
    // Only options were named: they are of what was named before or behind.
    if !first.isNamed,
      let product = products.first(where: { product in rivals.contains { index.variants[Int($0.variant)].product == product } })
    {
      rivals = rivals.filter { index.variants[Int($0.variant)].product == product }
    }
    // The whole title was said: longer titles that have these words too are other things.
    let whole = rivals.filter { $0.tightness == 100 && $0.isNamed }
    if !whole.isEmpty { rivals = whole }
    guard let best = rivals.first else { return nil }
    let isOne = rivals.count == 1 && best.coverage >= 70
    let isExact = isOne && best.coverage == 100 && best.tightness == 100 && best.isWhole
    return SuggestedLine(
      phrase: written(found.phrase.range), quantity: best.quantity, candidates: candidates(rivals, found.matches),
      confidence: isExact ? .exact : isOne ? .likely : .ambiguous)
  }

  /// What could be meant, and behind it other variants of the same products, in case it is not there.
  private func candidates(_ rivals: [GoodsMatch], _ matches: [GoodsMatch]) -> [ID<Variant>] {
    let known = Set(rivals.map(\.variant))
    let products = Set(rivals.map { index.variants[Int($0.variant)].product })
    let others = matches.filter { !known.contains($0.variant) && products.contains(index.variants[Int($0.variant)].product) }
    return (rivals + others).prefix(SuggestedLine.mostCandidates).map { index.variants[Int($0.variant)].id }
  }

  /// Something with a count that the shop does not know; a number alone makes none outside of a list.
  private func unknown(_ found: Found, isList: Bool) -> SuggestedLine? {
    guard case .count(let thousandths) = found.reading.amount, found.reading.isMarked || isList, thousandths <= 999_000,
      let quantity = Quantity(thousandths: thousandths), quantity.wholeUnits != nil,
      found.reading.words.contains(where: isThing), found.reading.isMarked || found.reading.words.count <= Self.mostUnknownWords
    else { return nil }
    return SuggestedLine(phrase: written(found.phrase.range), quantity: quantity, candidates: [], confidence: .unknown)
  }

  private func isThing(_ word: String) -> Bool {
    !OrderingWords.containers.contains(word) && word.unicodeScalars.contains { !MessageLexer.isDigit($0) && $0 != "." }
  }

  private func written(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(text[range])) }
}
