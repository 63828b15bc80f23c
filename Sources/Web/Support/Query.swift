package import Domain

/// The query of an address, read strictly: each parameter once, values in UTF-8 without control characters.
///
/// Getters gather failures as ``Fields`` do; `finish` refuses once. Which names exist is declared in the site map.
package struct Query: Sendable {
  private let values: [String: String]

  package init() { values = [:] }

  /// - Throws: 400 for a repeated parameter or a broken escape.
  package init(_ text: String) throws(Refusal) {
    values = try FormText.pairs(text, limit: 50, what: "query parameter")
  }

  package var names: [String] { values.keys.sorted() }

  package func reader() -> QueryReader { QueryReader(values) }
}

/// Reads the values of one query and remembers what was wrong with them.
package struct QueryReader {
  private let values: [String: String]
  private let notes = FieldNotes()

  init(_ values: [String: String]) {
    self.values = values
  }

  /// Free text for a search; empty counts as absent.
  package func text(_ name: String, limit: Int = 200) -> String? {
    guard let raw = values[name], !raw.isEmpty else { return nil }
    switch TextRules.read(raw, limit: limit, minimum: 0, multiline: false) {
    case .success(let text): return text
    case .failure(let failure):
      notes.add(name, failure.code, failure.message)
      return nil
    }
  }

  /// The value as it came, empty too; for whoever reads it by a grammar of its own.
  package func given(_ name: String) -> String? { values[name] }

  package func integer(_ name: String, in range: ClosedRange<Int64>) -> Int64? {
    guard let raw = values[name] else { return nil }
    guard let whole = WholeNumber.read(raw)?.value, range.contains(whole) else {
      notes.add(name, "out_of_range", "A whole number between \(range.lowerBound) and \(range.upperBound).")
      return nil
    }
    return whole
  }

  package func flag(_ name: String) -> Bool? {
    switch values[name] {
    case nil: return nil
    case "true"?: return true
    case "false"?: return false
    default:
      notes.add(name, "type", "true or false.")
      return nil
    }
  }

  package func id<Of>(_ name: String, of type: Of.Type = Of.self) -> ID<Of>? {
    guard let raw = values[name] else { return nil }
    guard let id = ID<Of>(raw) else {
      notes.add(name, "id", "An id that starts with \(Of.idPrefix)_.")
      return nil
    }
    return id
  }

  /// Several identities separated by commas.
  package func ids<Of>(_ name: String, of type: Of.Type = Of.self) -> [ID<Of>]? {
    guard let raw = values[name] else { return nil }
    var ids: [ID<Of>] = []
    for word in raw.split(separator: ",", maxSplits: 50, omittingEmptySubsequences: false) {
      guard let id = ID<Of>(String(word)) else {
        notes.add(name, "id", "Ids that start with \(Of.idPrefix)_, separated by commas.")
        return nil
      }
      ids.append(id)
    }
    return ids
  }

  package func instant(_ name: String) -> Instant? {
    guard let raw = values[name] else { return nil }
    guard let instant = Instant(text: raw) else {
      notes.add(name, "instant", "A time in RFC 3339, such as 2026-01-31T09:30:00Z.")
      return nil
    }
    return instant
  }

  package func date(_ name: String) -> CalendarDate? {
    guard let raw = values[name] else { return nil }
    guard let date = CalendarDate(text: raw) else {
      notes.add(name, "date", "A day, such as 2026-12-24.")
      return nil
    }
    return date
  }

  /// Several values separated by commas.
  package func choices<Choice: RawRepresentable & CaseIterable>(_ name: String, of type: Choice.Type = Choice.self) -> [Choice]?
  where Choice.RawValue == String {
    guard let raw = values[name] else { return nil }
    var choices: [Choice] = []
    for word in raw.split(separator: ",", maxSplits: 50, omittingEmptySubsequences: false) {
      guard let choice = Choice(rawValue: String(word)) else {
        notes.add(name, "choice", "Any of: \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
        return nil
      }
      choices.append(choice)
    }
    return choices
  }

  /// One value of an enum.
  package func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, of type: Choice.Type = Choice.self) -> Choice?
  where Choice.RawValue == String {
    guard let raw = values[name] else { return nil }
    guard let choice = Choice(rawValue: raw) else {
      notes.add(name, "choice", "One of: \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
      return nil
    }
    return choice
  }

  /// Which part of a list: `limit` 1 to 200 (50 unless asked) and `cursor`, which the list itself reads.
  package func page() -> PageRequest {
    let limit = Int(integer("limit", in: 1...200) ?? 50)
    return PageRequest(limit: limit, cursor: text("cursor", limit: 1000))
  }

  package func fail(_ name: String, _ code: String, _ message: String) {
    notes.add(name, code, message)
  }

  package func finish() throws(Refusal) {
    try notes.refuse()
  }
}
