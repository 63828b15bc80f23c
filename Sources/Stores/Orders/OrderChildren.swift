import Domain
import SQLEngine

/// Lines and adjustments, written only where they differ from what is stored.
extension OrderStore {
  func saveLines(of order: Order, since before: Order, lineHashes: [ID<LineItem>: String]) throws {
    let old = Dictionary(before.lines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let kept = Set(order.lines.map(\.id))
    let gone = before.lines.map(\.id).filter { !kept.contains($0) }
    if !gone.isEmpty {
      try tx.enqueue(
        """
        INSERT INTO retired_line_ids (client_id, order_id, content_hash)
        SELECT client_id, order_id, content_hash FROM order_lines WHERE client_id IS NOT NULL AND id IN \(SQL.list(gone))
        """)
      try tx.enqueue("DELETE FROM order_lines WHERE id IN \(SQL.list(gone))")
    }
    for line in order.lines {
      if let stored = old[line.id], stored != line { try update(line) }
    }
    let added = order.lines.filter { old[$0.id] == nil }
    for insertion in insertions(of: added, into: order.id, contentHashes: lineHashes) { try tx.enqueue(insertion) }
  }

  func saveTags(of order: Order, since before: [String]) throws {
    guard order.tags != before else { return }
    if !before.isEmpty { try tx.enqueue("DELETE FROM order_tags WHERE order_id = \(order.id)") }
    for tag in order.tags { try tx.enqueue("INSERT INTO order_tags (order_id, tag) VALUES (\(order.id), \(tag))") }
  }

  func saveAdjustments(of order: Order, since before: Order) throws {
    guard order.adjustments != before.adjustments else { return }
    try tx.enqueue("DELETE FROM order_adjustments WHERE order_id = \(order.id)")
    for (index, adjustment) in order.adjustments.enumerated() { try add(adjustment, at: index, to: order.id) }
  }

  /// The statements that write new lines, as many lines in each as the engine likes.
  func insertions(of lines: [LineItem], into order: ID<Order>, contentHashes: [ID<LineItem>: String]) -> [SQL] {
    let most = tx.dialect.rowsOfInsertion
    return stride(from: 0, to: lines.count, by: most).map { first in
      let rows = lines[first..<min(first + most, lines.count)].map { line -> SQL in
        "(\(line.id), \(order), \(line.clientID), \(contentHashes[line.id]), \(Self.values(line)))"
      }
      return Self.insertion(of: rows.joined(separator: ", "))
    }
  }

  private static func insertion(of rows: SQL) -> SQL {
    """
    INSERT INTO order_lines (id, order_id, client_id, content_hash, position, variant_id, title, sku, unit, quantity, unit_price,
      list_price, price_source, price_reason, price_taken_at, unit_cost, taxable, price_includes_tax, requires_shipping, preorder,
      note, discounts, tax_rates, properties, subtotal, discount_total, tax_total, total, refunded_quantity, price_rule_id, promotions,
      billing_cycle, price_rule_title, price_rule_choice,
      promotions_chosen, released_quantity)
    VALUES \(rows)
    """
  }

  private func update(_ line: LineItem) throws {
    try tx.enqueue(
      """
      UPDATE order_lines SET (position, variant_id, title, sku, unit, quantity, unit_price,
        list_price, price_source, price_reason, price_taken_at, unit_cost, taxable, price_includes_tax, requires_shipping, preorder,
        note, discounts, tax_rates, properties, subtotal, discount_total, tax_total, total, refunded_quantity, price_rule_id, promotions,
        billing_cycle, price_rule_title, price_rule_choice,
        promotions_chosen, released_quantity) = (\(Self.values(line)))
      WHERE id = \(line.id)
      """)
  }

  private static func values(_ line: LineItem) -> SQL {
    """
    \(line.position), \(line.variantID), \(line.title), \(line.sku), \(line.unit), \(line.quantity.thousandths),
    \(line.unitPrice.tenThousandths), \(line.listPrice?.tenThousandths), \(OrderColumns.text(line.priceSource)), \(line.priceReason),
    \(line.priceTakenAt), \(line.unitCost?.tenThousandths), \(line.isTaxable), \(line.priceIncludesTax), \(line.requiresShipping),
    \(line.isPreorder), \(line.note), \(OrderColumns.text(line.discounts)), \(OrderColumns.text(line.taxRates)),
    \(OrderColumns.text(line.properties)), \(line.totals?.subtotal.minorUnits ?? 0), \(line.totals?.discountTotal.minorUnits ?? 0),
    \(line.totals?.taxTotal.minorUnits ?? 0), \(line.totals?.total.minorUnits ?? 0), \(line.refundedQuantity.thousandths),
    \(line.priceRuleID), \(PaperColumns.text(line.promotions)), \(line.billingCycle.map(PaperColumns.text)),
    \(line.priceRuleTitle), \(line.priceRuleChoice.rawValue), \(line.promotionsAreChosen),
    \(line.releasedQuantity.thousandths)
    """
  }

  func add(_ adjustment: Adjustment, at position: Int, to order: ID<Order>) throws {
    let (type, value): (String, Int64) =
      switch adjustment.value {
      case .percentage(let percentage): ("percentage", percentage.partsPerMillion)
      case .fixed(let minorUnits, _): ("fixed", minorUnits)
      }
    try tx.enqueue(
      """
      INSERT INTO order_adjustments (id, order_id, position, kind, title, reason, code, value_type, value, amount, tax_rates,
        price_includes_tax, staff_id, promotion_id)
      VALUES (\(adjustment.id), \(order), \(position), \(adjustment.kind.rawValue), \(adjustment.title), \(adjustment.reason),
        \(adjustment.code), \(type), \(value), \(adjustment.amount), \(OrderColumns.text(adjustment.taxRates)),
        \(adjustment.priceIncludesTax), \(adjustment.staffID), \(adjustment.promotionID))
      """)
  }
}
