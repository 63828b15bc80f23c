import Domain
import Testing
import UseCases

@testable import Gateways

/// Stripe counts some currencies otherwise than ISO 4217 does (M15).
@Suite struct `Counting in Stripe's units` {
  private func money(_ units: Int64, _ code: String) throws -> Money { Money(minorUnits: units, currency: try #require(Currency(code))) }

  @Test(
    arguments: [
      ("EUR", 1234, 1234), ("USD", 1, 1), ("JPY", 500, 500), ("KRW", 500, 500), ("VND", 10_000, 10_000), ("KWD", 5120, 5120),
      ("BHD", 10, 10), ("MGA", 1200, 12), ("ISK", 5, 500), ("UGX", 5, 500), ("HUF", 1045, 1045), ("TWD", 80_000, 80_000),
    ] as [(String, Int64, Int64)])
  func `an amount goes there and comes back the same`(_ code: String, _ ours: Int64, _ theirs: Int64) throws {
    let amount = try money(ours, code)
    #expect(try StripeAmount.units(of: amount) == theirs)
    #expect(try StripeAmount.money(theirs, code.lowercased()) == amount)
  }

  @Test(arguments: [("KWD", 5124), ("JOD", 1), ("MGA", 1250), ("EUR", -1), ("CLF", 1)] as [(String, Int64)])
  func `what cannot be charged to the unit is refused, never rounded`(_ code: String, _ units: Int64) throws {
    let amount = try money(units, code)
    do {
      _ = try StripeAmount.units(of: amount)
      Issue.record("It was rounded.")
    } catch {
      guard case .refused("amount_not_chargeable", _) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test func `what our books cannot hold is not read as something else`() {
    #expect(throws: GatewayFailure.self) { try StripeAmount.money(550, "isk") }
    #expect(throws: GatewayFailure.self) { try StripeAmount.money(1, "xyz") }
    #expect(throws: GatewayFailure.self) { try StripeAmount.money(.max, "mga") }
  }
}
