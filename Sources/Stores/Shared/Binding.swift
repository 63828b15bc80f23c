package import Domain
package import SQLEngine

extension ID: SQLConvertible {
  package var sqlValue: SQLValue { .text(text) }
}

extension Instant: SQLConvertible {
  package var sqlValue: SQLValue { .integer(milliseconds) }
}

extension SQL.Interpolation {
  mutating func appendInterpolation<Of: Identified>(_ id: ID<Of>) {
    appendInterpolation(id.text)
  }

  mutating func appendInterpolation<Of: Identified>(_ id: ID<Of>?) {
    appendInterpolation(id?.text)
  }

  mutating func appendInterpolation(_ instant: Instant) {
    appendInterpolation(instant.milliseconds)
  }

  mutating func appendInterpolation(_ instant: Instant?) {
    appendInterpolation(instant?.milliseconds)
  }
}

extension Row {
  /// An identity that a store wrote.
  package func id<Of: Identified>(_ column: String, _ kind: Of.Type = Of.self) throws -> ID<Of> {
    ID(stored: try text(column))
  }

  package func idOrNil<Of: Identified>(_ column: String, _ kind: Of.Type = Of.self) throws -> ID<Of>? {
    guard let text = try textOrNil(column) else { return nil }
    return ID(stored: text)
  }

  package func instant(_ column: String) throws -> Instant {
    Instant(milliseconds: try integer(column))
  }

  package func instantOrNil(_ column: String) throws -> Instant? {
    try integerOrNil(column).map(Instant.init(milliseconds:))
  }

  /// A case of an enum whose raw value a store wrote; an unknown one means that the file was made by something else.
  package func choice<Choice: RawRepresentable>(_ column: String, _ kind: Choice.Type = Choice.self) throws -> Choice
  where Choice.RawValue == String {
    let text = try text(column)
    guard let choice = Choice(rawValue: text) else {
      throw EngineError.statement("Column \(column) holds \(text), which this version does not know.")
    }
    return choice
  }
}
