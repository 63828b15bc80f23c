/// A part of an order that goes by itself, though it may be in packages already.
extension Order {
  /// What a choice does with named lines: the package that holds exactly them, or one of their own, which takes first what is in no
  /// package and then out of open ones, from the last one first.
  ///
  /// - Throws: as ``plan(_:awaited:)``, and `validationFailed` naming `lines` or `lines[i]`.
  package mutating func plan(_ choice: FulfillmentChoice, of contents: [Shipment.Content]) throws(Refusal) -> FulfillmentPlan {
    guard choice.isDivisible else {
      throw .invalid("lines", "whole_packages", "A courier's word is about whole packages. Name the package, or leave the lines out.")
    }
    _ = try plan(choice)
    let takesReady = choice == .pickedUp
    let wanted = Set(contents)
    if choice != .preparing,
      let exact = shipments.first(where: { shipment in
        (shipment.status.isOpen || (takesReady && shipment.status == .readyForPickup)) && Set(shipment.contents) == wanted
          && shipment.contents.count == contents.count
      })
    {
      return FulfillmentPlan(shipments: [exact.id])
    }
    var divided = self
    if choice != .preparing { divided.takeOut(contents, orReady: takesReady) }
    try divided.check(contents, besides: nil)
    self = divided
    return FulfillmentPlan(contents: contents)
  }

  /// Takes units out of packages that are here, as far as they are not lying free.
  private mutating func takeOut(_ contents: [Shipment.Content], orReady takesReady: Bool) {
    let sums = packed { $0 != .canceled }
    let byID = Dictionary(lines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var missing: [ID<LineItem>: Int64] = [:]
    for content in contents {
      guard let line = byID[content.lineID] else { continue }
      missing[line.id, default: 0] += max(0, content.quantity.thousandths - unpacked(line, packed: sums).thousandths)
    }
    for index in shipments.indices.reversed() {
      let status = shipments[index].status
      guard status.isOpen || (takesReady && status == .readyForPickup) else { continue }
      shipments[index].contents = shipments[index].contents.compactMap { content in
        let out = min(content.quantity.thousandths, missing[content.lineID] ?? 0)
        guard out > 0 else { return content }
        missing[content.lineID, default: 0] -= out
        return Quantity(thousandths: content.quantity.thousandths - out).flatMap {
          $0.isZero ? nil : Shipment.Content(lineID: content.lineID, quantity: $0)
        }
      }
    }
    shipments.removeAll { $0.contents.isEmpty && ($0.status.isOpen || $0.status == .readyForPickup) }
  }
}
