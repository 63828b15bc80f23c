import SQLEngine

/// What a statement may read and change, by the words it is made of; PostgreSQL does not tell.
///
/// Careful rather than exact: it may read every table that one of its words could name, and whoever changes a table changes all its columns.
struct StatementWords {
  private var numbers = ColumnNumbers()

  /// - Parameter isDeletion: whether rows of other tables may go with those it deletes.
  mutating func use(of text: String) -> (use: ColumnUse, isDeletion: Bool) {
    var use = ColumnUse()
    var isDeletion = false
    var before = (last: "", first: "")
    for word in Self.words(of: text) {
      use.reads.insert(numbers.number(of: word))
      switch (before.first, before.last) {
      case (_, "into"): use.changes.insert(numbers.number(of: word))
      case ("delete", "from"):
        use.changes.insert(numbers.number(of: word))
        isDeletion = true
      // `FOR UPDATE` locks, and `DO UPDATE SET` goes on about the table before it.
      case (let first, "update") where first != "for" && first != "do": use.changes.insert(numbers.number(of: word))
      default: break
      }
      before = (last: word, first: before.last)
    }
    return (use, isDeletion)
  }

  /// Names and keywords in small letters, what stands in quotes left out: our statements quote nothing but values.
  private static func words(of text: String) -> [String] {
    text.split(separator: "'", omittingEmptySubsequences: false).enumerated().filter { $0.offset.isMultiple(of: 2) }.flatMap { part in
      part.element.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
    }
  }
}
