/// Which commit changed each table and column last, since the database was opened.
///
/// It knows nothing of rows: what is worth remembering rests on what changes seldom, such as goods, taxes and settings.
struct ChangeLog {
  /// The number of the last commit.
  private(set) var commit = 0
  /// By the number of the table or column.
  private var last: [Int] = []

  /// Writes down a transaction that changed these.
  mutating func add(_ changes: ColumnSet) {
    let numbers = changes.numbers
    guard let highest = numbers.last else { return }
    commit += 1
    if last.count <= highest { last += Array(repeating: 0, count: highest + 1 - last.count) }
    for number in numbers { last[number] = commit }
  }

  /// Whether nothing since then changed what a basis names.
  func holds(_ basis: ReadBasis) -> Bool {
    basis.reads.numbers.allSatisfy { $0 >= last.count || last[$0] <= basis.commit }
  }
}
