import Domain
import Stores

/// What a change makes of a placed order: reads only, so that a preview and the change itself are one.
extension UnitOfWork {
  /// The order as it would be, computed, with everything checked that placing would check of what is new.
  func edited(_ before: Order, _ request: EditRequest) throws -> Order {
    var draft = try before.openedForEdit()
    var places: [ID<LineItem>: Int] = [:]
    try change(&draft, by: request, &places)
    // What is there keeps its price (M10): only new lines are priced.
    let paths = draft.lines.map { line in places[line.id].map { "lines[\($0)]." } ?? "" }
    try price(&draft, since: before, isFrozen: true) { paths.indices.contains($0) ? paths[$0] : "" }
    try draft.recalculate()
    try changeBeside(&draft, by: request)
    try draft.recalculate()
    if case .set(let line) = request.shippingLine {
      try draft.ship(by: try line.map { try makeShippingLine($0, for: draft, path: "shipping_line.") })
    }
    try draft.recalculate()
    try checkDiscounts(of: draft)
    let name = { (id: ID<LineItem>) in places[id].map { "lines[\($0)]" } ?? "lines" }
    var order = before
    try order.takeOver(draft, naming: name)
    let failures = try editFailures(of: order, as: draft, since: before, naming: name)
    guard failures.isEmpty else { throw notReady(order, failures) }
    return order
  }

  /// - Parameter places: which entry of the request each line is named by.
  private func change(_ draft: inout Order, by request: EditRequest, _ places: inout [ID<LineItem>: Int]) throws {
    var new: [(place: Int, line: NewLine)] = []
    for (place, entry) in request.lines.enumerated() {
      let id: ID<LineItem>
      switch entry {
      case .add(let line):
        new.append((place, line))
        continue
      case .change(let known, _), .remove(let known): id = known
      }
      guard draft.lines.contains(where: { $0.id == id }) || places[id] != nil else {
        throw Refusal.invalid("lines[\(place)].line_id", "unknown", "There is no such line on this order.")
      }
      guard places.updateValue(place, forKey: id) == nil else {
        throw Refusal.invalid("lines[\(place)].line_id", "duplicate", "Name each line once.")
      }
      if case .change(_, let changes) = entry {
        try apply(changes, to: id, of: &draft, path: "lines[\(place)].")
      } else {
        try draft.remove(id)
      }
    }
    for entry in new {
      if let clientID = entry.line.clientID, try tx.orders.line(clientID: clientID) != nil { throw Self.clientIDTaken }
    }
    for (entry, line) in zip(new, try makeLines(new.map(\.line), for: draft, path: { "lines[\(new[$0].place)]." })) {
      places[line.id] = entry.place
      try draft.add(line)
    }
  }

  private func changeBeside(_ draft: inout Order, by request: EditRequest) throws {
    var seen: Set<ID<Adjustment>> = []
    for (place, entry) in request.adjustments.enumerated() {
      let path = "adjustments[\(place)]."
      switch entry {
      case .add(let adjustment):
        // A preview writes nothing, and what came by itself stays away once it was taken off: no word of it is kept.
        try add(adjustment, to: &draft, path: path, isStored: false)
      case .change(let id, let changes):
        try requireAdjustment(id, on: draft, path, &seen)
        try apply(changes, to: id, of: &draft, path: path)
      case .remove(let id):
        try requireAdjustment(id, on: draft, path, &seen)
        try draft.remove(id)
      }
    }
  }

  private func requireAdjustment(_ id: ID<Adjustment>, on draft: Order, _ path: String, _ seen: inout Set<ID<Adjustment>>) throws {
    guard draft.adjustments.contains(where: { $0.id == id }) else {
      throw Refusal.invalid("\(path)id", "unknown", "There is no such adjustment on this order.")
    }
    guard seen.insert(id).inserted else { throw Refusal.invalid("\(path)id", "duplicate", "Name each adjustment once.") }
  }

  private func editFailures(
    of order: Order, as draft: Order, since before: Order, naming name: (ID<LineItem>) -> String
  ) throws -> [FieldFailure] {
    let variants = try tx.catalog.sellable(order.lines.compactMap(\.variantID), at: order.locationID)
    var free: [ID<Variant>: Quantity?] = [:]
    for (id, variant) in variants where variant.isForSale {
      let isLimited = variant.tracksStock && !variant.allowsOversell
      free.updateValue(isLimited ? variant.available.flatMap { Quantity(thousandths: max(0, $0)) } : nil, forKey: id)
    }
    return order.editFailures(since: before, free: free, naming: name)
      + (try pricingFailures(of: draft, since: before))
  }
}
