import CPostgres
import SQLEngine

/// What the server, or the way to it, answered instead of doing its work.
struct PostgresAccident: Error, Equatable {
  /// The five characters of the SQLSTATE; empty where the connection failed.
  let state: String
  let message: String
  var constraint = ""
  var table = ""
  var column = ""
  /// `Key (a, b)=(1, 2) already exists.`, in the server's language.
  var detail = ""

  init(state: String, message: String) {
    self.state = state
    self.message = message
  }

  init(_ result: OpaquePointer) {
    state = Self.field(result, "C")
    message = Self.field(result, "M")
    constraint = Self.field(result, "n")
    table = Self.field(result, "t")
    column = Self.field(result, "c")
    detail = Self.field(result, "D")
  }

  /// Another transaction was in the way: the same work will do on a second try.
  var isConflict: Bool { state == "40001" || state == "40P01" }

  /// The session is of no more use: the server ends, has lost its place to another one, or is gone; or what was prepared in it has been
  /// overtaken by a change of the schema.
  var isLoss: Bool {
    state.isEmpty || state.hasPrefix("08") || state.hasPrefix("57P") || ["25006", "25P03", "0A000", "26000"].contains(state)
  }

  /// In the engine's words. `text` is the statement, without its values.
  func error(statement text: String) -> EngineError {
    switch state {
    case "23505": .constraint(kind: .unique, detail: columns)
    case "23514": .constraint(kind: .check, detail: constraint)
    case "23503": .constraint(kind: .foreignKey, detail: constraint)
    case "23502": .constraint(kind: .notNull, detail: "\(table).\(column)")
    case "53100": .full
    case "57014": .unavailable("A statement took too long and was broken off.")
    case _ where isLoss || isConflict || state.hasPrefix("53") || state.hasPrefix("58") || state.hasPrefix("XX") || state == "55P03":
      .unavailable("PostgreSQL: \(message)\(state.isEmpty ? "" : " (\(state))")")
    default: .statement("\(message) (\(state)): \(text)")
    }
  }

  /// The columns of a violated uniqueness, `orders.number_key`, as SQLite names them: what stands in the detail's first parentheses in
  /// every language.
  private var columns: String {
    guard let start = detail.utf8.firstIndex(of: UInt8(ascii: "(")), let end = detail.range(before: ")=(", from: start) else {
      return constraint
    }
    return detail[detail.index(after: start)..<end].split(separator: ", ").map { "\(table).\($0)" }.joined(separator: ", ")
  }

  private static func field(_ result: OpaquePointer, _ code: Character) -> String {
    guard let ascii = code.asciiValue, let text = PQresultErrorField(result, Int32(ascii)) else { return "" }
    return String(cString: text)
  }
}

extension String {
  fileprivate func range(before mark: String, from start: Index) -> Index? {
    var rest = self[start...]
    while !rest.isEmpty {
      if rest.hasPrefix(mark) { return rest.startIndex }
      rest = rest.dropFirst()
    }
    return nil
  }
}
