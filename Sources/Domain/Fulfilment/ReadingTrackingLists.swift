/// Reads a pasted list: fields by tab, semicolon, comma or blanks, with a heading or without, in the words people's programs use.
extension TrackingList {
  /// Most characters of a courier's name, and of a tracking number.
  package static let (courierLimit, trackingLimit) = (255, 100)

  /// - Throws: `validationFailed` naming `text` for a text without rows, with too many, or with a quote that is never closed.
  package init(text: String) throws(Refusal) {
    try self.init(Self.rows(of: try Self.records(of: text)), field: "text")
  }

  private static func records(of text: String) throws(Refusal) -> [CSVReader.Record] {
    guard let separator = separator(of: text) else { return plainRecords(of: text) }
    do {
      return try CSVReader.records(of: text, separator: separator)
    } catch {
      throw .invalid("text", "broken", "Line \(error.line): \(error.reason)")
    }
  }

  /// What stands between the fields of the first line that is not empty; nil where only blanks do.
  private static func separator(of text: String) -> UInt8? {
    let line = text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).first { $0.contains { $0 != 0x20 } }
    return [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")].first { line?.contains($0) == true }
  }

  /// Typed by hand: the order's number, the tracking number, and the rest of the line is the courier.
  private static func plainRecords(of text: String) -> [CSVReader.Record] {
    let lines = text.utf8.split(separator: 0x0A, maxSplits: CSVReader.recordLimit, omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { index, line in
      let fields = String(Substring(line)).split(maxSplits: 2, whereSeparator: \.isWhitespace).map(String.init)
      return fields.isEmpty ? nil : CSVReader.Record(line: index + 1, fields: fields)
    }
  }

  /// Where each column stands.
  private struct Columns {
    var number = 0
    var tracking = 1
    var courier: Int? = 2
  }

  private static func rows(of records: [CSVReader.Record]) -> [Row] {
    let heading = records.first.flatMap { named(in: $0.fields) }
    let columns = heading ?? Columns()
    return records.dropFirst(heading == nil ? 0 : 1).compactMap { record -> Row? in
      let fields = record.fields.map(plain)
      guard fields.contains(where: { !$0.isEmpty }) else { return nil }
      func field(_ index: Int?) -> String { index.flatMap { fields.indices.contains($0) ? fields[$0] : nil } ?? "" }
      let (number, courier) = (field(columns.number), field(columns.courier))
      return Row(
        line: record.line, number: number.hasPrefix("#") ? String(number.dropFirst()) : number, trackingNumber: field(columns.tracking),
        courier: courier.isEmpty ? nil : courier)
    }
  }

  /// The columns that a heading names; nil for a row of numbers. In a language that is not known here a heading is a line without a digit,
  /// and its columns stand as they do without one.
  private static func named(in heading: [String]) -> Columns? {
    let words = heading.map(CSVTable.key).map { String($0.filter { $0.isLetter || $0.isNumber }) }
    let number = words.firstIndex { numberWords.contains($0) }
    let tracking = words.firstIndex { trackingWords.contains($0) }
    let courier = words.firstIndex { courierWords.contains($0) }
    let isWordsOnly = !heading.joined().unicodeScalars.contains { $0.properties.numericType != nil }
    guard number != nil && tracking != nil || isWordsOnly else { return nil }
    var free = heading.indices.filter { $0 != number && $0 != tracking && $0 != courier }[...]
    let (first, second) = (number ?? free.popFirst(), tracking ?? free.popFirst())
    return Columns(number: first ?? 0, tracking: second ?? 1, courier: courier ?? (heading.count <= 3 ? free.popFirst() : nil))
  }

  private static let numberWords: Set = [
    "order", "ordernumber", "orderno", "ordernr", "orderid", "ordername", "orderreference", "orderref", "number", "no", "nr", "reference",
    "ref", "name",
  ]
  private static let trackingWords: Set = [
    "tracking", "trackingnumber", "trackingno", "trackingnr", "trackingcode", "trackingid", "trackandtrace", "parcelnumber", "parcel",
    "barcode", "awb", "consignment", "consignmentnumber", "shipmentnumber", "waybill",
  ]
  private static let courierWords: Set = [
    "courier", "carrier", "trackingcompany", "shippingcompany", "shippingcarrier", "couriername", "carriername",
  ]

  /// A field as it was meant: without what cannot be seen, without blanks at the ends, and out of `="…"`, by which spreadsheets are kept from shortening a number.
  private static func plain(_ field: String) -> String {
    let text = String(String.UnicodeScalarView(field.unicodeScalars.filter { !$0.isInvisible })).trimmedText ?? ""
    guard text.utf8.count > 3, text.hasPrefix("=\""), text.hasSuffix("\"") else { return text }
    return String(text.dropFirst(2).dropLast()).trimmedText ?? ""
  }
}
