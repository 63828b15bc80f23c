/// An invoice as another program wrote it, one row a line; what it is shows in its number and the signs of its quantities.
package struct ImportedInvoice: Sendable, Equatable {
  package struct Line: Sendable, Equatable {
    /// The line of the file.
    package let row: Int
    package let code: String
    /// The description, or the code where there is none.
    package let title: String
    /// Always above zero; the invoice's kind says in which direction.
    package let quantity: Quantity
    package let unitPrice: UnitPrice
  }

  package enum Kind: Sendable, Equatable {
    /// Goods that left for money, or for nothing.
    case sale
    /// Goods that came back: a number that begins with C and negative quantities.
    case cancellation
    /// Goods that were found to be gone: negative quantities at price zero.
    case writeOff
  }

  package let number: String
  package let kind: Kind
  package let time: LocalTime
  package let customer: String?
  package let country: String?
  package let lines: [Line]

  /// The line of the file that it begins in.
  package var row: Int { lines.first?.row ?? 0 }
}

extension ImportedInvoice {
  /// All invoices of a file, in the order in which they begin.
  ///
  /// - Throws: `validationFailed` naming every bad row.
  package static func read(_ table: CSVTable, currency: Currency) throws(Refusal) -> [ImportedInvoice] {
    for names in [["InvoiceNo", "Invoice"], ["StockCode"], ["Quantity"], ["InvoiceDate"], ["UnitPrice", "Price"]] {
      try table.require(names)
    }
    var problems = ImportProblems()
    var parts: [String: Part] = [:]
    var numbers: [String] = []
    for row in table.rows {
      do throws(ImportProblem) {
        let number = try number(of: row)
        let part = try Part(row, number: number, currency: currency)
        if parts[number] == nil { numbers.append(number) }
        try parts[number, default: part.withoutLines].append(part, at: row.line)
      } catch {
        problems.add(error)
      }
    }
    var invoices: [ImportedInvoice] = []
    for number in numbers {
      guard let part = parts[number] else { continue }
      do throws(ImportProblem) {
        invoices.append(try part.invoice(number))
      } catch {
        problems.add(error)
      }
    }
    try problems.finish()
    return invoices
  }

  private static func number(of row: CSVTable.Row) throws(ImportProblem) -> String {
    guard let number = row["InvoiceNo", "Invoice"] else { throw ImportProblem(line: row.line, reason: "There is no invoice number.") }
    guard OrderNumber.isAcceptable(number) else {
      throw ImportProblem(line: row.line, reason: "\(number.prefix(40)) is no invoice number of letters, digits and - / . _ #.")
    }
    return number
  }
}

/// What the rows of one invoice say so far.
private struct Part {
  private struct Entry {
    let line: ImportedInvoice.Line
    let isNegative: Bool
  }

  private let time: LocalTime
  private let customer: String?
  private let country: String?
  private var entries: [Entry]

  init(_ row: CSVTable.Row, number: String, currency: Currency) throws(ImportProblem) {
    let place = row.line
    guard let when = row["InvoiceDate"].flatMap(LocalTime.init(dayMonthYear:)) else {
      throw ImportProblem(line: place, reason: "A date is written D/M/YYYY, such as 1/12/2010.")
    }
    time = when
    customer = row["CustomerID", "Customer ID"]
    country = row["Country"]
    guard let code = row["StockCode"] else { throw ImportProblem(line: place, reason: "There is no stock code.") }
    let title = row["Description"] ?? code
    var checks = FieldChecks()
    checks.code(code, "StockCode")
    checks.text(title, "Description", required: true)
    if let failure = checks.failures.first { throw ImportProblem(line: place, reason: failure.message) }
    let written = row["Quantity"] ?? ""
    let isNegative = written.utf8.first == UInt8(ascii: "-")
    guard let quantity = Quantity(text: isNegative ? String(written.dropFirst()) : written), !quantity.isZero else {
      throw ImportProblem(line: place, reason: "\(written.prefix(40)) is no quantity other than zero.")
    }
    guard let price = AmountText.unitPrice(row["UnitPrice", "Price"] ?? "", in: currency) else {
      throw ImportProblem(line: place, reason: "\((row["UnitPrice", "Price"] ?? "").prefix(40)) is no price in \(currency) such as 2.55.")
    }
    entries = [
      Entry(
        line: ImportedInvoice.Line(row: place, code: code, title: title, quantity: quantity, unitPrice: price), isNegative: isNegative)
    ]
  }

  var withoutLines: Part {
    var copy = self
    copy.entries = []
    return copy
  }

  mutating func append(_ other: Part, at line: Int) throws(ImportProblem) {
    guard other.time == time, other.customer == customer else {
      throw ImportProblem(line: line, reason: "This row has another date or customer than the first one of its invoice.")
    }
    entries += other.entries
  }

  func invoice(_ number: String) throws(ImportProblem) -> ImportedInvoice {
    let isCancellation = number.utf8.first == UInt8(ascii: "C") || number.utf8.first == UInt8(ascii: "c")
    let isWriteOff = !isCancellation && entries.allSatisfy { $0.isNegative && $0.line.unitPrice.isZero }
    for entry in entries where entry.isNegative != (isCancellation || isWriteOff) {
      let reason =
        isCancellation
        ? "A cancellation has negative quantities only."
        : "A negative quantity belongs to a cancellation (C…), or to a write-off at price zero."
      throw ImportProblem(line: entry.line.row, reason: reason)
    }
    return ImportedInvoice(
      number: number, kind: isCancellation ? .cancellation : isWriteOff ? .writeOff : .sale, time: time, customer: customer,
      country: country, lines: entries.map(\.line))
  }
}
