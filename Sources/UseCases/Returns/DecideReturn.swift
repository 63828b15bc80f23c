package import Domain
import JSON
import Stores

/// What is decided about a return: received, with what can be sold again, or rejected.
package struct ReturnVerdict: Sendable {
  /// What happens to every line that is open, where none is named.
  package let outcome: ReturnPart.Outcome
  /// Line by line; nil for all that is open.
  package var lines: [ReturnDecision]?
  /// Why it is refused.
  package var reason: String?
  /// Where what can be sold again goes onto the shelf; nil is where the order was sold.
  package var locationID: ID<Location>?

  package init(outcome: ReturnPart.Outcome) {
    self.outcome = outcome
  }
}

extension UnitOfWork {
  /// Takes goods of a return back, or refuses them (R2 to R4); what can be sold again is on the shelf with it, once (STK-07).
  ///
  /// - Throws: ``RefusalCode/conflict`` where it was decided before, `validationFailed` naming `lines[i]`.
  package func decideReturn(_ id: ID<Order>, _ returnID: ID<Return>, _ verdict: ReturnVerdict) throws -> Order {
    try require(.takeReturns, on: id)
    let before = try takeOrder(id)
    var order = before
    let decided = try order.decide(
      returnID, verdict.lines, orAll: verdict.outcome, because: verdict.reason, at: now, ids: ids)
    guard let item = order.returns.first(where: { $0.id == returnID }) else { throw Refusal.notFound("return") }
    try tx.returns.decide(item, decided, of: id)
    try restock(decided, of: order, at: verdict.locationID)
    try recordRestock(decided.filter { $0.outcome == .resellable }.map { ($0.lineID, $0.quantity) }, of: order)
    let event = verdict.outcome == .rejected ? "order.return_rejected" : "order.return_received"
    try order.closeIfSettled()
    try keep(&order, since: before, event: event, data: facts(of: item, decided, in: order), reason: verdict.reason)
    if before.status != .closed, order.status == .closed { try tell("order.closed", of: order) }
    return order
  }

  private func restock(_ decided: [ReturnPart], of order: Order, at wanted: ID<Location>?) throws {
    if let wanted, try tx.locations.find(wanted, in: principal.locationID) == nil {
      throw Refusal.unknownReference("location_id", "location")
    }
    guard let location = wanted ?? order.locationID else { return }
    let returning = decided.compactMap { part -> (part: ID<ReturnPart>, demand: StockDemand)? in
      guard part.outcome == .resellable, let variantID = order.lines.first(where: { $0.id == part.lineID })?.variantID else { return nil }
      return (part.id, StockDemand(lineID: part.lineID, variantID: variantID, quantity: part.quantity))
    }
    try tx.stock.restock(returning, stockCause("return", order.id, at: location))
  }
}
