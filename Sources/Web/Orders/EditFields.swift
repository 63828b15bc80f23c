import Domain
import UseCases

/// Reads the body of an edit: entries that name a line or an adjustment change it, others are new; what is not named stays.
extension Fields {
  func orderEdit() -> EditRequest {
    var edit = EditRequest()
    edit.lines = objects("lines", limit: Order.lineLimit) { $0.editedLine() } ?? []
    edit.adjustments = objects("adjustments", limit: Order.lineLimit) { $0.editedAdjustment() } ?? []
    edit.shippingLine = optional("shipping_line") { $0.object($1)?.newShippingLine() }
    edit.reason = text("reason")
    edit.refunds = bool("refund") ?? false
    edit.notifies = bool("notify") ?? true
    edit.expectedTotal = amount("expected_total")
    return edit
  }

  /// A new line, or what becomes of the one that is named: quantity 0 and `remove` take it off.
  private func editedLine() -> EditRequest.Line? {
    guard let key = ["line_id", "id"].first(where: has) else { return newLine().map { .add($0) } }
    let lineID = id(key, of: LineItem.self, required: true, nullable: false)
    let quantity = quantity("quantity", allowsZero: true)
    let isRemoved = bool("remove") ?? false
    var changes = LineChanges()
    if let price = unitPrice("unit_price") { changes.unitPrice = .set(price) }
    changes.priceReason = optional("price_reason") { $0.text($1) }
    if let discounts = objects("discounts", limit: 20, { $0.discount() }) { changes.discounts = .set(discounts) }
    changes.note = optional("note") { $0.text($1, limit: 10_000, multiline: true) }
    guard let lineID else { return nil }
    if isRemoved || quantity?.isZero == true { return .remove(lineID) }
    if let quantity { changes.quantity = .set(quantity) }
    return .change(lineID, changes)
  }

  private func editedAdjustment() -> EditRequest.Beside? {
    guard has("id") else { return newAdjustment().map { .add($0) } }
    let adjustmentID = id("id", of: Adjustment.self, required: true, nullable: false)
    let isRemoved = bool("remove") ?? false
    let changes = adjustmentChanges()
    guard let adjustmentID else { return nil }
    return isRemoved ? .remove(adjustmentID) : .change(adjustmentID, changes)
  }
}
