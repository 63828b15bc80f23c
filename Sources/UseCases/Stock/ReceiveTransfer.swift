package import Domain
import JSON
import Stores

extension UnitOfWork {
  /// Puts what arrived onto the shelf; the rest stays on its way.
  ///
  /// - Parameters:
  ///   - arrived: what came, by variant; nil is everything that is on its way.
  ///   - isAll: whether nothing more will come, so that the rest is missing.
  /// - Throws: ``RefusalCode/conflict`` where it is not on its way, `validationFailed` naming `lines[i]` for more than was sent.
  package func receiveTransfer(
    _ id: ID<StockTransfer>, _ arrived: [(variantID: ID<Variant>, quantity: Quantity)]?, isAll: Bool
  ) throws -> StockTransfer {
    try principal.require(.countStock)
    let transfer = try findTransfer(id)
    try transfer.require(.sent)
    try requirePlace(transfer.to)
    let parcels = try arrived.map { try check($0, against: transfer) } ?? transfer.lines.map { ($0.variantID, $0.open) }
    for (variant, quantity) in parcels.sorted(by: { $0.0 < $1.0 }) where quantity > 0 {
      try tx.stockTransfers.settle(variant, of: transfer, received: quantity)
      try tellStock(of: try tx.stock.adjust(variant, by: quantity, transferCause(transfer, at: transfer.to)))
    }
    let after = try findTransfer(id)
    if isAll {
      for line in after.lines where line.open > 0 { try tx.stockTransfers.settle(line.variantID, of: after, missing: line.open) }
    }
    if isAll || after.lines.allSatisfy({ $0.open == 0 }) {
      try tx.stockTransfers.end(after, as: .received, from: [.sent], by: principal.name, at: now)
    }
    try tellTransfer("stock.transfer_received", transfer, at: transfer.to)
    return try findTransfer(id)
  }

  /// Calls a transfer off; what is on its way goes back onto the shelf it came from.
  ///
  /// - Throws: ``RefusalCode/conflict`` where it has ended before.
  package func cancelTransfer(_ id: ID<StockTransfer>) throws -> StockTransfer {
    try principal.require(.adjustStock)
    let transfer = try findTransfer(id)
    try transfer.require(.draft, .sent)
    try requirePlace(transfer.from)
    if transfer.status == .sent {
      for line in transfer.lines.sorted(by: { $0.variantID < $1.variantID }) where line.open > 0 {
        try tx.stockTransfers.settle(line.variantID, of: transfer, returned: line.open)
        try tellStock(of: try tx.stock.adjust(line.variantID, by: line.open, transferCause(transfer, at: transfer.from)))
      }
    }
    try tx.stockTransfers.end(transfer, as: .canceled, from: [transfer.status], by: principal.name, at: now)
    try tellTransfer("stock.transfer_canceled", transfer, at: transfer.from)
    return try findTransfer(id)
  }

  private func check(
    _ arrived: [(variantID: ID<Variant>, quantity: Quantity)], against transfer: StockTransfer
  ) throws -> [(ID<Variant>, Int64)] {
    var seen: Set<ID<Variant>> = []
    return try arrived.enumerated().map { index, parcel in
      guard let line = transfer.lines.first(where: { $0.variantID == parcel.variantID }) else {
        throw Refusal.invalid("lines[\(index)].variant_id", "unknown", "This transfer does not carry it.")
      }
      guard seen.insert(line.variantID).inserted else {
        throw Refusal.invalid("lines[\(index)].variant_id", "duplicate", "Name each variant once.")
      }
      guard parcel.quantity.thousandths <= line.open else {
        throw Refusal.invalid(
          "lines[\(index)].quantity", "too_many",
          "Only \(SignedQuantity.text(line.open)) of it are on their way. Adjust the stock for the rest.")
      }
      if let variant = try tx.catalog.findVariant(line.variantID) {
        try requireWholeUnits(parcel.quantity.thousandths, of: variant, "lines[\(index)].quantity")
      }
      return (line.variantID, parcel.quantity.thousandths)
    }
  }
}
