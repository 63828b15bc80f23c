extension Order {
  /// Puts the draft aside (T3); asks for nothing, so that a till is free at once.
  ///
  /// The order's register and location become those of the till that holds it.
  /// - Throws: ``RefusalCode/alreadyHeld`` when another register holds it, ``RefusalCode/conflict`` when it is no draft.
  package mutating func hold(_ hold: Hold, at locationID: ID<Location>) throws(Refusal) {
    try move(.hold)
    if let held = self.hold, held.registerID != hold.registerID {
      throw Refusal(.alreadyHeld, "Order \(shownNumber) is already on hold at another register. Retrieve it there or here first.")
    }
    self.hold = hold
    lease = nil
    registerID = hold.registerID
    self.locationID = locationID
  }

  /// Takes the held order to a till (T4), or renews that till's lease.
  ///
  /// - Returns: whether this till got it just now, rather than having had it already.
  /// - Throws: ``RefusalCode/alreadyRetrieved``, ``RefusalCode/notHeld``, ``RefusalCode/conflict``.
  package mutating func retrieve(
    to registerID: ID<Register>, by staffID: String?, takingOver: Bool, now: Instant
  ) throws(Refusal) -> Bool {
    try move(.retrieve)
    let isNew: Bool
    if hold != nil {
      isNew = true
    } else if let lease {
      isNew = lease.registerID != registerID
      if isNew, lease.until > now, !takingOver {
        throw Refusal(.alreadyRetrieved, "Order \(shownNumber) is open at another register. Take it over, or wait until it is held again.")
      }
    } else {
      guard takingOver else { throw Refusal(.notHeld, "Order \(shownNumber) is not on hold, so there is nothing to retrieve.") }
      isNew = true
    }
    hold = nil
    lease = Lease(registerID: registerID, staffID: staffID, until: now.adding(seconds: Lease.seconds))
    return isNew
  }

  /// Throws the draft away (T11); the row stays, and ``restore(now:)`` brings it back.
  ///
  /// - Throws: ``RefusalCode/conflict`` when it is no draft or money was taken for it.
  package mutating func discard(reason: String?, now: Instant) throws(Refusal) {
    guard amountPaid == amountRefunded else {
      throw Refusal(.conflict, "Order \(shownNumber) has payments. Give the money back first, then delete it.")
    }
    try move(.discard)
    discardedHold = hold
    discardedAt = now
    cancelReason = reason
    hold = nil
    lease = nil
  }

  /// Brings a discarded draft back with its hold, at most 30 days later (T14).
  package mutating func restore(now: Instant) throws(Refusal) {
    guard let discardedAt, placedAt == nil else {
      throw Refusal(.conflict, "Order \(shownNumber) was not deleted as a draft, so it cannot be restored.")
    }
    guard discardedAt.adding(seconds: 30 * 86_400) >= now else {
      throw Refusal(.gone, "Order \(shownNumber) was deleted more than 30 days ago.")
    }
    try move(.restore)
    hold = discardedHold
    hold?.reservesStock = false
    discardedHold = nil
    self.discardedAt = nil
    cancelReason = nil
  }
}
