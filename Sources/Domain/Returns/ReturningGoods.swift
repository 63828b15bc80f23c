/// What somebody asks to give back: units of a line, and why.
package struct ReturnWish: Sendable {
  package let lineID: ID<LineItem>
  package let quantity: Quantity
  package let reason: String?

  package init(lineID: ID<LineItem>, quantity: Quantity, reason: String?) {
    self.lineID = lineID
    self.quantity = quantity
    self.reason = reason
  }
}

/// What is decided about units of a line that are on their way back.
package struct ReturnDecision: Sendable {
  package let lineID: ID<LineItem>
  /// Nil is all of the line that nobody has decided about.
  package let quantity: Quantity?
  package let outcome: ReturnPart.Outcome

  package init(lineID: ID<LineItem>, quantity: Quantity?, outcome: ReturnPart.Outcome) {
    self.lineID = lineID
    self.quantity = quantity
    self.outcome = outcome
  }
}

/// The verbs of taking goods back. Each decides about units once, so that nothing comes back twice (STK-07).
extension Order {
  /// Writes down that goods are to come back (R1), and opens a closed order again (T10).
  ///
  /// - Throws: ``RefusalCode/conflict`` for an order that was not placed, `validationFailed` naming `lines[i]` for more than was handed
  ///   over and not given back before.
  package mutating func requestReturn(_ wishes: [ReturnWish], at now: Instant, by staffID: String?, ids: IDSource) throws(Refusal) -> Return
  {
    guard status == .placed || status == .closed, !isReturnOnly else {
      throw Refusal(.conflict, "Order \(shownNumber) is \(status.words), so nothing of it can come back.")
    }
    guard returns.count < Return.limit else {
      throw Refusal(.conflict, "Order \(shownNumber) has \(Return.limit) returns already.")
    }
    try check(wishes)
    let parts = wishes.map { ReturnPart(id: ids.next(), lineID: $0.lineID, quantity: $0.quantity, reason: $0.reason) }
    let new = Return(id: ids.next(), createdAt: now, staffID: staffID, parts: parts)
    returns.append(new)
    if status == .closed { try move(.reopen) }
    return new
  }

  /// Each line once, whole pieces, no more than can come back; everything that is wrong at once.
  private func check(_ wishes: [ReturnWish]) throws(Refusal) {
    var failures: [FieldFailure] = []
    var seen: Set<ID<LineItem>> = []
    for (index, wish) in wishes.enumerated() {
      func fail(_ member: String, _ code: String, _ message: String) {
        failures.append(FieldFailure(field: "lines[\(index)].\(member)", code: code, message: message, lineID: wish.lineID.text))
      }
      guard let line = lines.first(where: { $0.id == wish.lineID }) else {
        fail("line_id", "unknown", "There is no such line on this order.")
        continue
      }
      let left = returnable(line)
      if !seen.insert(line.id).inserted {
        fail("line_id", "duplicate", "Name each line once.")
      } else if wish.quantity > left {
        let why =
          quantityOut(of: line).isZero
          ? "Nothing of \(line.title) has left the shop yet." : "Only \(left.text) of \(line.title) can still come back."
        fail("quantity", "too_many", why)
      } else if !line.canBeDivided(by: wish.quantity) {
        fail("quantity", "whole_units_only", "\(line.title) is sold by the piece.")
      }
    }
    guard let first = failures.first else { return }
    throw Refusal(.validationFailed, first.message, failures: failures)
  }

  /// Decides about units on their way back (R2 to R4).
  ///
  /// - Parameters:
  ///   - decisions: nil decides about all that is open, alike.
  ///   - outcome: what happens to all that is open where no lines are named.
  ///   - reason: why it is refused.
  /// - Returns: the parts that were decided about just now.
  /// - Throws: ``RefusalCode/notFound``, ``RefusalCode/conflict`` where everything was decided before, `validationFailed` naming `lines[i]`.
  package mutating func decide(
    _ id: ID<Return>, _ decisions: [ReturnDecision]?, orAll outcome: ReturnPart.Outcome, because reason: String?, at now: Instant,
    ids: IDSource
  ) throws(Refusal) -> [ReturnPart] {
    guard let index = returns.firstIndex(where: { $0.id == id }) else { throw .notFound("return") }
    try returns[index].allow(outcome == .rejected ? .reject : .receive)
    var decided: [ReturnPart] = []
    if let decisions {
      for (place, decision) in decisions.enumerated() {
        decided += try returns[index].decide(decision, at: place, now, canBeDivided: divides(decision), ids: ids)
      }
    } else {
      decided = returns[index].decideRest(outcome, now)
    }
    if outcome == .rejected { returns[index].refusal = reason ?? returns[index].refusal }
    return decided
  }

  private func divides(_ decision: ReturnDecision) -> Bool {
    guard let quantity = decision.quantity, let line = lines.first(where: { $0.id == decision.lineID }) else { return true }
    return line.canBeDivided(by: quantity)
  }

  /// Remembers the draft with what the customer takes instead (R5).
  package mutating func link(_ id: ID<Return>, to exchange: ID<Order>) throws(Refusal) {
    guard let index = returns.firstIndex(where: { $0.id == id }) else { throw .notFound("return") }
    try returns[index].allow(.exchange)
    returns[index].exchangeOrderID = exchange
  }
}

extension Return {
  /// Decides about units of one line; a part of which only some units are meant is cut in two.
  fileprivate mutating func decide(
    _ decision: ReturnDecision, at place: Int, _ now: Instant, canBeDivided: Bool, ids: IDSource
  ) throws(Refusal) -> [ReturnPart] {
    let open = parts.reduce(Int64(0)) { $1.lineID == decision.lineID && $1.outcome == nil ? $0 &+ $1.quantity.thousandths : $0 }
    guard open > 0 else {
      throw .invalid("lines[\(place)].line_id", "unknown", "Nothing of this line is on its way back with this return.")
    }
    var left = decision.quantity?.thousandths ?? open
    guard left <= open else {
      throw .invalid("lines[\(place)].quantity", "too_many", "Only \(FixedPointText.write(open, places: 3)) of it are on their way back.")
    }
    guard canBeDivided else { throw .invalid("lines[\(place)].quantity", "whole_units_only", "This is sold by the piece.") }
    var decided: [ReturnPart] = []
    for index in parts.indices where parts[index].lineID == decision.lineID && parts[index].outcome == nil && left > 0 {
      let taken = min(left, parts[index].quantity.thousandths)
      left -= taken
      if let rest = Quantity(thousandths: parts[index].quantity.thousandths - taken), !rest.isZero, let some = Quantity(thousandths: taken)
      {
        parts.append(ReturnPart(id: ids.next(), lineID: decision.lineID, quantity: rest, reason: parts[index].reason))
        parts[index].quantity = some
      }
      parts[index].outcome = decision.outcome
      parts[index].decidedAt = now
      decided.append(parts[index])
    }
    return decided
  }

  fileprivate mutating func decideRest(_ outcome: ReturnPart.Outcome, _ now: Instant) -> [ReturnPart] {
    var decided: [ReturnPart] = []
    for index in parts.indices where parts[index].outcome == nil {
      parts[index].outcome = outcome
      parts[index].decidedAt = now
      decided.append(parts[index])
    }
    return decided
  }
}
