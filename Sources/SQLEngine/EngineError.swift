/// What the storage may answer instead of doing its work. Refusals of the shop are thrown by the shop's own code and pass through untouched.
package enum EngineError: Error, Sendable, Equatable {
  /// A constraint of the schema said no. `detail` names it as the engine does: `orders.number`, or the constraint's name.
  case constraint(kind: ConstraintKind, detail: String)
  /// The disk is full. Reads go on; writes succeed again once there is room.
  case full
  /// The storage failed or is closed; nothing of the request was kept.
  case unavailable(String)
  /// More writes are waiting than are accepted; the request was not started.
  case overloaded
  /// A statement that the engine cannot run, or an answer that is not what the store expected: a mistake of ours.
  case statement(String)

  /// The kinds of constraint a schema can violate.
  package enum ConstraintKind: String, Sendable {
    case unique
    case check
    case foreignKey
    case notNull
  }

  /// Whether this is a uniqueness violation that names `column`, written `table.column`.
  package func isDuplicate(of column: String) -> Bool {
    guard case .constraint(.unique, let detail) = self else { return false }
    return detail.split(separator: ",").contains { $0.trimmingPrefix(while: { $0 == " " }) == column }
  }
}
