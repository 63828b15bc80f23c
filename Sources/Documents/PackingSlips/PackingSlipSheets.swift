package import Domain

extension PackingSlip {
  /// A sheet for each package of an order and one for what is to be sent and in none yet; of an order with nothing to send, one sheet with
  /// all of it.
  ///
  /// - Parameter only: the package whose sheet is wanted; nil for all.
  package static func sheets(of order: Order, facts: Facts, only: ID<Shipment>? = nil) -> [PackingSlip] {
    let packages = order.shipments.filter { $0.status != .canceled }
    let loose = order.lines.filter(\.awaitsHandover).compactMap { row($0, order.unpacked($0)) }
    let count = packages.count + (loose.isEmpty ? 0 : 1)
    func sheet(_ shipment: Shipment?, _ number: Int, _ rows: [Row]) -> PackingSlip {
      PackingSlip(
        order: order, facts: facts, shipment: shipment, place: (number, max(1, count)), rows: rows,
        others: others(than: rows, in: packages, loose, of: order))
    }
    var sheets = packages.enumerated().map { sheet($1, $0 + 1, contents(of: $1, in: order)) }
    if !loose.isEmpty { sheets.append(sheet(nil, count, loose)) }
    if sheets.isEmpty { sheets.append(sheet(nil, 1, order.lines.compactMap { row($0, $0.quantity) })) }
    guard let only else { return sheets }
    return sheets.filter { $0.shipment?.id == only }
  }

  private static func row(_ line: LineItem, _ quantity: Quantity) -> Row? {
    quantity.isZero ? nil : Row(line: line, quantity: quantity)
  }

  private static func contents(of shipment: Shipment, in order: Order) -> [Row] {
    order.lines.compactMap { line in
      shipment.contents.first { $0.lineID == line.id }.flatMap { row(line, $0.quantity) }
    }
  }

  /// What is in the other parcels, line by line.
  private static func others(than rows: [Row], in packages: [Shipment], _ loose: [Row], of order: Order) -> [Row] {
    let all = packages.flatMap { contents(of: $0, in: order) } + loose
    return order.lines.compactMap { line in
      let sent = all.filter { $0.line.id == line.id }.reduce(Int64(0)) { $0 + $1.quantity.thousandths }
      let own = rows.first { $0.line.id == line.id }?.quantity.thousandths ?? 0
      return Quantity(thousandths: max(0, sent - own)).flatMap { row(line, $0) }
    }
  }
}
