/// Packages that come back into the shop, where some of what is in them was given back in money meanwhile.
extension Order {
  /// What the shelf gets with a package that came back.
  package struct Homecoming: Sendable {
    /// Still owed to the order, so promised to it again.
    package var promised: [Shipment.Content] = []
    /// Given back while it was out, so free for others; what a refund put on the shelf already is not in it.
    package var free: [Shipment.Content] = []
  }

  /// Takes note of a package that crossed the door inwards: units that were given back while it was out are owed no more.
  ///
  /// - Parameters:
  ///   - shipment: as it was outside.
  ///   - isUndone: it never left, so nothing of it may have been given back.
  /// - Throws: ``RefusalCode/conflict`` where units of it were given back in that way, or are in a return.
  package mutating func comeBack(_ shipment: Shipment, isUndone: Bool) throws(Refusal) -> Homecoming {
    var home = Homecoming(promised: shipment.taken)
    let taken = Dictionary(shipment.taken.map { ($0.lineID, $0.quantity.thousandths) }, uniquingKeysWith: +)
    for content in shipment.contents {
      guard let index = lines.firstIndex(where: { $0.id == content.lineID }), lines[index].refundedQuantity > .zero || !returns.isEmpty
      else { continue }
      let line = lines[index]
      let (out, claimed) = (quantityOut(of: line).thousandths, claimedUnits(of: line.id))
      let surplus = min(content.quantity.thousandths, takenBackWithoutReturn(line) + claimed - out)
      guard surplus > 0 else { continue }
      guard !isUndone, claimed <= out, let released = Quantity(thousandths: surplus) else {
        throw Refusal(.conflict, "\(line.title) was given back meanwhile, or is in a return, so this package stays where it is.")
      }
      let before = restocked(line)
      lines[index].releasedQuantity = line.releasedQuantity.adding(released) ?? line.releasedQuantity
      let counted = min(surplus, taken[line.id] ?? 0)
      home.promised = home.promised.compactMap { part in
        guard part.lineID == line.id else { return part }
        return Quantity(thousandths: part.quantity.thousandths - counted).flatMap {
          $0.isZero ? nil : Shipment.Content(lineID: line.id, quantity: $0)
        }
      }
      if let loose = Quantity(thousandths: counted - min(counted, before)), !loose.isZero {
        home.free.append(Shipment.Content(lineID: line.id, quantity: loose))
      }
    }
    return home
  }

  /// Units of a line that refunds put on the shelf after they had left, in thousandths. What was given back before it left is used up
  /// first, whatever its refund said of the shelf.
  func restocked(_ line: LineItem) -> Int64 {
    var here = line.releasedQuantity.thousandths
    return refunds.filter { $0.returnID == nil }.flatMap(\.lines).filter { $0.lineID == line.id }.reduce(Int64(0)) { sum, part in
      let inside = min(here, part.quantity.thousandths)
      here -= inside
      return part.restock ? sum &+ (part.quantity.thousandths - inside) : sum
    }
  }
}
