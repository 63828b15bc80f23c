import Testing

@testable import Domain

/// What people write when they order, against the catalogue of a small shop.
struct ReadingMessagesForLines {
  /// What a message means, in short: `2 T-shirt/Red/L!`; `!` exact, `~` likely, `?` somebody has to choose, `-` not known.
  private static func read(_ message: String) -> [String] {
    SmallShop.index.suggestions(in: message).map { line in
      let mark =
        switch line.confidence {
        case .exact: "!"
        case .likely: "~"
        case .ambiguous: "?"
        case .unknown: "-"
        }
      return "\(line.quantity.text) \(line.variantID.flatMap { SmallShop.names[$0] } ?? line.phrase)\(mark)"
    }
  }

  @Test(arguments: [
    ("2 red L + 1 cap", ["2 T-shirt/Red/L~", "1 Cap!"]),
    ("2 red L 1 cap", ["2 T-shirt/Red/L~", "1 Cap!"]),
    ("cap x2", ["2 Cap!"]),
    ("2x cap, 3 × gift wrap", ["2 Cap!", "3 Gift wrap!"]),
    ("cap (2)", ["2 Cap!"]),
    ("I'd like two caps and a gift wrap, please", ["2 Cap!", "1 Gift wrap!"]),
    ("2 dozen caps", ["24 Cap!"]),
    ("T-shirt, red, L x2", ["2 T-shirt/Red/L!"]),
    ("T-shirts:\n2 red L\n1 blue M", ["2 T-shirt/Red/L~", "1 T-shirt/Blue/M~"]),
    ("2 red L and 1 blue M t-shirts", ["2 T-shirt/Red/L~", "1 T-shirt/Blue/M!"]),
    ("2 L red", ["2 T-shirt/Red/L~"]),
    ("large red tshirt", ["1 T-shirt/Red/L~"]),
    ("terracotta pot 30 cm", ["1 Terracotta pot 30 cm!"]),
    ("2 terracotta pots 20cm", ["2 Terracotta pot 20 cm!"]),
    ("monstera", ["1 Monstera deliciosa 60 cm~"]), ("a red L t-shirt for the garden", ["1 T-shirt/Red/L~"]),
    ("4 caps, delivered on Friday 5 March", ["4 Cap!"]),
  ])
  func `english orders are read`(message: String, meaning: [String]) {
    #expect(Self.read(message) == meaning)
  }

  @Test(arguments: [
    ("2 szt. kubków białych i 1 czarny kubek", ["2 Kubek ceramiczny/Biały~", "1 Kubek ceramiczny/Czarny~"]),
    ("poproszę dwie doniczki terracotta 30 cm oraz 1,5 kg jabłek", ["2 Terracotta pot 30 cm~", "1.5 Jabłka!"]),
    ("3 koszulki czerwone L", ["3 3 koszulki czerwone L?"]),
    ("pół kilo jabłek", ["0.5 Jabłka!"]),
    ("25 dag jabłek", ["0.25 Jabłka!"]),
  ])
  func `polish orders are read`(message: String, meaning: [String]) {
    #expect(Self.read(message) == meaning)
  }

  @Test(arguments: [
    ("เอามอนสเตอร่า ๓ ต้นค่ะ", ["3 Monstera deliciosa 60 cm~"]),
    ("มอนสเตอร่า 1 ต้น กาแฟ ครึ่งกิโล", ["1 Monstera deliciosa 60 cm~", "0.5 กาแฟคั่วบด~"]),
    ("2 แดง L", ["2 T-shirt/Red/L~"]),
    ("CAP-1 3 อัน", ["3 Cap!"]),
    ("กาแฟ 3 ขีด", ["0.3 กาแฟคั่วบด~"]),
    ("มีกระถางดินเผา 30 ซม. ไหมคะ", ["1 Terracotta pot 30 cm~"]),
  ])
  func `thai orders are read without blanks between words`(message: String, meaning: [String]) {
    #expect(Self.read(message) == meaning)
  }

  @Test(arguments: [
    ("3x SKU-1, 1 × SKU-2", ["3 Terracotta pot 30 cm!", "1 Terracotta pot 20 cm!"]),
    ("sku1 x3 sku-2 x1", ["3 Terracotta pot 30 cm!", "1 Terracotta pot 20 cm!"]),
    ("5901234123457", ["1 Cap!"]),
    ("2x5901234123457", ["2 Cap!"]),
    ("1. SKU-1 x2\n2. 5901234123457\n- gift wrap", ["2 Terracotta pot 30 cm!", "1 Cap!", "1 Gift wrap!"]),
  ])
  func `codes are read however they are written`(message: String, meaning: [String]) {
    #expect(Self.read(message) == meaning)
  }

  @Test(arguments: [
    "Good morning! Hope you are well. Thanks!", "Super, proszę 3 sztuki. Czy mogę odebrać w sobotę?", "My number is 081 234 5678",
    "+48 601 234 567", "€18.50, 100 zł or 200 บาท",
    "ul. Kwiatowa 5, 00-950 Warszawa", "Javastraat 51-2, 1094 GZ Amsterdam", "ส่งที่ 99/1 ถนนสุขุมวิท กรุงเทพ", "Is it 2 pm?",
    "https://example.test/cap?x=2 cap@example.test", "12.05.2026 14:30", "order #1042", "no cap", "nie chcę doniczki", "ไม่เอามอนสเตอร่า", "",
    "+++ , , x x",
    "Address:\nMain Street 5\n2 caps lane",
  ])
  func `what is no order suggests nothing`(message: String) {
    #expect(Self.read(message) == [])
  }

