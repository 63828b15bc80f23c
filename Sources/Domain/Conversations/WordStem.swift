/// The endings of English and Polish words taken away, so that "doniczki" is "doniczka" and "caps" is "cap". Rough on purpose: whoever
/// reads the suggestion decides, and what becomes one here by mistake is offered as a choice.
enum WordStem {
  private static let shortest = 3
  /// By their last letter, the longest first.
  private static let endings: [UInt8: [[UInt8]]] = Dictionary(
    grouping: [
      "kami", "kach", "kiem", "kowi", "kow", "ego", "emu", "ymi", "imi", "ami", "ach", "iem", "owi", "ies", "ych", "ich", "ka", "ki", "ke",
      "ko", "ek", "es", "ow", "om", "em", "ej", "ym", "im", "a", "e", "i", "o", "u", "y",
    ].map { Array($0.utf8) }, by: { $0.last ?? 0 })

  static func of(_ word: String) -> String {
    let bytes = Array(word.utf8)
    guard bytes.count > shortest, bytes.allSatisfy({ (97...122).contains($0) }) else { return word }
    var stem = bytes[...]
    if stem.last == UInt8(ascii: "s"), !stem.dropLast().hasSuffix("s"), stem.count > shortest, !stem.hasSuffix("ies"), !stem.hasSuffix("es")
    {
      stem.removeLast()
    }
    for ending in endings[stem.last ?? 0] ?? []
    where stem.count - ending.count >= shortest && stem.suffix(ending.count).elementsEqual(ending) {
      stem.removeLast(ending.count)
      break
    }
    return String(decoding: stem, as: UTF8.self)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
