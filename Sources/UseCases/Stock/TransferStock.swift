package import Domain
import JSON
import Stores

/// Which goods are to go from one place to another.
package struct TransferRequest: Sendable {
  package let from: ID<Location>
  package let to: ID<Location>
  package let note: String?
  package let lines: [(variantID: ID<Variant>, quantity: Quantity)]

  package init(from: ID<Location>, to: ID<Location>, note: String?, lines: [(variantID: ID<Variant>, quantity: Quantity)]) {
    self.from = from
    self.to = to
    self.note = note
    self.lines = lines
  }
}

extension UnitOfWork {
  /// A transfer that must exist for the principal.
  package func findTransfer(_ id: ID<StockTransfer>) throws -> StockTransfer {
    try principal.require(.readStock)
    guard let transfer = try tx.stockTransfers.find(id, in: principal.locationID) else { throw Refusal.notFound("transfer") }
    return transfer
  }

  package func listTransfers(
    statuses: [StockTransfer.Status], locations: [ID<Location>], page: PageRequest
  ) throws -> Page<StockTransfer> {
    try principal.require(.readStock)
    return try tx.stockTransfers.list(statuses: statuses, locations: locations, in: principal.locationID, page: page)
  }

  /// Writes a transfer; nothing moves until it is sent.
  ///
  /// - Throws: `validationFailed` naming what is unknown, twice there, or not counted.
  package func draftTransfer(_ request: TransferRequest) throws -> StockTransfer {
    try principal.require(.adjustStock)
    for (field, location) in [("from_location_id", request.from), ("to_location_id", request.to)]
    where try tx.locations.find(location, in: nil) == nil {
      throw Refusal.unknownReference(field, "location")
    }
    try requirePlace(request.from, or: request.to)
    guard request.from != request.to else {
      throw Refusal.invalid("to_location_id", "same", "Goods are transferred between two places.")
    }
    let transfer = StockTransfer(
      id: ids.next(), number: try tx.counters.next("stock_transfer"), from: request.from, to: request.to, note: request.note,
      createdBy: principal.name, createdAt: now, lines: try transferLines(request.lines))
    try tx.stockTransfers.add(transfer)
    try tellTransfer("stock.transfer_drafted", transfer, at: transfer.from)
    return transfer
  }

  /// Changes what a transfer is to carry, while it is a draft.
  package func changeTransfer(
    _ id: ID<StockTransfer>, note: Change<String?>, lines: [(variantID: ID<Variant>, quantity: Quantity)]?
  ) throws -> StockTransfer {
    try principal.require(.adjustStock)
    var transfer = try findTransfer(id)
    try requirePlace(transfer.from)
    try transfer.require(.draft)
    note.apply(to: &transfer.note)
    if let lines { transfer.lines = try transferLines(lines) }
    try tx.stockTransfers.save(transfer)
    try tellTransfer("stock.transfer_drafted", transfer, at: transfer.from)
    return transfer
  }

  /// Takes the goods off the shelf they come from; from now on they are on their way.
  ///
  /// - Throws: ``RefusalCode/outOfStock`` where orders were promised what would leave.
  package func sendTransfer(_ id: ID<StockTransfer>) throws -> StockTransfer {
    try principal.require(.adjustStock)
    let transfer = try findTransfer(id)
    try transfer.require(.draft)
    try requirePlace(transfer.from)
    try tx.stockTransfers.send(transfer, by: principal.name, at: now)
    for line in transfer.lines.sorted(by: { $0.variantID < $1.variantID }) {
      do {
        try tellStock(of: try tx.stock.adjust(line.variantID, by: -line.quantity, transferCause(transfer, at: transfer.from)))
      } catch let refusal as Refusal where refusal.code == .outOfStock {
        let title = try tx.catalog.findVariant(line.variantID).flatMap { try tx.catalog.findProduct($0.productID)?.title } ?? ""
        let index = transfer.lines.firstIndex { $0.variantID == line.variantID } ?? 0
        let level = try tx.stock.level(of: line.variantID, at: transfer.from)
        let message = "Only \(SignedQuantity.text(max(0, level.available))) of \(title) can leave: the rest is promised or not there."
        throw Refusal(
          .outOfStock, message,
          failures: [FieldFailure(field: "lines[\(index)].quantity", code: "out_of_stock", message: message)])
      }
    }
    try tellTransfer("stock.transfer_sent", transfer, at: transfer.from)
    return try findTransfer(id)
  }

  func transferCause(_ transfer: StockTransfer, at location: ID<Location>) -> StockCause {
    var cause = stockCause("transfer", nil, at: location)
    cause.transferID = transfer.id
    return cause
  }

  /// Somebody bound to a place deals with that place only.
  func requirePlace(_ places: ID<Location>?, or other: ID<Location>? = nil) throws {
    guard let own = principal.locationID else { return }
    guard places == own || other == own else { throw Refusal.notFound("transfer") }
  }

  func tellTransfer(_ event: String, _ transfer: StockTransfer, at location: ID<Location>) throws {
    try record(
      event, EventObject("stock_transfer", transfer.id.text), at: location,
      data: .object([
        ("number", .number(String(transfer.number))), ("from_location_id", .string(transfer.from.text)),
        ("to_location_id", .string(transfer.to.text)),
      ]))
  }

  private func transferLines(_ wanted: [(variantID: ID<Variant>, quantity: Quantity)]) throws -> [StockTransferLine] {
    var seen: Set<ID<Variant>> = []
    return try wanted.enumerated().map { index, line in
      guard let variant = try tx.catalog.findVariant(line.variantID) else {
        throw Refusal.unknownReference("lines[\(index)].variant_id", "variant")
      }
      guard variant.tracksStock else {
        throw Refusal.invalid("lines[\(index)].variant_id", "not_counted", "The stock of this is not counted.")
      }
      guard seen.insert(variant.id).inserted else {
        throw Refusal.invalid("lines[\(index)].variant_id", "duplicate", "Name each variant once.")
      }
      try requireWholeUnits(line.quantity.thousandths, of: variant, "lines[\(index)].quantity")
      return StockTransferLine(variantID: variant.id, quantity: line.quantity.thousandths)
    }
  }
}
