import SQLEngine

/// What a statement may read and change, by the words it is made of; PostgreSQL does not tell.
///
/// Careful rather than exact: it may read every table and every column that one of its words could name, and all columns where it has an
/// asterisk. Whoever inserts or deletes changes the table as such; whoever updates changes each column that is named before the last
/// condition.
struct StatementWords {
  private var numbers = ColumnNumbers()

  /// - Parameter isDeletion: whether rows of other tables may go with those it deletes.
  mutating func use(of text: String) -> (use: ColumnUse, isDeletion: Bool) {
    var use = ColumnUse()
    var isDeletion = false
    let words = Self.words(of: text)
    let readsWholeRows = text.contains("*")
    let lastCondition = words.lastIndex(of: "where") ?? words.endIndex
    var isSetting = false
    var before = (last: "", first: "")
    for (place, word) in words.enumerated() {
      use.reads.insert(numbers.number(of: word))
      if readsWholeRows { use.reads.insert(numbers.number(of: word, Self.anyColumn)) }
      if isSetting, place < lastCondition { use.changes.insert(numbers.number(of: word)) }
      switch (before.first, before.last) {
      case (_, "into"): use.changes.insert(numbers.number(of: word))
      case ("delete", "from"):
        use.changes.insert(numbers.number(of: word))
        isDeletion = true
      // `FOR UPDATE` locks, and `DO UPDATE SET` goes on about the table before it, which is changed as such.
      case (let first, "update") where first != "for" && first != "do":
        use.changes.insert(numbers.number(of: word, Self.anyColumn))
        isSetting = true
      default: break
      }
      before = (last: word, first: before.last)
    }
    return (use, isDeletion)
  }

  private static let anyColumn = "*"

  /// Names and keywords in small letters, without numbers and places of values (`$1`), nor what stands in quotes: our statements quote nothing
  /// but values.
  private static func words(of text: String) -> [String] {
    text.split(separator: "'", omittingEmptySubsequences: false).enumerated().filter { $0.offset.isMultiple(of: 2) }.flatMap { part in
      part.element.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }.filter { $0.first?.isNumber == false }.map(String.init)
    }
  }
}
