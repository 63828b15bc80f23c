/// What something was read from: which columns, and after which commit.
struct ReadBasis {
  let commit: Int
  let reads: ColumnSet
}

/// Some columns of a database's tables, and some tables as such, by the numbers that ``ColumnNumbers`` gives them.
///
/// A statement that reads a table has the table itself in its set, and each column it looks at. One that inserts or deletes has the table, one
/// that updates has the columns it sets. So sets that have nothing in common are of statements that cannot tell whether the other ran.
package struct ColumnSet: Sendable {
  private var words: [UInt64] = []

  package init() {}

  package mutating func insert(_ number: Int) {
    let word = number >> 6
    while words.count <= word { words.append(0) }
    words[word] |= 1 << UInt64(number & 63)
  }

  /// Numbers are only ever added.
  var isEmpty: Bool { words.isEmpty }

  mutating func formUnion(_ other: ColumnSet) {
    if words.count < other.words.count { words.append(contentsOf: repeatElement(0, count: other.words.count - words.count)) }
    for (place, word) in other.words.enumerated() { words[place] |= word }
  }

  func intersects(_ other: ColumnSet) -> Bool {
    zip(words, other.words).contains { $0 & $1 != 0 }
  }

  /// The numbers in it, rising.
  var numbers: [Int] {
    var numbers: [Int] = []
    for (place, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        numbers.append(place << 6 | rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return numbers
  }
}

/// What a statement reads and changes.
package struct ColumnUse: Sendable {
  package var reads = ColumnSet()
  package var changes = ColumnSet()

  package var changesSomething: Bool { !changes.isEmpty }

  package init() {}
}
