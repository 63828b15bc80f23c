import Domain
import UseCases

/// Carts that somebody at the demo shop has put aside.
struct DemoHolds {
  let work: UnitOfWork
  let location: ID<Location>
  let registers: [Register]
  let cashiers: [Staff]
  let goods: [String: Variant]
  let customers: [Customer]

  private struct Cart {
    let label: String?
    let till: Int
    let customer: Int?
    /// SKU and quantity as text.
    let items: [(sku: String, quantity: String)]
    var tags: [String] = []
  }

  private static let carts: [Cart] = [
    Cart(label: "Went to fetch the car", till: 0, customer: 0, items: [("POT-TC-24", "2"), ("SOL-TH-20", "1"), ("SOL-LAWN", "1.35")]),
    Cart(label: nil, till: 0, customer: nil, items: [("TLS-GLV-2", "1"), ("TLS-JUT", "2")]),
    Cart(label: "สมหญิง – รับพรุ่งนี้", till: 1, customer: 1, items: [("PLT-ORC", "2"), ("POT-GL-1", "2")], tags: ["pick up"]),
    Cart(label: "Hotel Lindenhof, balcony", till: 1, customer: 5, items: [("PLT-LAV-2L", "24"), ("POT-WB-80", "6")], tags: ["trade"]),
    Cart(label: "Żółty płaszcz", till: 1, customer: nil, items: [("TLS-ZBIK", "1"), ("HOM-TEA", "3")]),
  ]

  func add() throws {
    for (index, cart) in Self.carts.enumerated() {
      guard let register = registers.dropFirst(cart.till).first, let cashier = cashiers.dropFirst(index % max(1, cashiers.count)).first
      else { continue }
      try hold(cart, at: register, by: cashier)
    }
  }

  private func hold(_ cart: Cart, at register: Register, by cashier: Staff) throws {
    let principal = Principal(
      kind: .staff(cashier.id), role: cashier.role, name: cashier.name, locationID: location, registerID: register.id)
    let till = UnitOfWork(tx: work.tx, principal: principal, now: work.now, ids: work.ids, links: work.links)
    var order = NewOrder()
    order.channel = .register
    order.locationID = location
    order.registerID = register.id
    order.customerID = cart.customer.flatMap { customers.dropFirst($0).first?.id }
    order.lines = cart.items.compactMap { item in
      guard let variant = goods[item.sku], let quantity = Quantity(text: item.quantity) else { return nil }
      var line = NewLine(quantity: quantity)
      line.variantID = variant.id
      return line
    }
    let made = try till.createOrder(order).order
    var request = HoldRequest(registerID: register.id)
    request.label = cart.label
    request.tags = cart.tags
    _ = try till.holdOrder(made.id, request)
  }
}
