import Domain
import JSON
import SQLEngine

/// Reads what ``InvoiceSnapshotText`` wrote; anything else means that the row is damaged.
struct InvoiceSnapshotReader {
  private let json: JSON

  static func read(_ text: String) throws -> InvoiceSnapshot {
    // A thousand lines with long titles are more than a request may hold.
    let json = try JSON.read(Array(text.utf8), limits: JSONLimits(bytes: 1 << 26))
    return try InvoiceSnapshotReader(json: json).snapshot()
  }

  private func snapshot() throws -> InvoiceSnapshot {
    var snapshot = try original()
    snapshot.supplements = textOrNil("supplements")
    if case .array(let numbers)? = json["corrections"] {
      snapshot.corrections = try numbers.map { number in
        guard case .string(let text) = number else { throw StoredList.damaged }
        return text
      }
    }
    return snapshot
  }

  /// What every snapshot has, whenever it was written.
  private func original() throws -> InvoiceSnapshot {
    InvoiceSnapshot(
      seller: try object("seller").seller(), buyer: try objectOrNil("buyer").map { try $0.buyer() },
      billingAddress: try address("billing_address"), shippingAddress: try address("shipping_address"),
      orderNumber: try text("order_number"), invoiceNumber: textOrNil("invoice_number"), corrects: textOrNil("corrects"),
      revision: try integer("revision"), issuedAt: try integerOrNil("issued_at").map(Instant.init(milliseconds:)),
      orderedAt: Instant(milliseconds: try integer("ordered_at")), purchaseOrderNumber: textOrNil("purchase_order_number"),
      customerNote: textOrNil("customer_note"), terms: textOrNil("terms"), payment: try objectOrNil("payment").map { try $0.payment() },
      language: try text("language"), timeZone: try text("time_zone"), currency: try currency(),
      lines: try objects("lines").map { try $0.line() }, changes: try objects("changes").map { try $0.change() },
      delivery: try objectOrNil("delivery").map { try $0.change() }, taxes: try objects("taxes").map { try $0.tax() },
      taxTotal: try integer("tax_total"), total: try integer("total"))
  }

  private func seller() throws -> InvoiceSnapshot.Seller {
    .init(
      shopName: try text("shop_name"), legalName: textOrNil("legal_name"), taxID: textOrNil("tax_id"), address: try address("address"),
      email: textOrNil("email"), phone: textOrNil("phone"), footer: textOrNil("footer"),
      bank: try objectOrNil("bank").map { try StoredBankAccount.read($0.json) })
  }

  private func buyer() throws -> InvoiceSnapshot.Buyer {
    .init(name: textOrNil("name"), company: textOrNil("company"), taxID: textOrNil("tax_id"))
  }

  private func payment() throws -> PaymentPromise {
    PaymentPromise(
      title: textOrNil("title"), dueOn: try day("due_on"),
      parts: try objects("parts").map {
        .init(amount: try $0.integer("amount"), dueOn: try $0.day("due_on"), isDeposit: try $0.flag("deposit"))
      })
  }

  private func line() throws -> InvoiceLine {
    guard let quantity = Quantity(thousandths: try integer("quantity")), let price = UnitPrice(tenThousandths: try integer("unit_price"))
    else { throw StoredList.damaged }
    return InvoiceLine(
      title: try text("title"), sku: textOrNil("sku"), note: textOrNil("note"), unit: textOrNil("unit"), quantity: quantity,
      unitPrice: price, priceIncludesTax: try flag("price_includes_tax"), cycle: try cycle(),
      reductions: try objects("reductions").map { .init(title: $0.textOrNil("title"), amount: try $0.integer("amount")) },
      rates: try list("rates").map { try InvoiceSnapshotReader(json: $0).rate() }, amount: try integer("amount"),
      total: try integer("total"))
  }

  private func cycle() throws -> BillingCycle? {
    guard let name = textOrNil("cycle") else { return nil }
    guard let interval = BillingCycle.Interval(rawValue: name),
      let cycle = BillingCycle(interval: interval, count: try integer("cycle_count"))
    else { throw StoredList.damaged }
    return cycle
  }

  private func change() throws -> InvoiceChange {
    InvoiceChange(kind: try text("kind"), title: textOrNil("title"), amount: try integer("amount"))
  }

  private func tax() throws -> InvoiceTax {
    guard let rate = Rate(partsPerMillion: try integer("rate")) else { throw StoredList.damaged }
    return InvoiceTax(
      title: try text("title"), rate: rate, includesTax: try flag("includes_tax"), taxable: try integer("taxable"),
      amount: try integer("amount"))
  }

  private func rate() throws -> Rate {
    guard case .number(let token) = json, let number = Int64(token), let rate = Rate(partsPerMillion: number) else {
      throw StoredList.damaged
    }
    return rate
  }

  private func currency() throws -> Currency {
    guard let currency = Currency(try text("currency")) else { throw StoredList.damaged }
    return currency
  }

  private func day(_ key: String) throws -> CalendarDate {
    guard let day = CalendarDate(text: try text(key)) else { throw StoredList.damaged }
    return day
  }

  private func address(_ key: String) throws -> Address? {
    guard let object = try objectOrNil(key) else { return nil }
    return try StoredAddress.address(String(decoding: object.json.bytes, as: UTF8.self))
  }

  private func text(_ key: String) throws -> String { try StoredList.string(json, key) }

  private func textOrNil(_ key: String) -> String? { StoredList.stringOrNil(json, key) }

  private func integer(_ key: String) throws -> Int64 {
    guard let number = try integerOrNil(key) else { throw StoredList.damaged }
    return number
  }

  private func integerOrNil(_ key: String) throws -> Int64? {
    guard case .number(let token)? = json[key] else { return nil }
    guard let number = Int64(token) else { throw StoredList.damaged }
    return number
  }

  private func flag(_ key: String) throws -> Bool {
    guard case .bool(let flag)? = json[key] else { throw StoredList.damaged }
    return flag
  }

  private func list(_ key: String) throws -> [JSON] {
    guard case .array(let elements)? = json[key] else { throw StoredList.damaged }
    return elements
  }

  private func objects(_ key: String) throws -> [InvoiceSnapshotReader] {
    try list(key).map(InvoiceSnapshotReader.init)
  }

  private func object(_ key: String) throws -> InvoiceSnapshotReader {
    guard let object = try objectOrNil(key) else { throw StoredList.damaged }
    return object
  }

  private func objectOrNil(_ key: String) throws -> InvoiceSnapshotReader? {
    guard let value = json[key], value != .null else { return nil }
    return InvoiceSnapshotReader(json: value)
  }
}
