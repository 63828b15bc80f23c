/// Looks up readings of phrases in the catalogue; remembers what a word means, because lists say the same words again.
struct GoodsFinder {
  let index: GoodsIndex
  private var meanings: [String: [(word: Int32, fit: Int)]] = [:]

  /// The most products that are looked at for one word, and the rarest words that are looked up: what bounds the work for a message in
  /// which every word is in every title.
  private static let mostProducts = 600
  private static let rarestWords = 3
  /// Below it a fit is none.
  private static let leastCoverage = 40

  init(index: GoodsIndex) { self.index = index }

  /// What fits, the best first.
  mutating func matches(_ reading: PhraseReading) -> [GoodsMatch] {
    guard !reading.isEmpty else { return [] }
    let words = reading.words.map { meaning(of: $0) }
    let fillers = reading.fillers.map { meaning(of: $0) }
    var matches: [GoodsMatch] = []
    for product in seeds(words) { matches += match(index.products[Int(product)], words, fillers, reading) }
    return matches.sorted { $0.isBetter(than: $1) }
  }

  private mutating func meaning(of word: String) -> [(word: Int32, fit: Int)] {
    if let known = meanings[word] { return known }
    let found = index.meanings(of: word)
    meanings[word] = found
    return found
  }

  /// The products that have one of the rarest words.
  private func seeds(_ words: [[(word: Int32, fit: Int)]]) -> [Int32] {
    let count = { (meanings: [(word: Int32, fit: Int)]) in meanings.reduce(0) { $0 + index.postings[Int($1.word)].count } }
    let rarest = words.filter { count($0) > 0 }.sorted { count($0) < count($1) }.prefix(Self.rarestWords)
    var seen: Set<Int32> = []
    var seeds: [Int32] = []
    for word in rarest {
      var taken = 0
      for meaning in word {
        for product in index.postings[Int(meaning.word)] where taken < Self.mostProducts {
          taken += 1
          if seen.insert(product).inserted { seeds.append(product) }
        }
      }
    }
    return seeds
  }

  private func match(
    _ product: GoodsIndex.Named, _ words: [[(word: Int32, fit: Int)]], _ fillers: [[(word: Int32, fit: Int)]], _ reading: PhraseReading
  ) -> [GoodsMatch] {
    let inTitle = { (meanings: [(word: Int32, fit: Int)]) in meanings.first { product.title.contains($0.word) } }
    let asAlias = { (meanings: [(word: Int32, fit: Int)]) in meanings.first { product.aliases.contains($0.word) } }
    let named = words.map { inTitle($0) ?? asAlias($0) }
    var said = Set(words.compactMap { inTitle($0)?.word })
    let isNamed = named.contains { $0 != nil }
    if isNamed { said.formUnion(fillers.compactMap { inTitle($0)?.word }) }
    // A tag or "tshirt" for "T-shirt" says the name, though not in the title's own words.
    let isOtherwise = words.contains { asAlias($0) != nil }
    let tightness = max(product.title.isEmpty ? 0 : said.count * 100 / product.title.count, isOtherwise ? 60 : 0)
    let weight = weight(of: reading.words, words, isNamed: isNamed)
    return product.variants.compactMap { place in
      let variant = index.variants[Int(place)]
      guard let quantity = quantity(reading.amount, of: variant.unit) else { return nil }
      var fit = 0
      var chosen: Set<Int32> = []
      for (word, name) in zip(words, named) {
        let choice = word.first { variant.choices.contains($0.word) }
        fit += max(name?.fit ?? 0, choice?.fit ?? 0)
        if let choice { chosen.insert(choice.word) }
      }
      let coverage = fit * 100 / weight
      guard coverage >= Self.leastCoverage else { return nil }
      return GoodsMatch(
        variant: place, coverage: coverage, tightness: tightness, chosen: chosen.count, isNamed: isNamed,
        isWhole: chosen.count == variant.choices.count || product.variants.count == 1, quantity: quantity)
    }
  }

  /// What the words weigh together, in hundredths. One that the catalogue knows nowhere weighs half beside a name, for people say more than
  /// names; not where it may be the name itself, and not with a number in it, for that tells things apart.
  private func weight(of words: [String], _ meanings: [[(word: Int32, fit: Int)]], isNamed: Bool) -> Int {
    zip(words, meanings).reduce(0) { sum, one in
      let isTalk = isNamed && one.1.isEmpty && !one.0.unicodeScalars.contains(where: MessageLexer.isDigit)
      return sum + (isTalk ? 50 : 100)
    }
  }

  /// The amount in the unit the thing is sold by; nil where it cannot be said in it.
  func quantity(_ amount: PhraseReading.Amount, of unit: SalesUnit) -> Quantity? {
    switch amount {
    case .none: return .one
    case .count(let thousandths):
      guard let quantity = Quantity(thousandths: thousandths), unit.allowsFraction || quantity.wholeUnits != nil else { return nil }
      return quantity
    case .measured(let thousandths, let written, let factor):
      let (value, overflow) = thousandths.multipliedReportingOverflow(by: factor)
      guard !overflow, let converted = Self.converted(value, from: written, to: unit) else { return nil }
      return Quantity(thousandths: converted)
    }
  }

  /// 250 g is 0.25 kg; nil where it does not come out even, or is another kind of measure.
  private static func converted(_ value: Int64, from written: SalesUnit, to unit: SalesUnit) -> Int64? {
    if written == unit { return value }
    switch (written, unit) {
    case (.g, .kg), (.ml, .l): return value.isMultiple(of: 1000) ? value / 1000 : nil
    case (.cm, .m): return value.isMultiple(of: 100) ? value / 100 : nil
    case (.kg, .g), (.l, .ml): return value <= Quantity.limit ? value * 1000 : nil
    case (.m, .cm): return value <= Quantity.limit ? value * 100 : nil
    default: return nil
    }
  }
}
