import Domain
import UseCases

/// Reads the bodies that make and change orders (`api.md` §2); whatever the server computes is unknown here and so refused.
extension Fields {
  /// The body of a new order.
  func newOrder() -> NewOrder {
    var order = NewOrder()
    order.clientID = uuid("client_id")
    let channel = choice("channel", of: Channel.self)
    order.channel = channel ?? .api
    order.takesChannel = channel == nil
    order.conversationID = id("conversation_id", of: Conversation.self)
    order.currency = currency("currency")
    order.pricesIncludeTax = bool("prices_include_tax")
    order.taxesEnabled = bool("taxes_enabled")
    order.taxRounding = choice("tax_rounding", of: TaxRounding.self)
    order.rounding = choice("rounding", of: Rounding.self)
    order.number = text("number", limit: 40, minimum: 1)
    order.customerID = id("customer_id", of: Customer.self)
    order.newCustomer = object("new_customer")?.newCustomer()
    if order.customerID != nil, order.newCustomer != nil {
      fail("new_customer", "conflict", "An order is for one customer: somebody the shop knows or somebody new.")
    }
    order.billingAddress = object("billing_address")?.postalAddress()
    order.shippingAddress = object("shipping_address")?.postalAddress()
    order.locationID = id("location_id", of: Location.self)
    order.registerID = id("register_id", of: Register.self)
    order.orderedAt = instant("ordered_at")
    order.tags = tags("tags") ?? []
    order.note = text("note", limit: 10_000, multiline: true)
    order.customerNote = text("customer_note", limit: 10_000, multiline: true)
    order.lines = objects("lines", limit: Order.lineLimit) { $0.newLine() } ?? []
    order.adjustments = objects("adjustments", limit: Order.lineLimit) { $0.newAdjustment() } ?? []
    order.shippingLine = object("shipping_line")?.newShippingLine()
    order.papers = orderPapers()
    order.contentHash = contentHash
    return order
  }

  /// One line; the quantity must be there.
  func newLine() -> NewLine? {
    var line = NewLine(quantity: quantity("quantity", required: true) ?? .one)
    line.clientID = uuid("client_id")
    line.variantID = id("variant_id", of: Variant.self)
    line.title = name("title")
    line.sku = identifier("sku")
    line.unit = text("unit", limit: 20, minimum: 1)
    line.unitPrice = unitPrice("unit_price")
    line.priceReason = text("price_reason")
    line.discounts = objects("discounts", limit: 20) { $0.discount() } ?? []
    line.taxRates = taxRates("tax_rates")
    line.priceIncludesTax = bool("price_includes_tax")
    line.isTaxable = bool("taxable")
    line.requiresShipping = bool("requires_shipping")
    line.isPreorder = bool("preorder") ?? false
    line.billingCycle = change("billing_cycle") { $0.billingCycle($1) }
    line.priceRuleID = optional("price_rule_id") { $0.id($1, of: PriceRule.self) }
    line.promotions = isNull("promotions") ? nil : promotionNames("promotions")
    line.note = text("note", limit: 10_000, multiline: true)
    line.properties = properties("properties") ?? []
    line.contentHash = contentHash
    return line
  }

  func newAdjustment() -> NewAdjustment? {
    let kind = choice("kind", of: Adjustment.Kind.self, required: true)
    if let kind, namesItsValue(kind) { return namedAdjustment(kind) }
    let value = discountValue(fixedOnly: kind.map { !$0.lowersLines } ?? false)
    guard let kind, let value else {
      knowAdjustment()
      return nil
    }
    var adjustment = NewAdjustment(kind: kind, value: value)
    adjustment.title = text("title")
    adjustment.reason = text("reason")
    adjustment.code = identifier("code")
    adjustment.taxRates = taxRates("tax_rates") ?? []
    adjustment.priceIncludesTax = bool("price_includes_tax")
    if kind != .fee, has("tax_rates") || has("price_includes_tax") {
      fail("tax_rates", "fee_only", "Only a fee has taxes of its own.")
    }
    return adjustment
  }

