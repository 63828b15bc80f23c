package import Domain
import Stores

/// A draft before it has a number.
///
/// It goes from thread to thread whole, which is why it is a class: to copy an order is to count up everything in it.
package final class PlannedOrder: Sendable {
  let order: Order
  let lines: LinesToAdd
  let text: SearchText

  init(order: Order, lines: LinesToAdd, text: SearchText) {
    self.order = order
    self.lines = lines
    self.text = text
  }
}

extension UnitOfWork {
  /// Makes a draft (T1): nothing in it is demanded, everything in it is checked.
  ///
  /// Somebody new becomes a customer in the same transaction, so that neither is ever there without the other.
  ///
  /// - Parameter plan: what ``planOrder(_:)`` gave, where that was asked before; it is what it would give now.
  /// - Returns: the draft, and whether it is new; the same `client_id` with the same content gives the order there already is.
  /// - Throws: ``RefusalCode/clientIDTaken``, ``RefusalCode/validationFailed``, ``RefusalCode/numberTaken``.
  package func createOrder(_ request: NewOrder, plan: PlannedOrder? = nil) throws -> (order: Order, isNew: Bool) {
    try principal.require(.editOrders)
    let taken = try tx.orders.taken(clientID: request.clientID, lines: request.lines.compactMap(\.clientID))
    if taken.order, let existing = try repeated(request) { return (existing, false) }
    let plan = try plan ?? planOrder(request)
    var order = plan.order
    order.becomeDraft(number: try tx.counters.next("draft"))
    try checkDiscounts(of: order)
    try refuse(taken.lines, in: request.lines)
    if request.newCustomer != nil, let customer = order.customer { try keepCustomer(customer) }
    try tx.orders.add(order, contentHash: request.contentHash, lines: plan.lines)
    try index(order, plan.text)
    try tell("order.created", of: order, isFirst: true)
    if let registerID = order.registerID, order.channel == .register { try tx.registers.open(order.id, at: registerID) }
    return (order, true)
  }

  /// Everything of a new draft that asks for nothing but what changes seldom: its sums, and how it is written down and found.
  package func planOrder(_ request: NewOrder) throws -> PlannedOrder {
    let order = try calculateOrder(request)
    var hashes: [ID<LineItem>: String] = [:]
    for (line, asked) in zip(order.lines, request.lines) where line.clientID != nil { hashes[line.id] = asked.contentHash }
    return PlannedOrder(order: order, lines: tx.orders.lines(of: order, contentHashes: hashes), text: try searchText(of: order))
  }

  /// The order that a body would make, with every sum, unsaved.
  package func calculateOrder(_ request: NewOrder) throws -> Order {
    try principal.require(.editOrders)
    var order = try draftOrder(request)
    try order.recalculate()
    return order
  }

  private func draftOrder(_ request: NewOrder) throws -> Order {
    let settings = try tx.settings.current()
    let conversation = try conversation(of: request)
    var order = Order(
      id: ids.next(), clientID: request.clientID, draftNumber: 0,
      channel: request.takesChannel ? conversation?.channel.orderChannel ?? request.channel : request.channel,
      currency: request.currency ?? settings.currency, pricesIncludeTax: request.pricesIncludeTax ?? settings.pricesIncludeTax,
      taxesEnabled: request.taxesEnabled ?? true, taxRounding: request.taxRounding ?? settings.taxRounding,
      rounding: request.rounding ?? settings.rounding, createdAt: now)
    try place(&order, locationID: request.locationID, registerID: request.registerID)
    if let number = request.number { try setNumber(number, of: &order) }
    order.billingAddress = request.billingAddress
    order.shippingAddress = request.shippingAddress
    order.orderedAt = request.orderedAt
    order.tags = request.tags
    order.note = request.note
    order.customerNote = request.customerNote
    order.papers = request.papers
    order.papers.settle(now: now)
    order.conversationID = conversation?.id
    try setCustomer(request.customerID ?? (request.newCustomer == nil ? standingCustomer(of: conversation) : nil), of: &order)
    if let newCustomer = request.newCustomer { order.belong(to: try makeCustomer(newCustomer)) }
    if let taxesEnabled = request.taxesEnabled { order.taxesEnabled = taxesEnabled }
    order.staffID = principal.staffID?.text
    for line in try makeLines(request.lines, for: order, path: { "lines[\($0)]." }) { try order.add(line) }
    for (index, adjustment) in request.adjustments.enumerated() {
      try add(adjustment, to: &order, path: "adjustments[\(index)].", isStored: false)
    }
    try price(&order, since: nil, settings: settings, path: { "lines[\($0)]." })
    if let line = request.shippingLine {
      if line.rateID != nil { try order.recalculate() }
      order.shippingLine = try makeShippingLine(line, for: order, path: "shipping_line.")
      order.followPickup()
    }
    return order
  }

  private func conversation(of request: NewOrder) throws -> Conversation? {
    guard let id = request.conversationID else { return nil }
    guard let conversation = try standing(id), principal.decision(on: .readConversations) == .allow,
      principal.locationID == nil || conversation.locationID == nil || conversation.locationID == principal.locationID
    else { throw Refusal.invalid("conversation_id", "unknown", "There is no such conversation.") }
    return conversation
  }

  /// Whom a conversation is with; nobody where they were removed since.
  private func standingCustomer(of conversation: Conversation?) throws -> ID<Customer>? {
    try conversation?.customerID.flatMap { try tx.customers.find($0) }?.id
  }

  /// The order that this very request made before.
  private func repeated(_ request: NewOrder) throws -> Order? {
    guard let clientID = request.clientID else { return nil }
    if let existing = try tx.orders.find(clientID: clientID, in: try orderScope()) {
      if existing.contentHash == request.contentHash { return existing.order }
      throw Self.clientIDTaken
    }
    throw Self.clientIDTaken
  }

  private func refuse(_ taken: Set<String>, in lines: [NewLine]) throws {
    guard !taken.isEmpty else { return }
    for (index, line) in lines.enumerated() {
      guard let clientID = line.clientID, taken.contains(clientID) else { continue }
      throw Refusal(
        .clientIDTaken, "The client_id of line \(index + 1) belongs to another line.",
        failures: [FieldFailure(field: "lines[\(index)].client_id", code: "taken", message: "Use a new UUID for a new line.")])
    }
  }

  static let clientIDTaken = Refusal(
    .clientIDTaken, "This client_id belongs to other content. Use a new UUID for something new.",
    failures: [FieldFailure(field: "client_id", code: "taken", message: "Use a new UUID for something new.")])
}
