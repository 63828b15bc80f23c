import Domain
import SQLEngine

extension Order {
  /// An order from its row; its lines and money are added by the store.
  init(row: Row) throws {
    let currencyCode = try row.text("currency")
    guard let currency = Currency(currencyCode) else { throw EngineError.statement("Unknown currency \(currencyCode).") }
    self.init(
      id: try row.id("id"), clientID: try row.textOrNil("client_id"), draftNumber: try row.integer("draft_number"),
      channel: try row.choice("channel"), currency: currency, pricesIncludeTax: try row.flag("prices_include_tax"),
      taxesEnabled: try row.flag("taxes_enabled"), taxRounding: try row.choice("tax_rounding"), rounding: try row.choice("rounding"),
      createdAt: try row.instant("created_at"))
    number = try row.textOrNil("number")
    cancelReason = try row.textOrNil("cancel_reason")
    customerID = try row.idOrNil("customer_id")
    billingAddress = try row.textOrNil("billing_address").map(StoredAddress.address)
    shippingAddress = try row.textOrNil("shipping_address").map(StoredAddress.address)
    shippingLine = try row.textOrNil("shipping_line").map(OrderColumns.shippingLine)
    note = try row.textOrNil("note")
    customerNote = try row.textOrNil("customer_note")
    tags = try StoredList.strings(try row.text("tags"))
    locationID = try row.idOrNil("location_id")
    registerID = try row.idOrNil("register_id")
    staffID = try row.textOrNil("staff_id")
    conversationID = try row.idOrNil("conversation_id")
    orderedAt = try row.instantOrNil("ordered_at")
    take(
      Stored(
        status: try row.choice("status"), returnStatus: try row.choice("return_status"), hold: try Hold(row: row),
        lease: try Lease(row: row), placedAt: try row.instantOrNil("placed_at"), discardedAt: try row.instantOrNil("discarded_at"),
        discardedHold: try row.textOrNil("discarded_hold").map(OrderColumns.hold), updatedAt: try row.instant("updated_at"),
        version: try row.integer("version"), totals: .zero(currency)))
  }
}

extension Hold {
  fileprivate init?(row: Row) throws {
    guard let heldAt = try row.instantOrNil("held_at"), let registerID = try row.idOrNil("hold_register_id", Register.self) else {
      return nil
    }
    self.init(
      label: try row.textOrNil("hold_label"), registerID: registerID, staffID: try row.textOrNil("hold_staff_id"), heldAt: heldAt,
      expiresAt: try row.instantOrNil("hold_expires_at"), reservesStock: try row.integerOrNil("hold_reserves_stock") == 1)
  }
}

extension Lease {
  fileprivate init?(row: Row) throws {
    guard let until = try row.instantOrNil("lease_until"), let registerID = try row.idOrNil("lease_register_id", Register.self) else {
      return nil
    }
    self.init(registerID: registerID, staffID: try row.textOrNil("lease_staff_id"), until: until)
  }
}

extension LineItem {
  init(row: Row) throws {
    guard let quantity = Quantity(thousandths: try row.integer("quantity")),
      let refunded = Quantity(thousandths: try row.integer("refunded_quantity")),
      let released = Quantity(thousandths: try row.integer("released_quantity")),
      let unitPrice = UnitPrice(tenThousandths: try row.integer("unit_price"))
    else { throw StoredList.damaged }
    self.init(
      id: try row.id("id"), clientID: try row.textOrNil("client_id"), variantID: try row.idOrNil("variant_id"),
      title: try row.text("title"), sku: try row.textOrNil("sku"), unit: try row.textOrNil("unit"), quantity: quantity,
      unitPrice: unitPrice, listPrice: try row.integerOrNil("list_price").flatMap(UnitPrice.init(tenThousandths:)),
      priceSource: try row.choice("price_source"), priceReason: try row.textOrNil("price_reason"),
      priceTakenAt: try row.instant("price_taken_at"),
      unitCost: try row.integerOrNil("unit_cost").flatMap(UnitPrice.init(tenThousandths:)),
      discounts: try OrderColumns.discounts(try row.text("discounts")), taxRates: try OrderColumns.taxRates(try row.text("tax_rates")),
      isTaxable: try row.flag("taxable"), priceIncludesTax: try row.flag("price_includes_tax"),
      requiresShipping: try row.flag("requires_shipping"), isPreorder: try row.flag("preorder"), note: try row.textOrNil("note"),
      properties: try OrderColumns.properties(try row.text("properties")), refundedQuantity: refunded,
      position: try row.integer("position"), priceRuleID: try row.idOrNil("price_rule_id"),
      promotions: try row.textOrNil("promotions").map(PaperColumns.promotions) ?? [],
      billingCycle: try row.textOrNil("billing_cycle").map(PaperColumns.billingCycle))
    priceRuleTitle = try row.textOrNil("price_rule_title")
    priceRuleChoice = try row.choice("price_rule_choice")
    promotionsAreChosen = try row.flag("promotions_chosen")
    releasedQuantity = released
    if priceSource == .catalog, priceRuleID != nil { priceSource = .rule }
  }
}

extension Adjustment {
  init(row: Row) throws {
    let stored = try row.integer("value")
    let value: DiscountValue
    if try row.text("value_type") == "percentage" {
      guard let percentage = Percentage(partsPerMillion: stored) else { throw StoredList.damaged }
      value = .percentage(percentage)
    } else {
      value = .fixed(minorUnits: stored, per: .line)
    }
    self.init(
      id: try row.id("id"), kind: try row.choice("kind"), title: try row.textOrNil("title"), reason: try row.textOrNil("reason"),
      code: try row.textOrNil("code"), value: value, taxRates: try OrderColumns.taxRates(try row.text("tax_rates")),
      priceIncludesTax: try row.flag("price_includes_tax"), amount: try row.integer("amount"), staffID: try row.textOrNil("staff_id"),
      promotionID: try row.idOrNil("promotion_id"))
  }
}

extension Payment {
  init(row: Row) throws {
    self.init(
      id: try row.id("id"), method: try row.choice("method"), status: try row.choice("status"), amount: try row.integer("amount"),
      tendered: try row.integerOrNil("tendered"), change: try row.integer("change_given"),
      cashRounding: try row.integer("cash_rounding"), refunded: try row.integer("refunded"), reference: try row.textOrNil("reference"),
      giftCardID: try row.textOrNil("gift_card_id"), registerID: try row.idOrNil("register_id"),
      sessionID: try row.textOrNil("session_id"), staffID: try row.textOrNil("staff_id"), createdAt: try row.instant("created_at"))
    trace = try ProviderTrace(payment: row)
  }
}

extension Refund {
  init(row: Row) throws {
    self.init(
      id: try row.id("id"), paymentID: try row.idOrNil("payment_id"), method: try row.choice("method"),
      amount: try row.integer("amount"), cashRounding: try row.integer("cash_rounding"), reason: try row.textOrNil("reason"),
      lines: try OrderColumns.refundedLines(try row.text("lines")), registerID: try row.idOrNil("register_id"),
      sessionID: try row.textOrNil("session_id"), staffID: try row.textOrNil("staff_id"), createdAt: try row.instant("created_at"),
      origin: try row.choice("origin"), reference: try row.textOrNil("reference"), requestKey: try row.textOrNil("request_key"),
      status: try row.choice("status"), providerRefund: try row.textOrNil("provider_refund"), failure: try row.textOrNil("failure"),
      settledAt: try row.instantOrNil("settled_at"), returnID: try row.idOrNil("return_id"))
    excess = try row.integer("excess")
  }
}
