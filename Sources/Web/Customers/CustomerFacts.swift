import Documents
import Domain
import UseCases

/// What the page of a customer shows beside their fields: orders, store credit, and their data as a whole.
struct CustomerFacts: Sendable {
  let customer: Customer
  let orders: [Order]
  /// Whether there are more orders than these.
  let hasMoreOrders: Bool
  let entries: [CreditEntry]
  let settings: ShopSettings

  init(of id: ID<Customer>, in work: UnitOfWork) throws {
    customer = try work.findCustomer(id)
    settings = try work.readSettings()
    entries = try work.listCredit(of: id, page: PageRequest(limit: 20)).elements
    var filter = OrderFilter()
    filter.customers = [id]
    filter.statuses = OrderStatus.allCases
    let page = try work.listOrders(filter, page: PageRequest(limit: 10))
    orders = page.elements
    hasMoreOrders = page.next != nil
  }

  func panels(for principal: Principal, texts: Texts) -> [ResourcePanel] {
    let together = ResourcePanel("customers/together", ["customer_id": .text(customer.id.text)])
    return [
      ResourcePanel(
        "customers/orders",
        [
          "orders": .list(orders.map { view(of: $0, texts) }), "has_orders": .flag(!orders.isEmpty), "has_more": .flag(hasMoreOrders),
          "create_path": .text("/admin/orders"),
        ]),
      ResourcePanel("customers/cards", ["customer_id": .text(customer.id.text)]),
      ResourcePanel(
        "customers/credit",
        [
          "customer_id": .text(customer.id.text), "balance": .text(money(customer.storeCredit)),
          "symbol": .text(settings.currency.symbol), "decimals": .text(String(settings.currency.exponent)),
          "entries": .list(entries.map(view)), "has_entries": .flag(!entries.isEmpty), "may_give": .flag(principal.may(.giveCredit)),
        ]),
    ] + (principal.may(.mergeContacts) ? [together] : []) + [
      ResourcePanel(
        "customers/privacy",
        [
          "customer_id": .text(customer.id.text), "customer_name": .text(customer.shownName),
          "may_export": .flag(principal.may(.exportCustomer)), "may_erase": .flag(principal.may(.eraseCustomer)),
        ])
    ]
  }

  private func view(of order: Order, _ texts: Texts) -> View {
    let status = order.displayStatus.rawValue
    return .object([
      "number": .text(order.shownNumber), "path": .text("/admin/orders/\(order.id)"),
      "date": .text(wall(order.placedAt ?? order.createdAt)),
      "status": .text(texts.say("customers.status.\(status)")), "chip": .text("chip-\(status)"), "total": .text(order.totals.total.text),
    ])
  }

  private func view(_ entry: CreditEntry) -> View {
    .object([
      "date": .text(wall(entry.createdAt)), "delta": .text(entry.delta > 0 ? "+" + money(entry.delta) : money(entry.delta)),
      "left": .text(money(entry.balance)), "reason": .text(entry.reason), "actor": .text(entry.actor),
      "order_path": entry.orderID.map { .text("/admin/orders/\($0)") } ?? .flag(false),
    ])
  }

  private func money(_ minorUnits: Int64) -> String {
    Money(minorUnits: minorUnits, currency: settings.currency).text
  }

  private func wall(_ instant: Instant) -> String {
    WallClock.text(instant, in: settings.timeZone)
  }
}
