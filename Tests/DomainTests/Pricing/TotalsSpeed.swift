import Domain
import Testing

/// Totals are computed at every write; they must not be what an order waits for.
@Suite(.serialized)
struct TotalsSpeed {
  @Test func `a thousand lines take milliseconds even in a debug build`() throws {
    var random = RandomOrders(seed: 11)
    var order = random.order()
    while order.lines.isEmpty { order = random.order() }
    order.lines = (0..<1000).map { order.lines[$0 % order.lines.count] }
    order.reductions = [.fixed(minorUnits: 500, per: .line)]
    let clock = ContinuousClock()
    var fastest = Duration.seconds(60)
    for _ in 0..<5 { fastest = min(fastest, try clock.measure { _ = try OrderTotals.compute(order) }) }
    print("1,000 lines: \(fastest)")
    #expect(fastest < .milliseconds(250))
  }
}
