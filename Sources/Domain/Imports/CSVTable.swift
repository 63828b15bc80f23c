/// The records of a file by the names of its columns, whatever their order and whichever of several names they go by.
package struct CSVTable: Sendable {
  /// One record below the header.
  package struct Row: Sendable {
    package let line: Int
    private let fields: [String]
    private let columns: [String: Int]

    init(line: Int, fields: [String], columns: [String: Int]) {
      self.line = line
      self.fields = fields
      self.columns = columns
    }

    /// The first column of these names that the file has, without blanks at the ends; nil where it is empty or missing.
    package subscript(names: String...) -> String? {
      for name in names {
        guard let index = columns[CSVTable.key(name)], index < fields.count else { continue }
        return fields[index].trimmedText
      }
      return nil
    }

    /// Whether every field is empty.
    var isEmpty: Bool { fields.allSatisfy { $0.trimmedText == nil } }
  }

  package let rows: [Row]
  private let columns: [String: Int]

  /// - Throws: `validationFailed` naming the lines that are broken, a header that names a column twice, or a row of another length.
  package init(_ text: String) throws(Refusal) {
    var problems = ImportProblems()
    var records: [CSVReader.Record] = []
    do {
      records = try CSVReader.records(of: text)
    } catch {
      problems.add(error)
    }
    try problems.finish()
    guard let header = records.first else { throw .invalid("file", "empty", "The file has no rows.") }
    var columns: [String: Int] = [:]
    for (index, name) in header.fields.enumerated() {
      let key = Self.key(name)
      guard !key.isEmpty else { continue }
      if columns.updateValue(index, forKey: key) != nil { problems.add(header.line, "The column \(name) occurs twice.") }
    }
    for record in records.dropFirst() where record.fields.count != header.fields.count {
      problems.add(record.line, "This row has \(record.fields.count) fields, the header has \(header.fields.count).")
    }
    try problems.finish()
    self.columns = columns
    rows = records.dropFirst().map { Row(line: $0.line, fields: $0.fields, columns: columns) }.filter { !$0.isEmpty }
  }

  /// Whether the file has a column of one of these names.
  package func has(_ names: String...) -> Bool { names.contains { columns[Self.key($0)] != nil } }

  /// - Throws: `validationFailed` for a file without such a column.
  package func require(_ names: [String]) throws(Refusal) {
    guard names.contains(where: { columns[Self.key($0)] != nil }) else {
      throw .invalid("file", "missing_column", "The file has no column \(names[0]).")
    }
  }

  /// Column names are the same whatever their case and blanks.
  static func key(_ name: String) -> String {
    String(name.lowercased().unicodeScalars.filter { !$0.properties.isWhitespace && !$0.isInvisible })
  }
}
