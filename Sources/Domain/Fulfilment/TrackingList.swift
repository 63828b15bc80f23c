/// A list of tracking numbers as a carrier's program or a spreadsheet gives it: a row for each order, with its number, the tracking number
/// and perhaps who carries it.
///
/// What is wrong with a row is kept beside it, so that one bad row keeps no other one back.
package struct TrackingList: Sendable {
  /// Most rows of one list.
  package static let rowLimit = 1000

  /// One order and the number its parcel travels under.
  package struct Row: Sendable, Hashable {
    /// Where it stands in the text, or in the list, counted from 1.
    package let line: Int
    /// The order's number as written, without `#`; empty where there is none.
    package let number: String
    /// Empty where there is none.
    package let trackingNumber: String
    package let courier: String?

    package init(line: Int, number: String, trackingNumber: String, courier: String?) {
      self.line = line
      self.number = number
      self.trackingNumber = trackingNumber
      self.courier = courier
    }
  }

  /// A row with the reason why it cannot be carried out, if the list alone shows one.
  package struct Entry: Sendable {
    package let row: Row
    package let fault: FieldFailure?
  }

  package let entries: [Entry]

  /// - Throws: `validationFailed` naming `field` for an empty list and for one of more than ``rowLimit`` rows.
  package init(_ rows: [Row], field: String = "rows") throws(Refusal) {
    guard !rows.isEmpty else { throw .invalid(field, "empty", "The list has no rows.") }
    guard rows.count <= Self.rowLimit else {
      throw .invalid(field, "too_many", "A list has at most \(Self.rowLimit) rows. Give the rest as another list.")
    }
    var lines: [String: Int] = [:]
    var entries: [Entry] = []
    for row in rows {
      entries.append(Entry(row: row, fault: Self.fault(of: row, seen: lines)))
      let key = OrderNumber.key(row.number)
      if lines[key] == nil { lines[key] = row.line }
    }
    self.entries = entries
  }

  private static func fault(of row: Row, seen: [String: Int]) -> FieldFailure? {
    var checks = FieldChecks()
    if row.number.isEmpty {
      checks.fail("number", "required", "This row has no order number.")
    } else if let line = seen[OrderNumber.key(row.number)] {
      checks.fail(
        "number", "duplicate", "Line \(line) has this order already. Several parcels of one order are sent from its own page.")
    }
    if row.trackingNumber.isEmpty {
      checks.fail("tracking_number", "required", "This row has no tracking number.")
    } else if isShortened(row.trackingNumber) {
      checks.fail(
        "tracking_number", "shortened", "A spreadsheet shortened this number. Format the column as text there, then copy it again.")
    }
    if row.trackingNumber.unicodeScalars.count > trackingLimit || row.trackingNumber.unicodeScalars.contains(where: \.isControl) {
      checks.fail("tracking_number", "invalid", "A tracking number has at most \(trackingLimit) characters, all in one line.")
    }
    if let courier = row.courier, courier.unicodeScalars.count > courierLimit || courier.unicodeScalars.contains(where: \.isControl) {
      checks.fail("courier", "invalid", "A courier's name has at most \(courierLimit) characters, all in one line.")
    }
    return checks.failures.first
  }

  /// `3.40434E+13`: what spreadsheets make of a long number.
  private static func isShortened(_ text: String) -> Bool {
    let parts = text.uppercased().split(separator: "E+", omittingEmptySubsequences: false)
    guard parts.count == 2, let mantissa = parts.first, let exponent = parts.last, !mantissa.isEmpty, !exponent.isEmpty else {
      return false
    }
    let isDigit = { (scalar: Unicode.Scalar) in ("0"..."9").contains(scalar) }
    return mantissa.unicodeScalars.allSatisfy { isDigit($0) || $0 == "." || $0 == "," } && exponent.unicodeScalars.allSatisfy(isDigit)
  }
}