  @Test func `a price or a telephone number beside goods is no quantity`() {
    #expect(Self.read("my phone 081 234 5678, 2 caps €18.50 each at 14:30") == ["2 Cap!"])
  }

  @Test(arguments: [
    ("1 terracotta pot", "1 terracotta pot", 2), ("kubek", "kubek", 2), ("2 T-shirt", "2 T-shirt", 6), ("2 red", "2 red", 3),
  ])
  func `where several things fit, somebody chooses`(message: String, phrase: String, candidates: Int) throws {
    let line = try #require(SmallShop.index.suggestions(in: message).first)
    #expect(line.variantID == nil)
    #expect(line.confidence == .ambiguous)
    #expect(line.phrase == phrase)
    #expect(line.candidates.count >= candidates)
  }

  @Test func `one thing that fits half is offered and not taken`() throws {
    let line = try #require(SmallShop.index.suggestions(in: "2 cap umbrellas").first)
    #expect(line.variantID == nil)
    #expect(line.candidates.map { SmallShop.names[$0] } == ["Cap"])
  }

  @Test func `an unknown thing of a list is told, with nothing to choose`() {
    #expect(Self.read("4 x sponge\n2 caps") == ["4 4 x sponge-", "2 Cap!"])
  }

  @Test func `pieces cannot be weighed and nothing is sold in halves that is whole`() {
    #expect(SmallShop.index.suggestions(in: "2 kg caps").allSatisfy { $0.variantID == nil })
    #expect(SmallShop.index.suggestions(in: "1.5 cap").allSatisfy { $0.quantity.wholeUnits != nil })
  }

  @Test func `two variants with one code are not told apart by it`() {
    let shop = GoodsIndex([SmallShop.goods(1, "Fork", sku: "AB-12"), SmallShop.goods(2, "Spade", sku: "ab12")])
    #expect(shop.suggestions(in: "1 AB-12").allSatisfy { $0.variantID == nil })
  }

  @Test(arguments: [
    String(repeating: "2 red clay pot + 1 BIG-77, ", count: 400), String(repeating: "clay pot number red ", count: 500),
    String(repeating: "กระถางดินเผา", count: 900), String(repeating: "1 2 3 4 5 ", count: 1000), String(repeating: "x", count: 12_000),
    String(repeating: "1,", count: 6000), String(repeating: "(", count: 12_000),
  ])
  func `the longest message against many goods comes to an end with a bounded answer`(message: String) {
    let lines = SmallShop.manyAlike.suggestions(in: message)
    #expect(lines.count <= GoodsIndex.mostLines)
    #expect(lines.allSatisfy { $0.candidates.count <= SuggestedLine.mostCandidates })
  }
}

/// A shop of few goods in three languages, and one whose thousands of goods share all their words.
private enum SmallShop {
  static let all: [NamedGoods] =
    ["Red", "Blue"].enumerated().flatMap { color, name in
      ["S", "M", "L"].enumerated().map { size, letter in goods(color * 3 + size, "T-shirt", [name, letter], product: 0) }
    } + [
      goods(10, "Cap", sku: "CAP-1", barcode: "5901234123457"),
      goods(11, "Terracotta pot 30 cm", sku: "SKU-1", aliases: ["doniczka", "กระถางดินเผา"]),
      goods(12, "Terracotta pot 20 cm", sku: "SKU-2", aliases: ["doniczka"]),
      goods(13, "Monstera deliciosa 60 cm", aliases: ["มอนสเตอร่า"]), goods(14, "Jabłka", unit: .kg),
      goods(15, "Kubek ceramiczny", ["Biały"], product: 15), goods(16, "Kubek ceramiczny", ["Czarny"], product: 15),
      goods(17, "Gift wrap"), goods(18, "กาแฟคั่วบด", unit: .kg), goods(19, "Watering can 5 l"),
    ]

  static let index = GoodsIndex(all)

  static let names = Dictionary(uniqueKeysWithValues: all.map { ($0.variantID, ([$0.title] + $0.choices).joined(separator: "/")) })

  static let manyAlike = GoodsIndex((0..<2000).map { goods($0, "Clay pot number \($0) กระถางดินเผา", ["Red"], sku: "BIG-\($0)") })

  static func goods(
    _ number: Int, _ title: String, _ choices: [String] = [], sku: String? = nil, barcode: String? = nil, aliases: [String] = [],
    unit: SalesUnit = .piece, product: Int? = nil
  ) -> NamedGoods {
    NamedGoods(
      variantID: ID(stored: "var_\(10_000 + number)"), productID: ID(stored: "prd_\(10_000 + (product ?? number))"), title: title,
      choices: choices, sku: sku, barcode: barcode, aliases: aliases, unit: unit)
  }
}
