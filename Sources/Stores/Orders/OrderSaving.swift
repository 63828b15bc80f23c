package import Domain
import SQLEngine

/// A new order's lines, ready to be written.
package struct LinesToAdd: Sendable {
  let insertions: [SQL]
}

extension OrderStore {
  /// Writes a new order with its lines and adjustments.
  ///
  /// - Parameters:
  ///   - contentHash: a hash of what the caller sent, kept beside its `client_id`.
  ///   - lines: what ``lines(of:contentHashes:)`` made of the order's lines.
  /// - Throws: ``RefusalCode/numberTaken`` where an order number chosen by hand is in use.
  package func add(_ order: Order, contentHash: String?, lines: LinesToAdd? = nil) throws {
    // Looked at first: an import goes on after this refusal, and nothing follows a violated constraint in a transaction of PostgreSQL.
    if let number = order.number, try isTaken(number: number) { throw Self.numberTaken(number) }
    let row: SQL = """
      INSERT INTO orders (id, client_id, content_hash, draft_number, created_at, channel, conversation_id, currency, tax_rounding, rounding,
        version, number, number_key, number_sort, status, payment_status, fulfillment_status, return_status, display_status, cancel_reason,
        prices_include_tax, taxes_enabled, customer_id, location_id, register_id, staff_id, billing_address, shipping_address,
        shipping_line, note, customer_note, tags, subtotal, discount_total, shipping_total, tax_total, total, cash_rounding,
        amount_paid, amount_refunded, item_count, hold_label, hold_register_id, hold_staff_id, held_at, hold_expires_at,
        hold_reserves_stock, lease_register_id, lease_staff_id, lease_until, ordered_at, placed_at, discarded_at, discarded_hold,
        due_on, updated_at)
      VALUES (\(order.id), \(order.clientID), \(contentHash), \(order.draftNumber), \(order.createdAt), \(order.channel.rawValue),
        \(order.conversationID), \(order.currency.code), \(order.taxRounding.rawValue), \(order.rounding.rawValue), \(order.version),
        \(values(order)))
      """
    // Without a number there is nothing to refuse.
    if order.number == nil { try tx.enqueue(row) } else { try refusingTakenNumber(of: order) { try tx.execute(row) } }
    for insertion in (lines ?? self.lines(of: order)).insertions { try tx.enqueue(insertion) }
    for (index, adjustment) in order.adjustments.enumerated() { try add(adjustment, at: index, to: order.id) }
    try saveTags(of: order, since: [])
    try savePapers(of: order, since: OrderPapers())
  }

  /// The lines of a new order as they go into the database; nothing is asked or written for it.
  ///
  /// - Parameter contentHashes: a hash of what the caller sent for each line that has a `client_id`.
  package func lines(of order: Order, contentHashes: [ID<LineItem>: String] = [:]) -> LinesToAdd {
    LinesToAdd(insertions: insertions(of: order.lines, into: order.id, contentHashes: contentHashes))
  }

  /// Writes what changed since `before`, and raises the version.
  ///
  /// - Throws: ``RefusalCode/versionConflict`` when somebody else wrote in between, ``RefusalCode/numberTaken``.
  package func save(_ order: inout Order, since before: Order, lineHashes: [ID<LineItem>: String] = [:]) throws {
    order.version = before.version + 1
    try write(order, over: before.version)
    try saveLines(of: order, since: before, lineHashes: lineHashes)
    try saveAdjustments(of: order, since: before)
    try saveTags(of: order, since: before.tags)
    try saveShipments(of: order, since: before.shipments)
    try savePapers(of: order, since: before.papers)
  }

  /// Writes a lease that was only renewed: a view, so the version stays.
  package func saveLease(of order: Order) throws {
    try tx.execute(
      """
      UPDATE orders SET lease_register_id = \(order.lease?.registerID), lease_staff_id = \(order.lease?.staffID),
        lease_until = \(order.lease?.until) WHERE id = \(order.id) AND version = \(order.version)
      """)
  }

  private func write(_ order: Order, over version: Int64) throws {
    let changed = try refusingTakenNumber(of: order) {
      try tx.changes(
        """
        UPDATE orders SET version = \(order.version),
          (number, number_key, number_sort, status, payment_status, fulfillment_status, return_status, display_status, cancel_reason,
          prices_include_tax, taxes_enabled, customer_id, location_id, register_id, staff_id, billing_address, shipping_address,
          shipping_line, note, customer_note, tags, subtotal, discount_total, shipping_total, tax_total, total, cash_rounding,
          amount_paid, amount_refunded, item_count, hold_label, hold_register_id, hold_staff_id, held_at, hold_expires_at,
          hold_reserves_stock, lease_register_id, lease_staff_id, lease_until, ordered_at, placed_at, discarded_at, discarded_hold,
          due_on, updated_at) = (\(values(order)))
        WHERE id = \(order.id) AND version = \(version)
        """)
    }
    guard changed == 1 else {
      throw Refusal(.versionConflict, "Order \(order.shownNumber) was changed meanwhile. Look at it again, then repeat your change.")
    }
  }

  /// The columns that may change, in the order both statements name them.
  private func values(_ order: Order) -> SQL {
    let hold = order.hold
    let lease = order.lease
    return """
      \(order.number), \(order.number.map(OrderNumber.key)), \(OrderNumber.place(of: order.number, orElse: order.draftNumber)), \(order.status.rawValue), \(order.paymentStatus.rawValue),
      \(order.fulfillmentStatus.rawValue), \(order.returnStatus.rawValue), \(order.displayStatus.rawValue), \(order.cancelReason),
      \(order.pricesIncludeTax), \(order.taxesEnabled), \(order.customerID), \(order.locationID), \(order.registerID), \(order.staffID),
      \(StoredAddress.text(order.billingAddress)), \(StoredAddress.text(order.shippingAddress)),
      \(order.shippingLine.map(OrderColumns.text)), \(order.note), \(order.customerNote), \(StoredList.text(order.tags)),
      \(order.totals.subtotal.minorUnits), \(order.totals.discountTotal.minorUnits), \(order.totals.shippingTotal.minorUnits),
      \(order.totals.taxTotal.minorUnits), \(order.totals.total.minorUnits), \(order.cashRounding), \(order.amountPaid),
      \(order.amountRefunded), \(order.itemCount), \(hold?.label), \(hold?.registerID), \(hold?.staffID), \(hold?.heldAt),
      \(hold?.expiresAt), \(hold?.reservesStock), \(lease?.registerID), \(lease?.staffID), \(lease?.until), \(order.orderedAt),
      \(order.placedAt), \(order.discardedAt), \(order.discardedHold.map(OrderColumns.text)),
      \(order.dueOn?.dayNumber), \(order.updatedAt)
      """
  }

  private func refusingTakenNumber<Result>(of order: Order, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as EngineError where error.isDuplicate(of: "orders.number_key") {
      throw Self.numberTaken(order.number ?? "")
    }
  }

  private static func numberTaken(_ number: String) -> Refusal {
    Refusal(
      .numberTaken, "The number \(number) is in use by another order.",
      failures: [FieldFailure(field: "number", code: "taken", message: "Choose a number that no other order has.")])
  }
}
