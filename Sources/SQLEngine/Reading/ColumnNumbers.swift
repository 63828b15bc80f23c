/// Gives each table and each column of a database a number, in the order they are first heard of.
package struct ColumnNumbers {
  private var numbers: [String: Int] = [:]

  package init() {}

  /// - Parameter column: nil for the table as such: which rows it has.
  package mutating func number(of table: String, _ column: String? = nil) -> Int {
    // Names are told as they stand in the statement, where capitals and small letters are the same.
    let name = (column.map { "\(table).\($0)" } ?? table).lowercased()
    if let known = numbers[name] { return known }
    let next = numbers.count
    numbers[name] = next
    return next
  }
}
