package import Domain
package import SQLEngine

extension Quantity: SQLConvertible {
  package var sqlValue: SQLValue { .integer(thousandths) }
}

extension UnitPrice: SQLConvertible {
  package var sqlValue: SQLValue { .integer(tenThousandths) }
}

extension Row {
  /// A price in ten-thousandths of a minor unit.
  func unitPrice(_ column: String) throws -> UnitPrice {
    guard let price = try unitPriceOrNil(column) else { throw EngineError.statement("Column \(column) has no price.") }
    return price
  }

  func unitPriceOrNil(_ column: String) throws -> UnitPrice? {
    guard let stored = try integerOrNil(column) else { return nil }
    guard let price = UnitPrice(tenThousandths: stored) else { throw EngineError.statement("Column \(column) holds no price.") }
    return price
  }

  func currency(_ column: String) throws -> Currency {
    let code = try text(column)
    guard let currency = Currency(code) else { throw EngineError.statement("Column \(column) holds \(code), which is no currency.") }
    return currency
  }
}
