package import Domain
import JSON
import SQLEngine
import Stores

/// What a customer's word made of their order.
package struct CheckoutChange: Sendable {
  /// The version that counts now.
  package let revision: Int64
  /// Minor units.
  package let totalBefore: Int64
  package let totalAfter: Int64
}

extension Shop {
  /// Writes down what the holder of a link says about their own order (T15).
  ///
  /// - Parameter revision: the version they had before their eyes.
  /// - Throws: ``RefusalCode/notFound``, ``RefusalCode/revisionSuperseded``, ``RefusalCode/gone``, ``RefusalCode/alreadyPaid``,
  ///   ``RefusalCode/orderLocked`` while a payment is under way, `validationFailed`.
  package func completeCheckout(_ token: String, peer: String?, revision: Int64?, _ details: CustomerDetails) async throws -> CheckoutChange
  {
    try await onLink(token, peer: peer) { work, hash in try work.completeCheckout(hash, revision: revision, details) }
  }

  /// Chooses how it travels, among the rates that the link offers.
  ///
  /// - Parameter key: the rate at its price, as ``CheckoutDesk/Rate`` names it.
  /// - Throws: as ``completeCheckout``; ``RefusalCode/conflict`` for a rate or price that is not offered any more.
  package func chooseCheckoutShipping(_ token: String, peer: String?, revision: Int64?, key: String) async throws -> CheckoutChange {
    try await onLink(token, peer: peer) { work, hash in try work.chooseCheckoutShipping(hash, revision: revision, key: key) }
  }

  /// Asks the shop for something; the same thing once.
  package func askOnCheckout(_ token: String, peer: String?, _ kind: CheckoutRequest.Kind, line: Int?) async throws {
    try await onLink(token, peer: peer) { work, hash in try work.askOnCheckout(hash, kind, line: line) }
  }

  /// Runs a verb on the order behind a token and nothing else; a token that opens nothing is paid for as a guess.
  func onLink<Result: Sendable>(
    _ token: String, peer: String?, _ body: @escaping @Sendable (UnitOfWork, String) throws -> Result
  ) async throws -> Result {
    let hash = Self.linkHash(token)
    let isKnown = try await database.read { tx in try tx.checkoutLinks.find(tokenHash: hash) != nil }
    guard isKnown else { throw try await unknownLink(peer: peer) }
    return try await write(by: .system) { work in try body(work, hash) }
  }
}

extension UnitOfWork {
  /// The order behind a token, where it can still be completed and paid, at the version that the customer saw.
  func takeCheckout(_ hash: String, revision: Int64?) throws -> (order: Order, revision: InvoiceRevision) {
    guard let link = try tx.checkoutLinks.find(tokenHash: hash), let current = try tx.invoices.find(link.orderID) else {
      throw Refusal.notFound("order behind this link")
    }
    let order = try takeOrder(link.orderID)
    switch order.status {
    case .canceled: throw Refusal(.gone, "This order was \(order.cancelReason == "expired" ? "not paid in time" : "canceled").")
    case .draft: throw Refusal(.revisionSuperseded, "This order is being changed. Look at it again before you pay.")
    case .invoiceSent, .placed, .closed: break
    }
    guard let revision else { throw Refusal.invalid("revision", "required", "Which version of the order is this about?") }
    guard revision == current.revision else {
      throw Refusal(.revisionSuperseded, "This order was changed meanwhile. Look at it again before you pay.")
    }
    return (order, current)
  }

  func completeCheckout(_ hash: String, revision: Int64?, _ details: CustomerDetails) throws -> CheckoutChange {
    try principal.require(.sendInvoice)
    let (before, current) = try takeCheckout(hash, revision: revision)
    // A form that says nothing new passes, also while they pay.
    guard details != CustomerDetails() else {
      return .init(revision: current.revision, totalBefore: current.snapshot.total, totalAfter: current.snapshot.total)
    }
    guard before.status == .invoiceSent else { throw Refusal(.alreadyPaid, "Order \(before.shownNumber) is placed already.") }
    var details = details
    try details.settle()
    var order = before
    try order.fillIn(details, now: now)
    if let address = details.shippingAddress { try requote(&order, isElsewhere: before.movesDelivery(to: address)) }
    var fields: [String] = []
    if order.shippingAddress != before.shippingAddress { fields.append("shipping_address") }
    if order.billingAddress != before.billingAddress { fields.append("billing_address") }
    if order.consent?.isGiven == true, before.consent?.isGiven != true { fields.append("consent") } else { order.consent = before.consent }
    if order.shippingLine != before.shippingLine { fields.append("shipping_line") }
    if let email = details.email, try tx.checkoutWords.email(of: order.id) != email {
      guard before.customer?.email == nil else { throw Refusal.invalid("email", "known", "The shop knows where to write to.") }
      try tx.checkoutWords.save(email: email, of: order.id, at: now)
      fields.append("email")
    }
    return try keepCompletion(&order, since: before, current, fields: fields)
  }

