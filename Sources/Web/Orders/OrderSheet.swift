import Domain
import UseCases

/// Orders as rows of a spreadsheet: one row an order, amounts in units of the currency that stands beside them.
enum OrderSheet {
  /// The names of the columns, in the order of ``row(_:_:)``; part of the contract, so they are not in the catalogue.
  private static let columns = [
    "number", "draft_number", "created_at", "ordered_at", "placed_at", "channel", "location", "register", "staff", "customer", "company",
    "email", "phone", "status", "payment_status", "fulfillment_status", "return_status", "display_status", "hold_label", "tags", "items",
    "currency", "subtotal", "discount_total", "shipping_total", "tax_total", "total", "amount_paid", "amount_refunded", "amount_due",
    "note",
    "customer_note", "id",
  ]

  /// With the mark by which spreadsheets know UTF-8.
  static var head: String { "\u{FEFF}" + columns.joined(separator: ",") + "\r\n" }

  static func rows(_ orders: [Order], _ names: OrderSheetNames) -> [UInt8] {
    var bytes: [UInt8] = []
    for order in orders { bytes.append(contentsOf: row(order, names).utf8) }
    return bytes
  }

  private static func row(_ order: Order, _ names: OrderSheetNames) -> String {
    var row = CSVRow()
    row.add(order.number)
    row.add(order.draftNumberText)
    for moment in [order.createdAt, order.orderedAt, order.placedAt] { row.add(plain: moment?.text ?? "") }
    row.add(plain: order.channel.rawValue)
    row.add(order.locationID.flatMap { names.locations[$0] })
    row.add(order.registerID.flatMap { names.registers[$0] })
    row.add(order.staffID.flatMap { names.staff[$0] })
    for text in [order.customer?.name, order.customer?.company, order.customer?.email, order.customer?.phone] { row.add(text) }
    let axes = [
      order.status.rawValue, order.paymentStatus.rawValue, order.fulfillmentStatus.rawValue, order.returnStatus.rawValue,
      order.displayStatus.rawValue,
    ]
    for word in axes { row.add(plain: word) }
    row.add(order.hold?.label)
    row.add(order.tags.joined(separator: ", "))
    row.add(plain: String(order.itemCount))
    let currency = order.currency
    row.add(plain: currency.code)
    let amounts = [
      order.totals.subtotal, order.totals.discountTotal, order.totals.shippingTotal, order.totals.taxTotal, order.totals.total,
    ]
    for amount in amounts { row.add(minorUnits: amount.minorUnits, of: currency) }
    for amount in [order.amountPaid, order.amountRefunded, order.amountDue] { row.add(minorUnits: amount, of: currency) }
    row.add(order.note)
    row.add(order.customerNote)
    row.add(plain: order.id.text)
    return row.line
  }
}

/// What places and people are called, read once for a whole file.
struct OrderSheetNames: Sendable {
  let locations: [ID<Location>: String]
  let registers: [ID<Register>: String]
  let staff: [String: String]

  init(_ work: UnitOfWork) throws {
    let most = PageRequest(limit: 200)
    locations = Dictionary(try work.listLocations(search: nil, page: most).elements.map { ($0.id, $0.name) }) { name, _ in name }
    registers = Dictionary(try work.listRegisters(search: nil, location: nil, page: most).elements.map { ($0.id, $0.name) }) { name, _ in
      name
    }
    staff = Dictionary(try work.listStaff(search: nil, page: most).elements.map { ($0.id.text, $0.name) }) { name, _ in name }
  }
}
