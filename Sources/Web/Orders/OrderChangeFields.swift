import Domain
import UseCases

/// Reads the bodies of PATCH: what is absent stays, `null` clears.
extension Fields {
  func orderChanges() -> OrderChanges {
    var changes = OrderChanges()
    changes.number = optional("number") { $0.text($1, limit: 40, minimum: 1) }
    changes.pricesIncludeTax = given("prices_include_tax") { $0.bool($1) }
    changes.taxesEnabled = given("taxes_enabled") { $0.bool($1) }
    changes.customerID = optional("customer_id") { $0.id($1, of: Customer.self) }
    changes.billingAddress = optional("billing_address") { $0.object($1)?.postalAddress() }
    changes.shippingAddress = optional("shipping_address") { $0.object($1)?.postalAddress() }
    changes.locationID = optional("location_id") { $0.id($1, of: Location.self) }
    changes.registerID = optional("register_id") { $0.id($1, of: Register.self) }
    changes.staffID = optional("staff_id") { $0.id($1, of: Staff.self) }
    changes.orderedAt = optional("ordered_at") { $0.instant($1) }
    changes.tags = given("tags") { $0.tags($1) }
    changes.note = optional("note") { $0.text($1, limit: 10_000, multiline: true) }
    changes.customerNote = optional("customer_note") { $0.text($1, limit: 10_000, multiline: true) }
    changes.papers = paperChanges()
    return changes
  }

  func lineChanges() -> LineChanges {
    var changes = LineChanges()
    changes.quantity = given("quantity") { $0.quantity($1) }
    changes.unitPrice = given("unit_price") { $0.unitPrice($1) }
    changes.priceReason = optional("price_reason") { $0.text($1) }
    changes.title = given("title") { $0.name($1, nullable: false) }
    changes.sku = optional("sku") { $0.identifier($1) }
    changes.discounts = given("discounts") { fields, key in fields.objects(key, limit: 20) { $0.discount() } }
    changes.taxRates = given("tax_rates") { $0.taxRates($1) }
    changes.priceIncludesTax = given("price_includes_tax") { $0.bool($1) }
    changes.isTaxable = given("taxable") { $0.bool($1) }
    changes.requiresShipping = given("requires_shipping") { $0.bool($1) }
    changes.isPreorder = given("preorder") { $0.bool($1) }
    changes.billingCycle = optional("billing_cycle") { $0.billingCycle($1) }
    changes.priceRuleID = optional("price_rule_id") { $0.id($1, of: PriceRule.self) }
    changes.promotions = optional("promotions") { $0.promotionNames($1) }
    changes.note = optional("note") { $0.text($1, limit: 10_000, multiline: true) }
    changes.properties = given("properties") { $0.properties($1) }
    if has("variant_id") {
      if isNull("variant_id") {
        changes.becomesCustom = true
      } else {
        fail("variant_id", "fixed", "A line keeps its variant; null turns it into a custom item.")
      }
    }
    return changes
  }

  func adjustmentChanges() -> AdjustmentChanges {
    var changes = AdjustmentChanges()
    changes.title = optional("title") { $0.text($1) }
    changes.reason = optional("reason") { $0.text($1) }
    changes.taxRates = given("tax_rates") { $0.taxRates($1) }
    changes.priceIncludesTax = given("price_includes_tax") { $0.bool($1) }
    if has("value") || has("value_type") {
      if let value = discountValue(fixedOnly: false) { changes.value = .set(value) }
    }
    return changes
  }

  /// A member that may be left out but not cleared.
  private func given<Value: Sendable>(_ key: String, _ read: (Fields, String) -> Value?) -> Change<Value> {
    let known = notes.failures.count
    guard has(key), let value = read(self, key) else {
      if isNull(key), notes.failures.count == known { fail(key, "type", "This field may be left out, but not null.") }
      return .keep
    }
    return .set(value)
  }

  /// A member that `null` clears.
  func optional<Value: Sendable>(_ key: String, _ read: (Fields, String) -> Value?) -> Change<Value?> {
    switch change(key, read) {
    case .none: .keep
    case .some(let value): .set(value)
    }
  }
}
