/// Where an order stands in its life; set only by ``Order/move(_:)`` through the table in `OrderMoves.swift`.
package enum OrderStatus: String, Sendable, CaseIterable {
  case draft
  case invoiceSent = "invoice_sent"
  case placed, closed, canceled
}

/// What the money says; derived from payments and refunds, never set.
package enum PaymentStatus: String, Sendable, CaseIterable {
  case unpaid, pending, authorized
  case partiallyPaid = "partially_paid"
  case paid, overpaid
  case partiallyRefunded = "partially_refunded"
  case refunded, voided
}

/// What has left the shop; derived from what was handed over or shipped, never set.
package enum FulfillmentStatus: String, Sendable, CaseIterable {
  case notRequired = "not_required"
  case unfulfilled
  case partiallyFulfilled = "partially_fulfilled"
  case readyForPickup = "ready_for_pickup"
  case shipped, fulfilled
}

/// What has come back; derived from returns, never set.
package enum ReturnStatus: String, Sendable, CaseIterable {
  case none, requested
  case partiallyReceived = "partially_received"
  case received, refunded, rejected
}

/// The one word a list shows for an order; the first that holds wins (`docs/states.md`).
package enum DisplayStatus: String, Sendable, CaseIterable {
  case canceled, returned
  case onHold = "on_hold"
  case draft, completed, shipped
  case readyForPickup = "ready_for_pickup"
  case paymentCheck = "payment_check"
  case paid
  case awaitingPayment = "awaiting_payment"
}

/// Where an order came from.
package enum Channel: String, Sendable, CaseIterable {
  case register
  case backOffice = "back_office"
  case phone
  case onlineStore = "online_store"
  case facebook, instagram, line
  case webChat = "web_chat"
  case api
  case `import`
}
