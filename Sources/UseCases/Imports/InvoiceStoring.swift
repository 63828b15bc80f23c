import Domain
import JSON
import Secrets
import Stores

/// Stores one invoice of a file after another, each under an identity that its number gives it.
struct InvoiceStoring {
  let work: UnitOfWork
  let currency: Currency
  let zone: ZonedClock
  let location: ID<Location>
  let taxRounding: TaxRounding
  let rounding: Rounding

  func store(_ invoice: ImportedInvoice, among all: [ImportedInvoice], _ run: inout InvoiceRun) throws {
    switch invoice.kind {
    case .sale: try storeSale(invoice, &run)
    case .cancellation:
      if let found = CancelledSale.find(for: invoice, among: all, taken: &run.taken) {
        try refund(invoice, of: found.sale, found.lines, &run)
      } else {
        try storeReturn(invoice, &run)
      }
    case .writeOff: try writeOff(invoice, &run)
    }
  }

  private func storeSale(_ invoice: ImportedInvoice, _ run: inout InvoiceRun) throws {
    if let order = try existing(invoice) {
      run.sales.unchanged += 1
      run.net = Self.sum(run.net, order.amountPaid)
      return
    }
    var order = try draft(invoice)
    let moment = zone.instant(invoice.time)
    let total = order.totals.total.minorUnits
    if total > 0 {
      order.payments.append(
        Payment(
          id: work.ids.next(), method: .manual, status: .captured, amount: total, tendered: nil, change: 0, cashRounding: 0, refunded: 0,
          reference: nil, giftCardID: nil, registerID: nil, sessionID: nil, staffID: nil, createdAt: moment))
    }
    try order.finishImported(number: invoice.number, at: moment)
    try add(order, invoice)
    for payment in order.payments { try work.tx.payments.add(payment, to: order.id) }
    try work.recordSale(of: order)
    run.sales.added += 1
    run.net = Self.sum(run.net, total)
  }

  /// Gives money back on the sale of the same file; the sale stays what it is.
  private func refund(
    _ invoice: ImportedInvoice, of sale: ImportedInvoice, _ parts: [(index: Int, quantity: Quantity)], _ run: inout InvoiceRun
  ) throws {
    guard let before = try existing(sale) else { throw Refusal.notFound("sale \(sale.number)") }
    let id = ID<Refund>(stored: "rfd_" + String(SecretText.hash(Self.name(of: invoice)).prefix(26)))
    if let given = before.refunds.first(where: { $0.id == id }) {
      run.refunds.unchanged += 1
      run.net = Self.sum(run.net, -given.amount)
      return
    }
    var order = before
    let lines = try parts.map { part in
      guard let line = order.lines.dropFirst(part.index).first else { throw Refusal.notFound("line of sale \(sale.number)") }
      return RefundedLine(lineID: line.id, quantity: part.quantity, restock: false)
    }
    let amount = try order.worth(of: lines)
    guard let payment = order.payments.first, amount > 0 else { throw Refusal.notFound("payment of sale \(sale.number)") }
    let refund = Refund(
      id: id, paymentID: payment.id, method: .manual, amount: amount, cashRounding: 0, reason: "Invoice \(invoice.number)", lines: lines,
      registerID: nil, sessionID: nil, staffID: nil, createdAt: zone.instant(invoice.time))
    try work.tx.payments.giveBack(amount, of: payment.id)
    try work.tx.refunds.add(refund, to: order.id)
    order.take(refund)
    try work.recordRefund(refund, of: order)
    for line in lines { _ = try order.giveBack(line) }
    try work.keep(&order, since: before, event: "order.refunded", data: [("amount", .number(String(amount)))], reason: refund.reason)
    run.refunds.added += 1
    run.net = Self.sum(run.net, -amount)
  }

  /// Goods that came back from a sale that the file does not have.
  private func storeReturn(_ invoice: ImportedInvoice, _ run: inout InvoiceRun) throws {
    if let order = try existing(invoice) {
      run.returns.unchanged += 1
      run.net = Self.sum(run.net, -order.amountRefunded)
      return
    }
    var order = try draft(invoice)
    let moment = zone.instant(invoice.time)
    let total = order.totals.total.minorUnits
    let lines = order.lines.map { RefundedLine(lineID: $0.id, quantity: $0.quantity, restock: false) }
    if total > 0 {
      order.take(
        Refund(
          id: work.ids.next(), paymentID: nil, method: .manual, amount: total, cashRounding: 0, reason: "Invoice \(invoice.number)",
          lines: lines, registerID: nil, sessionID: nil, staffID: nil, createdAt: moment))
    }
    for line in lines { _ = try order.giveBack(line) }
    try order.finishImportedReturn(number: invoice.number, at: moment)
    try add(order, invoice)
    for refund in order.refunds {
      try work.tx.refunds.add(refund, to: order.id)
      try work.recordReturn(order, refund)
    }
    run.returns.added += 1
    run.net = Self.sum(run.net, -total)
  }

