/// One way to read a phrase: how many, and the words that say of what.
struct PhraseReading: Sendable, Equatable {
  /// How much is asked for.
  enum Amount: Sendable, Equatable {
    /// No number was written.
    case none
    /// So many, in thousandths.
    case count(Int64)
    /// So much of a measured thing, in thousandths of the measure.
    case measured(Int64, SalesUnit, factor: Int64)
  }

  var amount: Amount
  /// Words that must fit.
  var words: [String] = []
  /// Words that may fit and say nothing when they don't.
  var fillers: [String] = []
  /// Whether the number says that it counts: "x2", "2 szt.".
  var isMarked = false

  /// The most words of a phrase that are looked at.
  static let mostWords = 16
  private static let mostReadings = 6

  /// The readings of a phrase that are worth trying: each number may be the count, and the others part of the name.
  static func all(of phrase: MessagePhrase) -> [PhraseReading] {
    let tokens = phrase.tokens
    var readings: [PhraseReading] = []
    for place in tokens.indices where tokens[place].number != nil {
      readings += counting(by: place, tokens)
      if readings.count >= mostReadings { break }
    }
    // Beside a marked number no other one counts.
    let marked = readings.filter(\.isMarked)
    if !marked.isEmpty { return marked }
    readings.append(reading(.none, tokens, without: []))
    return readings
  }

  /// Whether anything but polite words is in the phrase.
  var isEmpty: Bool { words.isEmpty }

  private static func counting(by place: Int, _ tokens: [MessageToken]) -> [PhraseReading] {
    guard let value = tokens[place].number, value > 0 else { return [] }
    let next = place + 1 < tokens.count ? tokens[place + 1] : nil
    let before = place > 0 ? tokens[place - 1] : nil
    if next?.kind == .times || before?.kind == .times {
      var reading = reading(.count(value), tokens, without: [place])
      reading.isMarked = true
      return [reading]
    }
    guard let word = next?.word else {
      let isMarked = before?.word.map(OrderingWords.pieces.contains) ?? false
      var reading = reading(.count(value), tokens, without: [place])
      reading.isMarked = isMarked
      return [reading]
    }
    if OrderingWords.pieces.contains(word) {
      var reading = reading(.count(value), tokens, without: [place, place + 1])
      reading.isMarked = true
      return [reading]
    }
    var readings = [reading(.count(value), tokens, without: [place])]
    if let measure = OrderingWords.measures[word], let unit = measure.unit {
      readings.insert(reading(.measured(value, unit, factor: measure.factor), tokens, without: [place, place + 1]), at: 0)
    }
    return readings
  }

  /// "a kilo of apples": a measure without its number; single letters are sizes.
  private static func isBareMeasure(_ place: Int, _ tokens: [MessageToken]) -> Bool {
    guard let word = tokens[place].word, word.unicodeScalars.count > 1, OrderingWords.measures[word]?.unit != nil else { return false }
    return place == 0 || tokens[place - 1].number == nil
  }

  private static func reading(_ amount: Amount, _ tokens: [MessageToken], without skipped: [Int]) -> PhraseReading {
    var reading = PhraseReading(amount: amount)
    var place = 0
    while place < tokens.count, reading.words.count < mostWords {
      defer { place += 1 }
      guard !skipped.contains(place) else { continue }
      if let value = tokens[place].number {
        // "30 cm" is one word of a name.
        if place + 1 < tokens.count, !skipped.contains(place + 1), let next = tokens[place + 1].word,
          let measure = OrderingWords.measures[next]
        {
          reading.words.append(NumberText.text(value) + measure.name)
          place += 1
        } else {
          reading.words.append(NumberText.text(value))
        }
      } else if let word = tokens[place].word, !OrderingWords.pieces.contains(word) {
        if isBareMeasure(place, tokens) || OrderingWords.fillers.contains(word) || OrderingWords.containers.contains(word)
          || OrderingWords.currencies.contains(word)
        {
          reading.fillers.append(word)
        } else {
          reading.words.append(word)
        }
      }
    }
    // "2 boxes", "a can": a container alone is what is asked for.
    if reading.words.isEmpty, let container = reading.fillers.first(where: OrderingWords.containers.contains) {
      reading.words.append(container)
      reading.fillers.removeAll { $0 == container }
    }
    return reading
  }
}
