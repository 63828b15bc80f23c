import Domain
import SQLEngine

extension OrderStore {
  /// Whether an order number is in use, whatever its letters' case.
  package func isTaken(number: String) throws -> Bool {
    try tx.row("SELECT 1 AS one FROM orders WHERE number_key = \(OrderNumber.key(number))") != nil
  }
}
