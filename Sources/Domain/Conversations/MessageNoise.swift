extension MessageLexer {
  /// How many chunks at the beginning say nothing of goods: an address of the web, a price, a date, a time, a phone number; nil for none.
  func noiseLength(_ chunks: ArraySlice<Range<Int>>) -> Int? {
    guard let chunk = chunks.first else { return nil }
    if isWebAddress(chunk) || isPrice(chunk) || isDateOrCode(chunk) { return 1 }
    if let count = priceLength(chunks) { return count }
    return phoneLength(chunks)
  }

  private func isWebAddress(_ chunk: Range<Int>) -> Bool {
    let scalars = text[chunk]
    if let at = scalars.firstIndex(of: "@"), at > scalars.startIndex, at + 1 < scalars.endIndex { return true }
    let plain = String(String.UnicodeScalarView(scalars))
    return plain.contains("://") || plain.hasPrefix("www.")
  }

  /// "€18.50", "18,50zł".
  private func isPrice(_ chunk: Range<Int>) -> Bool {
    let scalars = text[chunk]
    guard scalars.contains(where: Self.isDigit) else { return false }
    if scalars.contains(where: { $0.properties.generalCategory == .currencySymbol }) { return true }
    let letters = scalars.drop { !Self.isDigit($0) }.drop { Self.isDigit($0) || $0 == "." || $0 == "," }
    return isCurrency(letters)
  }

  /// "18.50 EUR", "EUR 18.50".
  private func priceLength(_ chunks: ArraySlice<Range<Int>>) -> Int? {
    guard chunks.count > 1, let first = chunks.first else { return nil }
    let second = chunks[chunks.startIndex + 1]
    let isNumber = { (chunk: Range<Int>) in
      self.text[chunk].contains(where: Self.isDigit)
        && self.text[chunk].allSatisfy { Self.isDigit($0) || ".,-".unicodeScalars.contains($0) }
    }
    if isNumber(first), isCurrency(text[second]) { return 2 }
    if isCurrency(text[first]) || text[first].elementsEqual("@".unicodeScalars), isNumber(second) { return 2 }
    return nil
  }

  private func isCurrency(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let bare = scalars.filter { Self.isWord($0) || $0.properties.generalCategory == .currencySymbol }
    guard !bare.isEmpty, bare.count <= 8 else { return false }
    return OrderingWords.currencies.contains(String(String.UnicodeScalarView(WordForm.folded(String(String.UnicodeScalarView(bare))))))
  }

  /// "14:30", "12/05/2026", "12.05.2026", "00-950", "51-2", "#1042".
  private func isDateOrCode(_ chunk: Range<Int>) -> Bool {
    let scalars = text[chunk]
    if scalars.first == "#" { return true }
    guard let first = scalars.first, Self.isDigit(first) else { return false }
    let core = scalars.reversed().drop { ",.;!?)".unicodeScalars.contains($0) }
    guard NumberText.fraction(String(String.UnicodeScalarView(scalars))) == nil,
      core.allSatisfy({ Self.isDigit($0) || ":/.-".unicodeScalars.contains($0) })
    else { return false }
    let signs = core.filter { !Self.isDigit($0) }
    guard let sign = signs.first else { return false }
    return sign == ":" || sign == "/" || sign == "-" || signs.count > 1
  }

  /// Groups of digits that are seven or more together; a number of goods is shorter.
  private func phoneLength(_ chunks: ArraySlice<Range<Int>>) -> Int? {
    var digits = 0
    var count = 0
    for chunk in chunks.prefix(8) {
      let scalars = text[chunk]
      if count > 0, index.variant(code: scalars.filter { Self.isWord($0) }) != nil { break }
      guard scalars.contains(where: Self.isDigit), scalars.allSatisfy({ Self.isDigit($0) || "+()-.,;".unicodeScalars.contains($0) }) else {
        break
      }
      digits += scalars.count(where: Self.isDigit)
      count += 1
      if let last = scalars.last, ",;".unicodeScalars.contains(last) { break }
    }
    let isDialled = chunks.first.map { text[$0].first == "+" } ?? false
    return digits >= 7 || (isDialled && digits >= 4) ? count : nil
  }
}
