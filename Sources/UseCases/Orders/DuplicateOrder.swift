package import Domain
import Stores

extension UnitOfWork {
  /// Makes a draft with the contents of any order: same lines, adjustments and addresses, no money, no number, no hold.
  package func duplicateOrder(_ id: ID<Order>) throws -> Order {
    try principal.require(.editOrders)
    guard let source = try tx.orders.find(id, in: try orderScope()) else { throw Refusal.notFound("order") }
    var copy = try blankDraft(like: source)
    for line in source.lines { try copy.add(copyOf(line, quantity: line.quantity)) }
    for adjustment in source.adjustments { try copy.add(copyOf(adjustment)) }
    copy.shippingLine = source.shippingLine
    try addNew(&copy)
    return copy
  }

  /// An empty draft for the same customer at the same place.
  func blankDraft(like source: Order) throws -> Order {
    var draft = Order(
      id: ids.next(), clientID: nil, draftNumber: try tx.counters.next("draft"),
      channel: source.channel == .import ? .backOffice : source.channel, currency: source.currency,
      pricesIncludeTax: source.pricesIncludeTax, taxesEnabled: source.taxesEnabled, taxRounding: source.taxRounding,
      rounding: source.rounding, createdAt: now)
    draft.customerID = source.customerID
    draft.customer = source.customer
    draft.billingAddress = source.billingAddress
    draft.shippingAddress = source.shippingAddress
    draft.tags = source.tags
    draft.note = source.note
    draft.customerNote = source.customerNote
    draft.papers = source.papers.forCopy
    draft.locationID = source.locationID
    draft.registerID = source.registerID
    draft.staffID = principal.staffID?.text
    draft.conversationID = source.conversationID
    return draft
  }

  /// A line of its own with the same goods at the same price.
  func copyOf(_ line: LineItem, quantity: Quantity) -> LineItem {
    var copy = LineItem(
      id: ids.next(), variantID: line.variantID, title: line.title, sku: line.sku, unit: line.unit, quantity: quantity,
      unitPrice: line.unitPrice, listPrice: line.listPrice, priceSource: line.priceSource, priceReason: line.priceReason,
      priceTakenAt: line.priceTakenAt, unitCost: line.unitCost, discounts: line.discounts, taxRates: line.taxRates,
      isTaxable: line.isTaxable, priceIncludesTax: line.priceIncludesTax, requiresShipping: line.requiresShipping,
      isPreorder: line.isPreorder, note: line.note, properties: line.properties, priceRuleID: line.priceRuleID,
      promotions: line.promotions, billingCycle: line.billingCycle)
    copy.priceRuleTitle = line.priceRuleTitle
    copy.priceRuleChoice = line.priceRuleChoice
    copy.promotionsAreChosen = line.promotionsAreChosen
    return copy
  }

  /// An adjustment of its own with the same effect.
  func copyOf(_ adjustment: Adjustment) -> Adjustment {
    Adjustment(
      id: ids.next(), kind: adjustment.kind, title: adjustment.title, reason: adjustment.reason, code: adjustment.code,
      value: adjustment.value, taxRates: adjustment.taxRates, priceIncludesTax: adjustment.priceIncludesTax, staffID: adjustment.staffID,
      promotionID: adjustment.promotionID)
  }

  func addNew(_ order: inout Order) throws {
    try order.recalculate()
    try requoteShipping(&order)
    try tx.orders.add(order, contentHash: nil)
    try index(order)
    try tell("order.created", of: order)
  }
}
