/// Reads comma-separated values as RFC 4180 has them: quoted fields may hold commas, line ends and doubled quotes.
///
/// A byte order mark at the beginning, either kind of line end and empty lines are taken as they come. Everything is bounded, and what
/// is broken is refused with its line, never guessed at.
package struct CSVReader {
  /// One record and the line of the file it begins in, counted from 1.
  package struct Record: Sendable, Equatable {
    package let line: Int
    package let fields: [String]
  }

  /// Most records of one file.
  package static let recordLimit = 200_000
  /// Most octets of one field.
  package static let fieldLimit = 262_144
  /// Most fields of one record.
  package static let columnLimit = 500

  private let bytes: [UInt8]
  private let separator: UInt8
  private var position = 0
  private var line = 1

  private init(_ text: String, separator: UInt8) {
    bytes = Array(text.utf8)
    self.separator = separator
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// All records of a text.
  ///
  /// - Parameter separator: what stands between fields; spreadsheets also write semicolons and tabs.
  /// - Throws: ``ImportProblem`` for a quote that is never closed, text behind a closing quote, and beyond the limits.
  package static func records(of text: String, separator: UInt8 = UInt8(ascii: ",")) throws(ImportProblem) -> [Record] {
    var reader = CSVReader(text, separator: separator)
    var records: [Record] = []
    while let record = try reader.next() {
      // A line without anything is no record.
      if record.fields == [""] { continue }
      guard records.count < recordLimit else { throw ImportProblem(line: record.line, reason: "A file has at most \(recordLimit) rows.") }
      records.append(record)
    }
    return records
  }

  private mutating func next() throws(ImportProblem) -> Record? {
    guard position < bytes.count else { return nil }
    let first = line
    var fields: [String] = []
    while true {
      fields.append(try field())
      guard fields.count <= Self.columnLimit else {
        throw ImportProblem(line: first, reason: "A row has at most \(Self.columnLimit) fields.")
      }
      guard position < bytes.count, bytes[position] == separator else { break }
      position += 1
    }
    endLine()
    return Record(line: first, fields: fields)
  }

  /// Steps over one line end, of either kind.
  private mutating func endLine() {
    if position < bytes.count, bytes[position] == UInt8(ascii: "\r") { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
    line += 1
  }

  private mutating func field() throws(ImportProblem) -> String {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return try plainField() }
    return try quotedField()
  }

  private mutating func plainField() throws(ImportProblem) -> String {
    let start = position
    while position < bytes.count, !isFieldEnd(bytes[position]) { position += 1 }
    return try text(Array(bytes[start..<position]))
  }

  private mutating func quotedField() throws(ImportProblem) -> String {
    let opened = line
    position += 1
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      guard byte == UInt8(ascii: "\"") else {
        if byte == UInt8(ascii: "\n") { line += 1 }
        content.append(byte)
        guard content.count <= Self.fieldLimit else { break }
        continue
      }
      if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
        content.append(byte)
        position += 1
        continue
      }
      guard position == bytes.count || isFieldEnd(bytes[position]) else {
        throw ImportProblem(line: line, reason: "There is text behind a closing quote.")
      }
      return try text(content)
    }
    guard content.count <= Self.fieldLimit else { return try text(content) }
    throw ImportProblem(line: opened, reason: "A quote is opened here and never closed.")
  }

  private func isFieldEnd(_ byte: UInt8) -> Bool {
    byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private func text(_ content: [UInt8]) throws(ImportProblem) -> String {
    guard content.count <= Self.fieldLimit else {
      throw ImportProblem(line: line, reason: "A field has at most \(Self.fieldLimit) octets.")
    }
    return String(decoding: content, as: UTF8.self)
  }
}
