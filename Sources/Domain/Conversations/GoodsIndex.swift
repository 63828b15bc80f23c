/// The catalogue by the words and codes that people write, made once and read by every message until the catalogue changes.
package struct GoodsIndex: Sendable {
  /// A product as it may be named.
  struct Named: Sendable {
    /// The words of its title, each once.
    var title: Set<Int32> = []
    /// Its tags and run-together words: they find it, and a title is whole without them.
    var aliases: Set<Int32> = []
    var variants: [Int32] = []
  }

  /// A variant as it may be named.
  struct NamedVariant: Sendable {
    let id: ID<Variant>
    let product: Int32
    let choices: Set<Int32>
    let unit: SalesUnit
  }

  private(set) var products: [Named] = []
  private(set) var variants: [NamedVariant] = []
  private(set) var blankless = BlanklessWords()
  private var words: [String: Int32] = [:]
  /// The words in their order, for those that are only begun.
  private var sorted: [(word: String, id: Int32)] = []
  /// By word: the products that are found by it.
  private(set) var postings: [[Int32]] = []
  /// By word: whether it chooses a variant somewhere.
  private(set) var choosing: Set<Int32> = []
  /// By word: whether it names a product somewhere.
  private(set) var naming: Set<Int32> = []
  /// Codes without signs and case; nil where two variants share one.
  private var codes: [String: Int32?] = [:]
  /// Numbers that are part of a name, with the word beside them.
  private var numbered: Set<NumberedName> = []
  private static let mostBegun = 20
  /// Most scalars of a code, its signs aside.
  static let longestCode = 64

  /// - Parameter goods: what is for sale; the variants of one product beside each other or not.
  package init(_ goods: some Sequence<NamedGoods>) {
    var places: [ID<Product>: Int32] = [:]
    for word in OrderingWords.thai + SharedNames.thai { blankless.add(Array(word.unicodeScalars)) }
    for one in goods {
      let product: Int32
      if let known = places[one.productID] {
        product = known
      } else {
        product = Int32(products.count)
        places[one.productID] = product
        products.append(named(one))
      }
      add(one, to: product)
    }
    for (place, product) in products.enumerated() {
      for word in findingWords(product) { postings[Int(word)].append(Int32(place)) }
    }
    sorted = words.map { (word: $0.key, id: $0.value) }.sorted { $0.word < $1.word }
  }

  private mutating func named(_ goods: NamedGoods) -> Named {
    var named = Named()
    for text in [goods.title] + goods.aliases { teach(text) }
    let parts = TitleWords.read(goods.title, blankless)
    named.title = Set(parts.words.map { place($0) })
    named.aliases = Set(parts.joined.map { place($0) })
    for alias in goods.aliases {
      let parts = TitleWords.read(alias, blankless)
      named.aliases.formUnion((parts.words + parts.joined).map { place($0) })
    }
    naming.formUnion(named.title)
    for (first, second) in zip(parts.words, parts.words.dropFirst()) where [first, second].contains(where: Self.isNumber) {
      numbered.insert(NumberedName(first: place(first), second: place(second)))
    }
    return named
  }

  private mutating func add(_ goods: NamedGoods, to product: Int32) {
    for choice in goods.choices { teach(choice) }
    let choices = Set(goods.choices.flatMap { TitleWords.read($0, blankless).words }.map { place($0) })
    choosing.formUnion(choices)
    let variant = Int32(variants.count)
    variants.append(NamedVariant(id: goods.variantID, product: product, choices: choices, unit: goods.unit))
    products[Int(product)].variants.append(variant)
    for code in [goods.sku, goods.barcode] {
      guard let code, let key = Self.codeKey(Array(code.unicodeScalars).filter { MessageLexer.isWord($0) }) else { continue }
      if codes.keys.contains(key) { codes[key] = .some(nil) } else { codes[key] = variant }
    }
  }

  /// Words of scripts without blanks become known before anything is cut by them.
  private mutating func teach(_ text: String) {
    let isOutside = { (scalar: Unicode.Scalar) in !BlanklessWords.isBlankless(scalar) || !MessageLexer.isWord(scalar) }
    for run in WordForm.folded(text).split(whereSeparator: isOutside) { blankless.add(run) }
  }

  private mutating func place(_ word: String) -> Int32 {
    if let known = words[word] { return known }
    let id = Int32(postings.count)
    words[word] = id
    postings.append([])
    return id
  }

  /// Every word by which a product is found, the choices of its variants too.
  private func findingWords(_ product: Named) -> Set<Int32> {
    product.variants.reduce(into: product.title.union(product.aliases)) { $0.formUnion(variants[Int($1)].choices) }
  }

  /// The variant of a code, in scalars without signs; nil where there is none, or where it may as well be a word or a small number.
  func variant(code scalars: [Unicode.Scalar]) -> Int32? {
    guard let key = Self.codeKey(scalars), let variant = codes[key] else { return nil }
    return variant
  }

  /// A code has a digit and three characters; one of digits alone has five, or it would be a number.
  private static func codeKey(_ scalars: [Unicode.Scalar]) -> String? {
    let digits = scalars.count(where: MessageLexer.isDigit)
    guard digits > 0, scalars.count >= (digits == scalars.count ? 5 : 3), scalars.count <= longestCode else { return nil }
    return String(String.UnicodeScalarView(WordForm.folded(String(String.UnicodeScalarView(scalars)))))
  }

  func knows(word scalars: [Unicode.Scalar]) -> Bool { words[WordForm.normal(String(String.UnicodeScalarView(scalars)))] != nil }

  /// Whether two words stand beside each other in a title, one of them a number: "iPhone 15".
  func isNumbered(_ first: String, _ second: String) -> Bool {
    guard let first = words[WordForm.normal(first)], let second = words[WordForm.normal(second)] else { return false }
    return numbered.contains(NumberedName(first: first, second: second))
  }

  private struct NumberedName: Hashable {
    let first: Int32
    let second: Int32
  }

  private static func isNumber(_ word: String) -> Bool { word.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 } }

  /// Whether a product has the word in its title.
  func isNaming(_ word: String) -> Bool { words[WordForm.normal(word)].map(naming.contains) ?? false }

  /// Whether a variant is chosen by the word.
  func isChoosing(_ word: String) -> Bool { words[WordForm.normal(word)].map(choosing.contains) ?? false }

  /// The words of the catalogue that a written word may be, with how well they fit in hundredths.
  func meanings(of word: String) -> [(word: Int32, fit: Int)] {
    let normal = WordForm.normal(word)
    if let known = words[normal] { return [(known, 100)] }
    let length = normal.unicodeScalars.count
    guard length >= 4 || (length >= 3 && normal.unicodeScalars.first.map(BlanklessWords.isBlankless) == true) else { return [] }
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].word < normal { low = middle + 1 } else { high = middle }
    }
    let begun = sorted[low...].prefix(Self.mostBegun).prefix { $0.word.hasPrefix(normal) }
    return begun.map { ($0.id, 70) }
  }
}
