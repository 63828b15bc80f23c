import Domain
import SQLEngine
import Stores

extension UnitOfWork {
  /// What is behind a token; nil for one that opens nothing.
  func sight(tokenHash: String) throws -> (sight: CheckoutSight, order: Order, isUnseen: Bool)? {
    guard let link = try tx.checkoutLinks.find(tokenHash: tokenHash), let found = try tx.orders.find(link.orderID, in: .everything),
      let revision = try tx.invoices.find(link.orderID)
    else { return nil }
    let order = try linked(found)
    // A sale that was called off keeps its papers for the books; whoever holds the link needs no name of somebody who was forgotten.
    let isForgotten = try order.status == .canceled && order.customerID.map { try tx.erasures.contains($0) } ?? false
    let earlier = try earlierRevision(than: revision)
    let transfer = try transferSight(of: order, number: revision.snapshot.invoiceNumber)
    let sight = CheckoutSight(
      state: order.checkoutState, snapshot: isForgotten ? revision.snapshot.withoutBuyer() : revision.snapshot,
      link: links.url(of: order.id, rotation: link.rotation), isSuperseded: revision.supersededAt != nil,
      earlier: revision.maker == .staff ? earlier?.snapshot : nil,
      ownEarlierTotal: revision.maker == .customer ? earlier?.snapshot.total : nil, number: order.shownNumber,
      amountDue: order.amountDue, amountPaid: order.amountCounted,
      amountRefunded: order.amountRefunded - order.refundedBeforePlacing, installments: order.openInstallments, sentAt: revision.sentAt,
      placedAt: order.placedAt, fulfillment: order.fulfillmentStatus,
      parcels: order.placedAt == nil ? [] : order.shipments.filter { $0.status != .canceled }.map(\.sight),
      pickup: try pickup(of: order),
      desk: order.status == .invoiceSent ? try desk(of: order) : nil, latest: try latestPayment(of: order),
      requests: try tx.checkoutWords.requests(of: order.id), mayKeepCard: order.customerID != nil,
      isOwnPage: order.payments.contains { $0.trace?.state == .open && $0.trace?.origin == .link },
      takesTransfer: transfer.account != nil, transfer: transfer)
    return (sight, order, revision.viewedAt == nil && revision.supersededAt == nil)
  }

  /// Where an order is fetched: where its shipping line says, or where a package of it was laid out.
  private func pickup(of order: Order) throws -> CheckoutSight.Pickup? {
    let isFetched = order.shipments.contains { $0.status == .readyForPickup || $0.status == .pickedUp }
    guard let id = order.shippingLine?.pickupLocationID ?? (isFetched ? order.locationID : nil),
      let place = try tx.locations.find(id)
    else { return nil }
    return .init(name: place.name, address: place.address, note: place.pickupNote)
  }

  /// The version that a customer knew before this one: the last that was seen, or for one of their own the one they changed.
  private func earlierRevision(than revision: InvoiceRevision) throws -> InvoiceRevision? {
    guard revision.revision > 1 else { return nil }
    return try tx.invoices.list(revision.orderID).last {
      $0.revision < revision.revision && ($0.viewedAt != nil || revision.maker == .customer)
    }
  }

  private func latestPayment(of order: Order) throws -> CheckoutSight.LatestPayment? {
    guard let payment = order.payments.last(where: \.status.isCaptured) else { return nil }
    return .init(method: payment.method, amount: payment.amount, at: payment.createdAt, card: payment.trace?.card)
  }

  /// What the customer of a sent order may complete.
  func desk(of order: Order) throws -> CheckoutDesk {
    let failures = try requirements(of: order)
    // A piece of work may have to go somewhere too.
    let isSent = order.lines.contains(where: \.requiresShipping) || order.shippingLine != nil || order.shippingAddress != nil
    let shipsGoods = isSent && !order.isRegisterSale && order.shippingLine?.pickupLocationID == nil
    let offer = try order.mayChooseShipping && order.shippingAddress?.country != nil ? shippingOffer(for: order) : nil
    let known: Set<String> = ["shipping_address", "shipping_line"]
    let email = try mailAddress(of: order)
    return CheckoutDesk(
      shippingAddress: order.shippingAddress, billingAddress: order.billingAddress, shipsGoods: shipsGoods,
      needsAddress: failures.contains { $0.field == "shipping_address" },
      asksPhone: shipsGoods && order.shippingAddress?.phone == nil, asksEmail: email == nil,
      needsShipping: failures.contains { $0.field == "shipping_line" }, rates: try offer.map { try rates($0, for: order) } ?? [],
      noShipping: offer?.offer.reason, asksConsent: order.terms != nil && order.consent?.isGiven != true,
      consentedAt: order.consent?.isGiven == true ? order.consent?.givenAt : nil, shortages: order.shortages(failures),
      isBlocked: failures.contains { !known.contains($0.field) && $0.lineID == nil }, countries: try deliveredCountries())
  }

  private func rates(_ answer: ShippingAnswer, for order: Order) throws -> [CheckoutDesk.Rate] {
    try answer.offer.found.map { found in
      var shipped = order
      shipped.shippingLine = answer.line(found)
      try shipped.recalculate()
      let isChosen = order.shippingLine.map { $0.rateID == found.rate.id && !$0.isOutdated && $0.price == found.price } ?? false
      return .init(
        key: Self.key(of: found, on: order.id), title: found.rate.title, price: found.price, total: shipped.totals.total.minorUnits,
        isChosen: isChosen)
    }
  }

  /// Stands for a rate at its price on one order's link: says nothing of the rate, and ends with the price.
  static func key(of found: ShippingOffer.Found, on order: ID<Order>) -> String {
    String(ContentHash.of(Array("\(order.text) \(found.rate.id.text) \(found.price)".utf8)).prefix(20))
  }

  /// Every country that a zone names; none where a zone reaches everywhere.
  private func deliveredCountries() throws -> [String] {
    let zones = try tx.shipping.everything().0
    guard !zones.contains(where: { $0.areas.isEmpty }) else { return [] }
    return Set(zones.flatMap { $0.areas.map(\.country) }).sorted()
  }
}

extension ShippingAnswer {
  /// The shipping line of a rate that was found.
  func line(_ found: ShippingOffer.Found) -> ShippingLine {
    ShippingLine(
      title: found.rate.title, price: found.price, rateID: found.rate.id, taxRates: taxRates[found.rate.id] ?? [],
      priceIncludesTax: found.rate.priceIncludesTax, quotedFor: consignment.basis)
  }
}

extension Order {
  /// The lines that failures name, by their place on the invoice.
  fileprivate func shortages(_ failures: [FieldFailure]) -> [CheckoutDesk.Shortage] {
    lines.enumerated().compactMap { index, line in
      guard let failure = failures.first(where: { $0.lineID == line.id.text }) else { return nil }
      return .init(line: index, title: line.title, isGone: failure.code == "unavailable")
    }
  }
}

extension Shipment {
  fileprivate var sight: CheckoutSight.Parcel {
    .init(status: status, courier: courier, trackingNumber: trackingNumber, trackingURL: trackingURL)
  }
}