  /// Reads the rest of a broken adjustment, so that its known members are not called unknown.
  private func knowAdjustment() {
    _ = (text("title"), text("reason"), identifier("code"), taxRates("tax_rates"), bool("price_includes_tax"))
  }

  func newShippingLine() -> NewShippingLine? {
    var line = NewShippingLine()
    line.rateID = id("rate_id", of: ShippingRate.self)
    let isByHand = !has("rate_id") || isNull("rate_id")
    line.title = name("title", required: isByHand, nullable: false)
    line.price = amount("price", required: isByHand)
    line.taxRates = taxRates("tax_rates")
    line.priceIncludesTax = bool("price_includes_tax")
    line.parcel = object("package")?.parcel()
    line.pickupLocationID = id("pickup_location_id", of: Location.self)
    if !isByHand, line.pickupLocationID != nil { fail("pickup_location_id", "by_hand_only", "A rate is for goods that are sent.") }
    if isByHand, line.parcel != nil { fail("package", "rate_only", "Only a rate looks at the package.") }
    return line
  }

  func discount() -> Discount? {
    let value = discountValue(fixedOnly: false)
    let (title, reason) = (text("title"), text("reason"))
    return value.map { Discount(value: $0, title: title, reason: reason) }
  }

  /// `value_type` and `value`: a percentage as a decimal text, or minor units for the line or for each unit.
  func discountValue(fixedOnly: Bool) -> DiscountValue? {
    enum Kind: String, CaseIterable { case percentage, fixed }
    let kind = choice("value_type", of: Kind.self, required: true)
    let scope = choice("per", of: DiscountScope.self) ?? .line
    switch kind {
    case .percentage:
      let value = percentage("value", required: true)
      if fixedOnly { fail("value_type", "choice", "This kind of adjustment is a fixed amount.") }
      return fixedOnly ? nil : value.map { .percentage($0) }
    case .fixed: return amount("value", required: true).map { .fixed(minorUnits: $0, per: scope) }
    case nil:
      _ = raw("value")
      return nil
    }
  }

  func taxRates(_ key: String) -> [TaxRate]? {
    objects(key, limit: 10) { rate in
      let title = rate.name("title", limit: 200, required: true)
      let value = rate.rate("rate", required: true)
      guard let title, let value else { return nil }
      return TaxRate(title: title, rate: value)
    }
  }

  func properties(_ key: String) -> [LineProperty]? {
    dictionary(key, limit: 50)?.map { LineProperty(name: $0.key, value: $0.value) }
  }

  /// Tags without repetition, in the order they came.
  func tags(_ key: String) -> [String]? {
    guard let tags = texts(key, limit: 50, textLimit: 100) else { return nil }
    var seen: Set<String> = []
    return tags.map(TextRules.trimmed).filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  func currency(_ key: String) -> Currency? {
    guard let code = text(key, limit: 3) else { return nil }
    guard let currency = Currency(code) else {
      fail(key, "choice", "A currency code of ISO 4217, such as EUR.")
      return nil
    }
    return currency
  }

  /// A UUID in any of its spellings, kept in lower case.
  func uuid(_ key: String) -> String? {
    guard let text = text(key, limit: 36) else { return nil }
    let bytes = Array(text.utf8)
    let isUUID =
      bytes.count == 36
      && bytes.enumerated().allSatisfy { index, byte in
        [8, 13, 18, 23].contains(index)
          ? byte == 45 : (48...57).contains(byte) || (97...102).contains(byte) || (65...70).contains(byte)
      }
    guard isUUID else {
      fail(key, "uuid", "A UUID, such as 3f2c8a1e-5b6d-4e7f-8a9b-0c1d2e3f4a5b.")
      return nil
    }
    return text.lowercased()
  }
}
