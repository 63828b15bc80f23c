/// What is to be fetched from the shelves for several orders: each product once, with the orders that want it.
package struct PickList: Sendable {
  /// How much one order wants of it.
  package struct Share: Sendable, Hashable {
    package let orderID: ID<Order>
    package let number: String
    package var quantity: Quantity
  }

  package struct Row: Sendable {
    /// Nil for a custom item.
    package let variantID: ID<Variant>?
    package let title: String
    package let sku: String?
    package let unit: String?
    /// What was wished for on it (an engraving, a note), which makes it a row of its own.
    package let wishes: [String]
    package internal(set) var quantity: Quantity
    package internal(set) var shares: [Share]
  }

  /// By title, as people look along a shelf.
  package let rows: [Row]
  /// Orders that want something, and those that want nothing any more.
  package let wanting: [Order]
  package let done: [Order]

  package init(_ orders: [Order]) {
    var rows: [Row] = []
    var places: [Key: Int] = [:]
    var wanting: Set<ID<Order>> = []
    for order in orders where order.status != .canceled {
      for line in order.lines {
        let quantity = order.unpicked(line)
        guard !quantity.isZero else { continue }
        wanting.insert(order.id)
        let share = Share(orderID: order.id, number: order.shownNumber, quantity: quantity)
        let key = Key(line)
        if let place = places[key], let sum = rows[place].quantity.adding(quantity) {
          rows[place].quantity = sum
          rows[place].add(share)
        } else {
          places[key] = rows.count
          rows.append(
            Row(
              variantID: line.variantID, title: line.title, sku: line.sku, unit: line.unit, wishes: key.wishes, quantity: quantity,
              shares: [share]))
        }
      }
    }
    self.rows = rows.enumerated().sorted { ($0.element.title.lowercased(), $0.offset) < ($1.element.title.lowercased(), $1.offset) }
      .map(\.element)
    self.wanting = orders.filter { wanting.contains($0.id) }
    done = orders.filter { !wanting.contains($0.id) }
  }

  /// What makes two lines the same thing on the shelf.
  private struct Key: Hashable {
    let variantID: ID<Variant>?
    let title: String
    let sku: String?
    let unit: String?
    let wishes: [String]

    init(_ line: LineItem) {
      variantID = line.variantID
      // A product that was renamed since is one product still.
      title = line.variantID == nil ? line.title : ""
      sku = line.variantID == nil ? line.sku : nil
      unit = line.unit
      wishes = line.properties.map { "\($0.name): \($0.value)" } + [line.note].compactMap(\.self)
    }
  }
}

extension PickList.Row {
  fileprivate mutating func add(_ share: PickList.Share) {
    if let place = shares.firstIndex(where: { $0.orderID == share.orderID }), let sum = shares[place].quantity.adding(share.quantity) {
      shares[place].quantity = sum
    } else {
      shares.append(share)
    }
  }
}

extension Order {
  /// How much of a line is still on the shelf: to be sent, and in no package that is packed or further.
  package func unpicked(_ line: LineItem) -> Quantity {
    guard line.awaitsHandover else { return .zero }
    let settled = shipments.filter { $0.status != .canceled && $0.status != .pending }.flatMap(\.contents)
      .filter { $0.lineID == line.id }.reduce(Int64(0)) { $0 + $1.quantity.thousandths }
    return Quantity(thousandths: max(0, line.owed.thousandths - settled)) ?? .zero
  }
}
