/// Changing what is on a placed order (T13): tried on a copy first, then taken over as a whole, so that a preview and the change itself
/// are the same thing (`docs/rules.md` E).
extension Order {
  /// A copy of a placed order with its contents open, for the verbs that change drafts; it is compared and taken over, never saved.
  ///
  /// - Throws: ``RefusalCode/conflict`` for what is not placed, ``RefusalCode/orderLocked`` while a payer is at a provider.
  package func openedForEdit() throws(Refusal) -> Order {
    var copy = self
    if status == .closed { try copy.reopen() }
    try copy.allow(.editPlaced)
    guard !isReturnOnly else {
      throw Refusal(.conflict, "Order \(shownNumber) is only a return, so there is nothing on it to change.")
    }
    copy.status = .draft
    return copy
  }

  /// Takes over what was changed on the copy; a closed order is opened again (T10).
  ///
  /// - Throws: ``RefusalCode/conflict`` naming every line of which something changed that has left the shop or was given back.
  package mutating func takeOver(_ edited: Order, naming field: (ID<LineItem>) -> String) throws(Refusal) {
    if status == .closed { try reopen() }
    try move(.editPlaced)
    let failures = whatStays(besides: edited, naming: field)
    if let first = failures.first { throw Refusal(.conflict, first.message, failures: failures) }
    lines = edited.lines
    adjustments = edited.adjustments
    shippingLine = edited.shippingLine
    try recalculate()
    fitPackages()
  }

  /// How much of a line has to stay on the order: what is out of the shop, and what was given back. What nobody carries out of the shop,
  /// such as a service, stays only as far as it was given back; once some of it is in a return, the return says what comes back.
  package func settled(of line: LineItem) -> Quantity {
    let here = claimedUnits(of: line.id) > 0 ? line.quantity.thousandths : 0
    let out = line.awaitsHandover ? quantityOut(of: line).thousandths + line.releasedQuantity.thousandths : here
    let settled = max(out, line.refundedQuantity.thousandths)
    return Quantity(thousandths: min(line.quantity.thousandths, settled)) ?? line.quantity
  }

  private func whatStays(besides edited: Order, naming field: (ID<LineItem>) -> String) -> [FieldFailure] {
    var failures: [FieldFailure] = []
    let kept = Dictionary(edited.lines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for line in lines {
      let settled = settled(of: line)
      guard !settled.isZero else { continue }
      let after = kept[line.id]
      if after.map({ $0.quantity < settled }) ?? true {
        failures.append(
          FieldFailure(
            field: field(line.id), code: "settled",
            message: "\(settled.text) of \(line.title) has left the shop or was given back, so that much stays on the order.",
            lineID: line.id.text, link: "#\(line.id.text)"))
      } else if let after, after.costsOtherwise(than: line) {
        failures.append(
          FieldFailure(
            field: field(line.id), code: "settled",
            message: "\(line.title) has left the shop or was given back in part, so its price stays. Add a discount or a new item instead.",
            lineID: line.id.text, link: "#\(line.id.text)"))
      }
    }
    if isRegisterSale != edited.isRegisterSale, lines.contains(where: \.awaitsHandover) {
      failures.append(
        FieldFailure(
          field: "shipping_line", code: "settled",
          message: "Whether this order leaves over the counter or is sent cannot be changed any more."))
    }
    return failures
  }

  /// What keeps a change from standing, of what the gate of placing asks for: only what the change itself brings about.
  ///
  /// - Parameters:
  ///   - before: the order as it was placed.
  ///   - free: the variants of lines that came or grew, with how much more of each can be sold; nil for what is not counted, missing for
  ///     what is not sold any more.
  package func editFailures(since before: Order, free: [ID<Variant>: Quantity?], naming field: (ID<LineItem>) -> String) -> [FieldFailure] {
    var failures: [FieldFailure] = []
    if lines.isEmpty {
      failures.append(
        FieldFailure(field: "lines", code: "empty", message: "Nothing would be left on the order. Cancel it instead.", link: "#items"))
    }
    let more = growth(since: before)
    for line in lines where grows(line, since: before) {
      guard let variantID = line.variantID else { continue }
      guard let available = free[variantID] else {
        failures.append(
          FieldFailure(
            field: field(line.id), code: "unavailable", message: "\(line.title) is not sold any more.", lineID: line.id.text,
            link: "#\(line.id.text)"))
        continue
      }
      guard let available, !line.isPreorder, (more[variantID] ?? 0) > available.thousandths else { continue }
      failures.append(
        FieldFailure(
          field: field(line.id), code: "out_of_stock", message: "Only \(available.text) more of \(line.title) can be sold now.",
          lineID: line.id.text, link: "#\(line.id.text)"))
    }
    guard lines.contains(where: \.requiresShipping), !isRegisterSale else { return failures }
    let travelled = before.lines.contains(where: \.requiresShipping)
    if shippingAddress == nil, !travelled, shippingLine?.pickupLocationID == nil {
      failures.append(FieldFailure(field: "shipping_address", code: "required", message: "Add the address to ship to.", link: "#shipping"))
    }
    if shippingLine == nil, before.shippingLine != nil || !travelled {
      failures.append(FieldFailure(field: "shipping_line", code: "required", message: "Choose how it is shipped.", link: "#shipping"))
    }
    return failures
  }

  private func grows(_ line: LineItem, since before: Order) -> Bool {
    before.lines.first { $0.id == line.id }.map { $0.quantity < line.quantity } ?? true
  }

  /// Thousandths that each variant comes to more than before, pre-orders left out; less is not in it.
  private func growth(since before: Order) -> [ID<Variant>: Int64] {
    var sums: [ID<Variant>: Int64] = [:]
    for line in lines where !line.isPreorder { if let id = line.variantID { sums[id, default: 0] += line.quantity.thousandths } }
    for line in before.lines where !line.isPreorder { if let id = line.variantID { sums[id, default: 0] -= line.quantity.thousandths } }
    return sums.filter { $0.value > 0 }
  }
}

extension LineItem {
  /// Whether a unit of it costs something else than before.
  fileprivate func costsOtherwise(than before: LineItem) -> Bool {
    unitPrice != before.unitPrice || discounts != before.discounts || promotions.map(\.value) != before.promotions.map(\.value)
      || taxRates != before.taxRates || isTaxable != before.isTaxable || priceIncludesTax != before.priceIncludesTax
  }
}