  func chooseCheckoutShipping(_ hash: String, revision: Int64?, key: String) throws -> CheckoutChange {
    try principal.require(.sendInvoice)
    let (before, current) = try takeCheckout(hash, revision: revision)
    guard before.status == .invoiceSent else { throw Refusal(.alreadyPaid, "Order \(before.shownNumber) is placed already.") }
    var order = before
    let answer = try shippingOffer(for: order)
    guard let found = answer.offer.found.first(where: { Self.key(of: $0, on: order.id) == key }) else {
      throw Refusal.invalid("shipping", "not_offered", "This delivery is not offered for this order any more. Choose again.")
    }
    try order.chooseShipping(answer.line(found))
    return try keepCompletion(&order, since: before, current, fields: ["shipping_line"])
  }

  func askOnCheckout(_ hash: String, _ kind: CheckoutRequest.Kind, line: Int?) throws {
    try principal.require(.sendInvoice)
    guard let link = try tx.checkoutLinks.find(tokenHash: hash), let current = try tx.invoices.find(link.orderID) else {
      throw Refusal.notFound("order behind this link")
    }
    let order = try takeOrder(link.orderID)
    let title = try line.map { line in
      guard current.snapshot.lines.indices.contains(line) else { throw Refusal.invalid("line", "unknown", "There is no such line.") }
      return current.snapshot.lines[line].title
    }
    let request = CheckoutRequest(id: ids.next(), orderID: order.id, kind: kind, lineTitle: title, createdAt: now)
    guard try tx.checkoutWords.add(request) else { return }
    let data: [(key: String, value: JSON)] = [("asked", .string(kind.rawValue)), ("line", title.map { .string($0) } ?? .null)]
    try tell("order.customer_asked", of: order, data: data)
  }

  /// The rates there are for an order as it stands, by what its parcel is known to be.
  func shippingOffer(for order: Order) throws -> ShippingAnswer {
    let consignment = order.consignment(goodsWeight: try goodsWeight(of: order).known, parcel: order.shippingLine?.parcel)
    return try shippingAnswer(consignment, at: order.locationID)
  }

  /// Holds the price of delivery against another address (MON-15): the rate's price for it, or to be chosen again. Where nothing goes
  /// there, the address is refused, so that no version is made that nobody can pay.
  private func requote(_ order: inout Order, isElsewhere: Bool) throws {
    guard let line = order.shippingLine else { return }
    let answer = try shippingOffer(for: order)
    let changes = line.rateID == nil ? isElsewhere : order.needsNewQuote(for: answer.consignment)
    guard changes else { return }
    guard !answer.offer.found.isEmpty, order.amountCounted == 0 else {
      throw Refusal.invalid("ship_country", "no_delivery", "What delivery to this address costs is to be agreed with the shop.")
    }
    if line.rateID == nil {
      order.shippingLine?.isOutdated = true
    } else {
      order.requote(answer.offer, for: answer.consignment) { answer.taxRates[$0.id] ?? [] }
    }
  }

  /// Keeps what was said; where the invoice says something else by it, as its next revision, which the customer made. Nothing of an
  /// invoice changes by that but where it goes, whom it is billed to, and what delivery costs.
  private func keepCompletion(
    _ order: inout Order, since before: Order, _ current: InvoiceRevision, fields: [String]
  ) throws -> CheckoutChange {
    let totalBefore = current.snapshot.total
    guard !fields.isEmpty else { return .init(revision: current.revision, totalBefore: totalBefore, totalAfter: totalBefore) }
    try order.recalculate()
    let number = try tx.invoices.number(of: order.id)
    let next = current.revision + 1
    let fresh = try snapshot(of: order, number: number, revision: next, issuedAt: current.snapshot.issuedAt)
    let revised = current.snapshot.completed(by: fresh, isShippedOtherwise: order.shippingLine != before.shippingLine)
    var revision = current.revision
    if revised != current.snapshot.numbered(next) {
      guard revised.sumOfParts == revised.total, revised.total == order.totals.total.minorUnits else {
        throw Refusal(.conflict, "The parts of order \(order.shownNumber) do not add up to its total, so nothing was changed.")
      }
      order.invoice = InvoiceState(revision: next, number: number, sentAt: before.invoice?.sentAt, viewedAt: before.invoice?.viewedAt)
      try tx.invoices.add(
        InvoiceRevision(
          orderID: order.id, revision: next, snapshot: revised, contentHash: ContentHash.of(Array(revised.moneyText.utf8)),
          maker: .customer, sentAt: now))
      revision = next
    }
    try keep(
      &order, since: before, event: "order.customer_completed",
      data: [
        ("fields", .array(fields.map { .string($0) })), ("revision", .number(String(revision))),
        ("total_before", .number(String(totalBefore))),
      ])
    return .init(revision: revision, totalBefore: totalBefore, totalAfter: revised.total)
  }
}
