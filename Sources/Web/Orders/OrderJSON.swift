import Domain
import JSON

/// The order as every answer shows it (`api.md` §2), written by hand because every till waits for it.
enum OrderJSON {
  static func write(_ order: Order, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", order.id.text)
      json.member("client_id", order.clientID)
      json.member("number", order.number)
      json.member("draft_number", order.draftNumberText)
      json.member("status", order.status.rawValue)
      json.member("payment_status", order.paymentStatus.rawValue)
      json.member("fulfillment_status", order.fulfillmentStatus.rawValue)
      json.member("return_status", order.returnStatus.rawValue)
      json.member("display_status", order.displayStatus.rawValue)
      json.member("channel", order.channel.rawValue)
      hold(order.hold, &json)
      lease(order.lease, &json)
      json.member("currency", order.currency.code)
      json.member("prices_include_tax", order.pricesIncludeTax)
      json.member("taxes_enabled", order.taxesEnabled)
      json.member("tax_rounding", order.taxRounding.rawValue)
      json.member("rounding", order.rounding.rawValue)
      parties(order, &json)
      json.member("lines", array: order.lines) { LineJSON.write($1, to: &$0) }
      json.member("adjustments", array: order.adjustments) { AdjustmentJSON.write($1, to: &$0) }
      AdjustmentJSON.writeShipping(order, &json)
      sums(order, &json)
      contents(order, &json)
      PaperJSON.write(order, &json)
      json.member("shipments", array: order.shipments) { ShipmentAPI.write($1, to: &$0) }
      TransferJSON.writeAll(order, &json)
      PaymentJSON.writeAll(order, &json)
      ReturnJSON.writeAll(order, &json)
      json.member("location_id", order.locationID?.text)
      json.member("register_id", order.registerID?.text)
      json.member("staff_id", order.staffID)
      json.member("conversation_id", order.conversationID?.text)
      json.member("ordered_at", (order.orderedAt ?? order.createdAt).text)
      json.member("placed_at", order.placedAt?.text)
      json.member("created_at", order.createdAt.text)
      json.member("updated_at", order.updatedAt.text)
      json.member("version", Optional(order.version))
    }
  }

  private static func hold(_ hold: Hold?, _ json: inout JSONWriter) {
    guard let hold else { return json.member("hold", JSON.null) }
    json.member("hold") {
      $0.member("label", hold.label)
      $0.member("register_id", hold.registerID.text)
      $0.member("staff_id", hold.staffID)
      $0.member("held_at", hold.heldAt.text)
      $0.member("expires_at", hold.expiresAt?.text)
      $0.member("reserves_stock", hold.reservesStock)
    }
  }

  private static func lease(_ lease: Lease?, _ json: inout JSONWriter) {
    guard let lease else { return json.member("lease", JSON.null) }
    json.member("lease") {
      $0.member("register_id", lease.registerID.text)
      $0.member("staff_id", lease.staffID)
      $0.member("until", lease.until.text)
    }
  }

  private static func parties(_ order: Order, _ json: inout JSONWriter) {
    json.member("customer_id", order.customerID?.text)
    customer(order.customer, &json)
    json.key("billing_address")
    address(order.billingAddress, &json)
    json.key("shipping_address")
    address(order.shippingAddress, &json)
  }

  /// Enough to know who it is for and what credit they may pay with.
  private static func customer(_ customer: Customer?, _ json: inout JSONWriter) {
    guard let customer else { return json.member("customer", JSON.null) }
    json.member("customer") {
      $0.member("id", customer.id.text)
      $0.member("name", customer.name)
      $0.member("company", customer.company)
      $0.member("email", customer.email)
      $0.member("phone", customer.phone)
      $0.member("store_credit", Optional(customer.storeCredit))
    }
  }

  private static func sums(_ order: Order, _ json: inout JSONWriter) {
    let totals = order.totals
    json.member("tax_lines", array: totals.taxLines) { LineJSON.write($1, to: &$0) }
    json.member("subtotal", Optional(totals.subtotal.minorUnits))
    json.member("discount_total", Optional(totals.discountTotal.minorUnits))
    json.member("shipping_total", Optional(totals.shippingTotal.minorUnits))
    json.member("tax_total", Optional(totals.taxTotal.minorUnits))
    json.member("total", Optional(totals.total.minorUnits))
    json.member("cash_rounding", Optional(order.cashRounding))
    json.member("amount_paid", Optional(order.amountPaid))
    json.member("amount_refunded", Optional(order.amountRefunded))
    json.member("amount_due", Optional(order.amountDue))
    json.member("due_on", order.dueOn?.text)
    json.member("overdue", order.isOverdue)
  }

  private static func contents(_ order: Order, _ json: inout JSONWriter) {
    json.member("note", order.note)
    json.member("customer_note", order.customerNote)
    json.member("tags", strings: order.tags)
  }
}

extension OrderJSON {
  static func address(_ address: Address?, _ writer: inout JSONWriter) {
    guard let address else { return writer.null() }
    CustomerJSON.address(address, to: &writer)
  }

  /// The whole order with its version as the entity tag.
  static func reply(_ order: Order, status: Int = 200) -> Reply {
    Reply.json(status: status) { write(order, to: &$0) }.with("ETag", "\"\(order.version)\"")
  }
}
