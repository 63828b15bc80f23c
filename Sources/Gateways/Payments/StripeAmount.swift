import Domain
import UseCases

/// Turns our minor units into the units of Stripe's API and back (M15).
///
/// Stripe counts some currencies otherwise than ISO 4217 does: what has no smaller unit here may have one there, and the other way round;
/// what cannot be told exactly is refused, never rounded.
enum StripeAmount {
  /// Decimals of Stripe's unit where it is not the hundredth.
  private static let decimals: [String: Int] = {
    var table: [String: Int] = [:]
    for code in "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(separator: " ") { table[String(code)] = 0 }
    for code in "BHD JOD KWD OMR TND".split(separator: " ") { table[String(code)] = 3 }
    return table
  }()

  /// What an amount in its units has to be a multiple of.
  private static let steps: [String: Int64] = [
    "BHD": 10, "JOD": 10, "KWD": 10, "OMR": 10, "TND": 10, "ISK": 100, "UGX": 100,
  ]

  /// - Throws: `refused` for an amount that Stripe cannot charge to the unit.
  static func units(of money: Money) throws(GatewayFailure) -> Int64 {
    let currency = money.currency
    let shift = decimals(of: currency) - currency.exponent
    let (factor, divisor) = shift >= 0 ? (power(shift), Int64(1)) : (Int64(1), power(-shift))
    let (raised, isOverflow) = money.minorUnits.multipliedReportingOverflow(by: factor)
    guard !isOverflow, raised >= 0, raised.isMultiple(of: divisor), (raised / divisor).isMultiple(of: steps[currency.code] ?? 1) else {
      throw .refused(code: "amount_not_chargeable", reason: "Stripe cannot charge exactly \(money.text). Take it another way.")
    }
    return raised / divisor
  }

  /// - Parameter code: the currency as Stripe writes it, in small letters.
  /// - Throws: `unknown` for what our books cannot hold.
  static func money(_ units: Int64, _ code: String) throws(GatewayFailure) -> Money {
    guard let currency = Currency(code.uppercased()) else { throw .unknown("Stripe speaks of a currency that is not known here.") }
    let shift = decimals(of: currency) - currency.exponent
    let (factor, divisor) = shift >= 0 ? (Int64(1), power(shift)) : (power(-shift), Int64(1))
    let (raised, isOverflow) = units.multipliedReportingOverflow(by: factor)
    guard !isOverflow, raised.isMultiple(of: divisor) else {
      throw .unknown("Stripe speaks of an amount that is no amount in \(currency).")
    }
    return Money(minorUnits: raised / divisor, currency: currency)
  }

  private static func decimals(of currency: Currency) -> Int { decimals[currency.code] ?? 2 }

  /// Ten to a power of 4 at most.
  private static func power(_ exponent: Int) -> Int64 {
    (0..<exponent).reduce(1) { product, _ in product * 10 }
  }
}
