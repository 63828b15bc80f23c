package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Writes down that goods of an order are to come back (R1); a closed order is open again until that is done (T10).
  ///
  /// - Throws: ``RefusalCode/conflict`` for an order that was not placed, `validationFailed` naming `lines[i]` for more than was handed
  ///   over and not given back before.
  package func requestReturn(_ id: ID<Order>, _ wishes: [ReturnWish]) throws -> Order {
    try require(.takeReturns, on: id)
    let before = try takeOrder(id)
    var order = before
    let new = try order.requestReturn(wishes, at: now, by: principal.staffID?.text, ids: ids)
    try tx.returns.add(new, to: id)
    try keep(&order, since: before, event: "order.return_requested", data: facts(of: new, new.parts, in: order))
    if before.status == .closed { try tell("order.reopened", of: order) }
    return order
  }

  /// What an event says of a return: which, what of it, and why.
  func facts(of item: Return, _ parts: [ReturnPart], in order: Order) -> [(key: String, value: JSON)] {
    let goods = parts.map { part -> JSON in
      .object([
        ("line_id", .string(part.lineID.text)), ("title", .string(order.lines.first { $0.id == part.lineID }?.title ?? "")),
        ("quantity", .number(part.quantity.text)), ("outcome", part.outcome.map { .string($0.rawValue) } ?? .null),
      ])
    }
    return [("return_id", .string(item.id.text)), ("lines", .array(goods))]
  }
}