  /// Takes goods that are gone from the shelf; goods that the catalogue does not know get an entry that is not for sale.
  private func writeOff(_ invoice: ImportedInvoice, _ run: inout InvoiceRun) throws {
    var isNew = false
    for line in invoice.lines {
      let variant = try variant(of: line)
      let reason = "write-off \(invoice.number)"
      if try work.tx.importLookup.hasMovement(of: variant, reason: reason) { continue }
      _ = try work.adjustStock(variant, at: location, .by(-line.quantity.thousandths), reason: reason)
      isNew = true
    }
    if isNew { run.writeOffs.added += 1 } else { run.writeOffs.unchanged += 1 }
  }

  private func variant(of line: ImportedInvoice.Line) throws -> ID<Variant> {
    if let known = try work.tx.catalog.findVariant(sku: line.code) { return known.id }
    var product = Changes<Product>()
    product.set(\.title, to: line.title)
    product.set(\.status, to: .archived)
    product.set(\.allowsOversell, to: true)
    var variant = Changes<Variant>()
    variant.set(\.sku, to: line.code)
    let sheet = try work.createProduct(product, variants: [variant])
    guard let made = sheet.variants.first else { throw Refusal.notFound("variant") }
    return made.id
  }

  // What every invoice has in common.

  /// The order that this invoice made before; refused when the file now says something else.
  private func existing(_ invoice: ImportedInvoice) throws -> Order? {
    guard let (order, hash) = try work.tx.orders.find(clientID: Self.clientID(of: invoice), in: .everything) else { return nil }
    guard hash == contentHash(of: invoice) else {
      throw Refusal.invalid("InvoiceNo", "taken", "Invoice \(invoice.number) was imported before with other content.")
    }
    return order
  }

  private func draft(_ invoice: ImportedInvoice) throws -> Order {
    var order = Order(
      id: work.ids.next(), clientID: Self.clientID(of: invoice), draftNumber: try work.tx.counters.next("draft"), channel: .import,
      currency: currency, pricesIncludeTax: true, taxesEnabled: true, taxRounding: taxRounding, rounding: rounding,
      createdAt: work.now)
    order.locationID = location
    order.orderedAt = zone.instant(invoice.time)
    if let customer = invoice.customer { order.tags = ["customer \(customer)"] }
    order.note = invoice.country
    for line in invoice.lines {
      try order.add(
        LineItem(
          id: work.ids.next(), title: line.title, sku: line.code, quantity: line.quantity, unitPrice: line.unitPrice, priceSource: .custom,
          priceTakenAt: work.now, priceIncludesTax: true, requiresShipping: false))
    }
    try order.recalculate()
    return order
  }

  private func add(_ order: Order, _ invoice: ImportedInvoice) throws {
    try work.tx.orders.add(order, contentHash: contentHash(of: invoice))
    try work.index(order)
    try work.tell("order.created", of: order)
  }

  private func contentHash(of invoice: ImportedInvoice) -> String {
    let lines = invoice.lines.map { "\($0.code)|\($0.title)|\($0.quantity.text)|\($0.unitPrice.text)" }
    let head = "\(currency)|\(zone.instant(invoice.time).text)|\(invoice.customer ?? "")|\(invoice.country ?? "")"
    return SecretText.hash(([head] + lines).joined(separator: "\n"))
  }

  /// A UUID (version 8, RFC 9562) that the number alone decides.
  private static func clientID(of invoice: ImportedInvoice) -> String {
    var digits = Array(SecretText.hash(name(of: invoice)).prefix(32))
    digits[12] = "8"
    digits[16] = "8"
    let groups = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
    return groups.map { String($0) }.joined(separator: "-")
  }

  private static func name(of invoice: ImportedInvoice) -> String { "counterfoil import of invoice \(invoice.number)" }

  private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (result, overflow) = left.addingReportingOverflow(right)
    return overflow ? (right < 0 ? .min : .max) : result
  }
}
