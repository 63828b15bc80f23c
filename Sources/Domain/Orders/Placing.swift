/// What is known of the goods when an order is to be placed; gathered by the use case, judged by the rule.
package struct PlacingFacts: Sendable {
  /// Variants that exist and may be sold, with how much is free to sell; nil for what is not counted.
  package let available: [ID<Variant>: Quantity?]
  /// The registers' rule that cash needs an open session, where the tender is cash.
  package let missesSession: Bool

  package init(available: [ID<Variant>: Quantity?], missesSession: Bool) {
    self.available = available
    self.missesSession = missesSession
  }
}

extension Order {
  /// Everything that keeps this order from being placed, all at once; empty when it is ready (`docs/states.md`, the gate).
  package func failures(_ facts: PlacingFacts) -> [FieldFailure] {
    var failures: [FieldFailure] = []
    if lines.isEmpty {
      failures.append(FieldFailure(field: "lines", code: "empty", message: "Add at least one item.", link: "#items"))
    }
    failures += lineFailures(facts)
    if lines.contains(where: \.requiresShipping), !isRegisterSale {
      if shippingAddress == nil, shippingLine?.pickupLocationID == nil {
        failures.append(
          FieldFailure(field: "shipping_address", code: "required", message: "Add the address to ship to.", link: "#shipping"))
      }
      if shippingLine == nil {
        failures.append(FieldFailure(field: "shipping_line", code: "required", message: "Choose how it is shipped.", link: "#shipping"))
      }
    }
    if let outdated = outdatedShipping { failures.append(outdated) }
    if facts.missesSession {
      failures.append(
        FieldFailure(field: "register_session", code: "session_closed", message: "Open the register before taking cash.", link: "#cash"))
    }
    return failures
  }

  /// Goods that are gone or too few; stock is summed over all lines of one variant.
  private func lineFailures(_ facts: PlacingFacts) -> [FieldFailure] {
    var failures: [FieldFailure] = []
    var wanted: [ID<Variant>: Int64] = [:]
    for (index, line) in lines.enumerated() {
      guard let variantID = line.variantID else { continue }
      guard let available = facts.available[variantID] else {
        failures.append(
          FieldFailure(
            field: "lines[\(index)].variant_id", code: "unavailable", message: "\(line.title) is not sold any more.",
            lineID: line.id.text, link: "#\(line.id.text)"))
        continue
      }
      guard let available, !line.isPreorder else { continue }
      let (sum, overflow) = (wanted[variantID] ?? 0).addingReportingOverflow(line.quantity.thousandths)
      wanted[variantID] = overflow ? .max : sum
      if overflow || sum > available.thousandths {
        failures.append(
          FieldFailure(
            field: "lines[\(index)].quantity", code: "out_of_stock",
            message: "Only \(available.text) of \(line.title) can be sold now.", lineID: line.id.text, link: "#\(line.id.text)"))
      }
    }
    return failures
  }

  /// Turns the draft into an order (T8). The caller has run the gate and moved the stock in the same transaction.
  package mutating func place(number: String, now: Instant) throws(Refusal) {
    try move(.place)
    self.number = number
    placedAt = now
    hold = nil
    lease = nil
    if orderedAt == nil { orderedAt = now }
  }

  /// Closes what is settled (T9); does nothing while something is open.
  package mutating func closeIfSettled() throws(Refusal) {
    if isSettled { try move(.close) }
  }
}
