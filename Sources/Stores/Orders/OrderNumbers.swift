package import Domain
import SQLEngine

extension OrderStore {
  /// Whether an order number is in use, whatever its letters' case.
  package func isTaken(number: String) throws -> Bool {
    try tx.row("SELECT 1 AS one FROM orders WHERE number_key = \(OrderNumber.key(number))") != nil
  }

  /// The order of a number within the scope, whatever its letters' case; nil for a number that cannot be one.
  package func find(number: String, in scope: OrderScope) throws -> Order? {
    guard OrderNumber.isAcceptable(number), let order = try list(where: "number_key = \(OrderNumber.key(number))").first else { return nil }
    return scope.sees(order) ? order : nil
  }
}
