/// Finds the sale that a cancellation takes back.
package enum CancelledSale {
  /// The number of the last sale before the cancellation in the file, to the same customer, that has every one of its lines: the same
  /// goods at the same price, and enough of them left. Nil where the file has none; a guess would put money on the wrong order.
  ///
  /// - Parameter taken: thousandths of each sale's lines that earlier cancellations took back; raised by what this one takes.
  package static func find(
    for cancellation: ImportedInvoice, among sales: [ImportedInvoice], taken: inout [String: [Int: Int64]]
  ) -> (sale: ImportedInvoice, lines: [(index: Int, quantity: Quantity)])? {
    guard let customer = cancellation.customer else { return nil }
    for sale in sales.reversed() where sale.kind == .sale && sale.customer == customer {
      guard sale.row < cancellation.row, sale.time <= cancellation.time else { continue }
      var left = taken[sale.number] ?? [:]
      guard let lines = match(cancellation.lines, in: sale, taken: &left) else { continue }
      taken[sale.number] = left
      return (sale, lines)
    }
    return nil
  }

  private static func match(
    _ lines: [ImportedInvoice.Line], in sale: ImportedInvoice, taken: inout [Int: Int64]
  ) -> [(index: Int, quantity: Quantity)]? {
    var found: [Int: Int64] = [:]
    for line in lines {
      let index = sale.lines.indices.first { index in
        let sold = sale.lines[index]
        let gone = taken[index] ?? 0
        return sold.code == line.code && sold.unitPrice == line.unitPrice && sold.quantity.thousandths - gone >= line.quantity.thousandths
      }
      guard let index else { return nil }
      taken[index, default: 0] += line.quantity.thousandths
      found[index, default: 0] += line.quantity.thousandths
    }
    return found.sorted { $0.key < $1.key }.compactMap { entry in
      Quantity(thousandths: entry.value).map { (index: entry.key, quantity: $0) }
    }
  }
}
