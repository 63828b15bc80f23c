/// What a column or a bound parameter may hold: the common ground of both engines. There is no floating point on purpose.
package enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case text(String)
}

/// A Swift value that can be bound in a statement.
package protocol SQLConvertible {
  var sqlValue: SQLValue { get }
}

extension SQLValue: SQLConvertible {
  package var sqlValue: SQLValue { self }
}

extension String: SQLConvertible {
  package var sqlValue: SQLValue { .text(self) }
}

extension Int64: SQLConvertible {
  package var sqlValue: SQLValue { .integer(self) }
}

extension Int: SQLConvertible {
  package var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Bool: SQLConvertible {
  /// 1 or 0: neither engine stores truth in a type of its own.
  package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}
