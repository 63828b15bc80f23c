import Domain
import Gateways
import UseCases

/// Who takes cards for the shop; looked up anew each time, because keys change while the server runs.
struct GatewayWiring {
  /// Whether payments without money may be made (``TestGatewaySwitch``).
  let hasTestGateway: Bool
  private let line = CallLine()
  /// Ends calls that are under way when the server ends.
  let stop = StopSign()

  /// The first is used for new payments, all of them for those that they began.
  var source: GatewaySource {
    let (line, stop, hasTestGateway) = (line, stop, hasTestGateway)
    return { shop in
      let stripe = StripeGateway(
        door: try await shop.openDoors().stripe, policy: OutboundPolicy(allowed: shop.outside.allowed), line: line, stop: stop,
        clock: shop.clock)
      guard hasTestGateway else { return [stripe].compactMap { $0 } }
      let test = TestGateway(shop: shop, takesNewPayments: stripe == nil)
      return [stripe as (any PaymentGateway)?, test].compactMap { $0 }
    }
  }
}
