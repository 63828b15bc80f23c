package import Domain
import SQLEngine

/// Goods that leave the shelf after they were promised, in parts where a package holds part of a line, and that come back to it.
extension StockStore {
  /// Lets so much of what was promised to lines leave: `committed` and `on_hand` fall, a movement is written for each. Lines that were
  /// promised nothing are passed over, and nothing leaves beyond the promise, so that a repetition takes nothing.
  ///
  /// - Returns: what the shelf gave; ``takeBack(_:_:preorders:)`` wants exactly that again.
  /// - Throws: ``RefusalCode/outOfStock`` for a pre-order whose goods have not come in.
  package func ship(_ contents: [Shipment.Content], _ cause: StockCause) throws -> [Shipment.Content] {
    let wanted = Dictionary(contents.map { ($0.lineID, $0.quantity.thousandths) }, uniquingKeysWith: +)
    guard !wanted.isEmpty else { return [] }
    let rows = try tx.rows("SELECT * FROM stock_commitments WHERE line_id IN \(SQL.list(wanted.keys.sorted()))")
    var taken: [Shipment.Content] = []
    for commitment in try rows.map(Commitment.init).sorted(by: { ($0.variant, $0.line) < ($1.variant, $1.line) }) {
      let amount = min(wanted[commitment.line] ?? 0, commitment.quantity)
      guard amount > 0, let quantity = Quantity(thousandths: amount) else { continue }
      try lower(commitment, by: amount)
      try leave(commitment, amount, cause.at(commitment.location))
      taken.append(Shipment.Content(lineID: commitment.line, quantity: quantity))
    }
    return taken
  }

  /// Puts back on the shelf what ``ship(_:_:)`` took, promised to the same lines again.
  package func takeBack(_ taken: [StockDemand], _ cause: StockCause, preorders: Set<ID<LineItem>>) throws {
    for demand in taken.sorted(by: { ($0.variantID, $0.lineID) < ($1.variantID, $1.lineID) }) where !demand.quantity.isZero {
      let amount = demand.quantity.thousandths
      let isEarly = preorders.contains(demand.lineID)
      try ensureLevel(demand.variantID, cause.locationID)
      let row = try tx.row(
        """
        UPDATE stock_levels SET \(tx.events.isNext), on_hand = on_hand + \(amount), committed = committed + \(amount),
          preordered = preordered + \(isEarly ? amount : 0)
        WHERE variant_id = \(demand.variantID) AND location_id = \(cause.locationID) RETURNING on_hand
        """)
      try tx.enqueue(
        """
        INSERT INTO stock_commitments (line_id, order_id, variant_id, location_id, quantity, preorder, created_at)
        VALUES (\(demand.lineID), \(cause.orderID), \(demand.variantID), \(cause.locationID), \(amount), \(isEarly), \(cause.now))
        ON CONFLICT (line_id) DO UPDATE SET quantity = stock_commitments.quantity + excluded.quantity
        """)
      try addMovement(demand.variantID, amount, balance: try row?.integer("on_hand") ?? 0, line: demand.lineID, cause)
    }
  }

  /// Lets go of part of what was promised to a line and has not left; no more than there is.
  package func release(_ quantity: Quantity, of line: ID<LineItem>) throws {
    guard let row = try tx.row("SELECT * FROM stock_commitments WHERE line_id = \(line)") else { return }
    let commitment = try Commitment(row: row)
    let amount = min(quantity.thousandths, commitment.quantity)
    guard amount > 0 else { return }
    try lower(commitment, by: amount)
    try tx.enqueue(
      """
      UPDATE stock_levels SET \(tx.events.isNext), committed = committed - \(amount),
        preordered = preordered - \(commitment.isPreorder ? amount : 0)
      WHERE variant_id = \(commitment.variant) AND location_id = \(commitment.location)
      """)
  }

  /// Lines of an order that were sold before they were there and still are not.
  package func awaited(by order: ID<Order>) throws -> Set<ID<LineItem>> {
    let rows = try tx.rows(
      """
      SELECT c.line_id AS line_id FROM stock_commitments c
      JOIN stock_levels l ON l.variant_id = c.variant_id AND l.location_id = c.location_id
      WHERE c.order_id = \(order) AND c.preorder = 1 AND l.may_oversell = 0
        AND l.on_hand - l.committed - l.reserved + l.preordered < c.quantity
      """)
    return Set(try rows.map { try $0.id("line_id") })
  }

  /// Takes off a promise; one that is used up is gone.
  private func lower(_ commitment: Commitment, by amount: Int64) throws {
    if amount == commitment.quantity {
      try tx.enqueue("DELETE FROM stock_commitments WHERE line_id = \(commitment.line) AND quantity = \(amount)")
    } else {
      try tx.enqueue(
        "UPDATE stock_commitments SET quantity = quantity - \(amount) WHERE line_id = \(commitment.line) AND quantity > \(amount)")
    }
  }

  private func leave(_ commitment: Commitment, _ amount: Int64, _ cause: StockCause) throws {
    let early = commitment.isPreorder ? amount : 0
    let row = try tx.row(
      """
      UPDATE stock_levels SET \(tx.events.isNext), on_hand = on_hand - \(amount), committed = committed - \(amount),
        preordered = preordered - \(early)
      WHERE variant_id = \(commitment.variant) AND location_id = \(commitment.location)
        AND (may_oversell = 1 OR on_hand - committed - reserved >= \(early) - preordered) RETURNING on_hand
      """)
    guard let row else {
      let demand = StockDemand(
        lineID: commitment.line, variantID: commitment.variant, quantity: Quantity(thousandths: amount) ?? .zero)
      throw Refusal.outOfStock([demand], available: try level(of: commitment.variant, at: commitment.location).onHand)
    }
    try addMovement(commitment.variant, -amount, balance: try row.integer("on_hand"), line: commitment.line, cause)
  }
}

/// A row of what a line was promised.
struct Commitment {
  let line: ID<LineItem>
  let variant: ID<Variant>
  let location: ID<Location>
  let quantity: Int64
  let isPreorder: Bool

  /// How much of it was sold before it was there.
  var preordered: Int64 { isPreorder ? quantity : 0 }

  init(row: Row) throws {
    line = try row.id("line_id")
    variant = try row.id("variant_id")
    location = try row.id("location_id")
    quantity = try row.integer("quantity")
    isPreorder = try row.flag("preorder")
  }
}
