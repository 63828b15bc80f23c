import CPostgres
import SQLEngine

/// One result of the server, held until nobody needs it.
final class PostgresAnswer {
  private let result: OpaquePointer

  init(_ result: OpaquePointer) {
    self.result = result
  }

  deinit {
    PQclear(result)
  }

  /// Why there is no answer. What the server passed over because of an earlier error is told by that one.
  var accident: PostgresAccident? {
    switch PQresultStatus(result) {
    case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE: PostgresAccident(result)
    default: nil
    }
  }

  /// What the statement did, `INSERT 0 1`.
  var command: String { String(cString: PQcmdStatus(result)) }

  /// Rows that were inserted, updated or deleted; 0 for a statement that only read.
  var changes: Int {
    command.hasPrefix("SELECT") ? 0 : Int(String(cString: PQcmdTuples(result))) ?? 0
  }

  var columns: Row.Columns {
    Row.Columns((0..<PQnfields(result)).map { column in PQfname(result, column).map { String(cString: $0) } ?? "" })
  }

  /// The types of a prepared statement's parameters.
  var parameterTypes: [Oid] { (0..<PQnparams(result)).map { PQparamtype(result, $0) } }

  /// The rows, under the names of `columns`.
  func rows(_ columns: Row.Columns) throws(EngineError) -> [Row] {
    let width = PQnfields(result)
    let types = (0..<width).map { PQftype(result, $0) }
    var rows: [Row] = []
    rows.reserveCapacity(Int(PQntuples(result)))
    for row in 0..<PQntuples(result) {
      var values: [SQLValue] = []
      values.reserveCapacity(Int(width))
      for column in 0..<width { values.append(try value(row, column, PostgresType(types[Int(column)]))) }
      rows.append(Row(columns: columns, values: values))
    }
    return rows
  }

  private func value(_ row: Int32, _ column: Int32, _ type: PostgresType) throws(EngineError) -> SQLValue {
    guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
    let bytes = UnsafeBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
    switch type {
    case .flag: return .integer(bytes.first == CChar(bitPattern: UInt8(ascii: "t")) ? 1 : 0)
    case .integer:
      let text = String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard let integer = Int64(text) else { throw .statement("\(text) is no integer of 64 bits.") }
      return .integer(integer)
    case .text:
      return .text(String(decoding: UnsafeRawBufferPointer(bytes), as: UTF8.self))
    case .nothing: return .null
    }
  }
}

/// What a column of an answer becomes; the numbers are PostgreSQL's, and fixed (`pg_type.dat`).
enum PostgresType: Sendable {
  case integer
  case flag
  case text
  case nothing

  init(_ type: Oid) {
    self =
      switch type {
      case 16: .flag
      // int8, int2, int4, oid and numeric, which sums of int8 are.
      case 20, 21, 23, 26, 1700: .integer
      case 2278: .nothing
      default: .text
      }
  }

  static let int8Number: Oid = 20
  static let textNumber: Oid = 25
  /// The server tells by the statement what it must be.
  static let inferredNumber: Oid = 0
}
