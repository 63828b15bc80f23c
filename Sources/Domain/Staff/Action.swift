/// Everything the shop asks permission for, in the words of ``Policy``.
///
/// The raw value is what `POST /approvals` and an `approval_required` answer name.
package enum Action: String, Sendable, CaseIterable {
  // Orders
  case readOrders = "read_orders"
  case editOrders = "edit_orders"
  case hold
  case retrieve
  case discount
  case overridePrice = "override_price"
  /// Credit and debit adjustments after tax.
  case giveCredit = "give_credit"
  /// An order number chosen by hand.
  case setNumber = "set_number"
  case discardOrder = "discard_order"
  /// Orders as a file for spreadsheets.
  case exportOrders = "export_orders"
  /// Shows a list kept under a name to everybody.
  case shareViews = "share_views"
  case splitMerge = "split_merge"
  /// Sending an order's invoice, and taking it back to be changed.
  case sendInvoice = "send_invoice"
  case complete
  /// Closing what is done, and opening it again.
  case closeOrder = "close_order"
  /// Saying that somebody has seen what came in.
  case acknowledgeAlerts = "acknowledge_alerts"
  /// Calling off an order that was placed.
  case cancelOrder = "cancel_order"
  /// Changing what is on an order that was placed; whoever vouches for it vouches for its prices and for what goes back too.
  case editPlacedOrder = "edit_placed_order"
  /// Taking goods of a sale back, or refusing to; the money is another right.
  case takeReturns = "take_returns"
  case takePayment = "take_payment"
  /// Charging a card that a provider keeps for a customer.
  case chargeCard = "charge_card"
  /// Saying that a transfer has arrived, or has not.
  case confirmTransfer = "confirm_transfer"
  /// Money that somebody has to decide about.
  case readPaymentTasks = "read_payment_tasks"
  case resolvePaymentTask = "resolve_payment_task"
  case refund
  /// Giving money back another way than it was paid, such as cash for a card.
  case refundElsewhere = "refund_elsewhere"
  case refundWithoutReceipt = "refund_without_receipt"
  // Goods, people, stock
  case readCatalog = "read_catalog"
  case manageCatalog = "manage_catalog"
  /// The grid of tiles at the register.
  case editTiles = "edit_tiles"
  case readCustomers = "read_customers"
  case manageCustomers = "manage_customers"
  /// A copy of everything the shop knows of a person.
  case exportCustomer = "export_customer"
  /// Removes what the shop knows of a person, for good.
  case eraseCustomer = "erase_customer"
  case readGiftCards = "read_gift_cards"
  case manageGiftCards = "manage_gift_cards"
  case readStock = "read_stock"
  case adjustStock = "adjust_stock"
  /// Counting shelves, and receiving what another place sent.
  case countStock = "count_stock"
  // Shipping
  case readShipping = "read_shipping"
  /// Zones, rates and couriers.
  case manageShipping = "manage_shipping"
  /// Preparing the packages of an order.
  case pack
  /// Letting goods leave the shop, and saying that they arrived.
  case fulfil
  /// Notes, terms and terms of payment that orders take copies of.
  case readTemplates = "read_templates"
  case manageTemplates = "manage_templates"
  /// Price rules and promotions.
  case readPricing = "read_pricing"
  case managePricing = "manage_pricing"
  // The shop
  case readTax = "read_tax"
  case manageTax = "manage_tax"
  case readSettings = "read_settings"
  case manageSettings = "manage_settings"
  case readRegisters = "read_registers"
  case manageRegisters = "manage_registers"
  /// Makes a browser one of the shop's tills.
  case enrolDevice = "enrol_device"
  case openSession = "open_session"
  case moveCash = "move_cash"
  case closeSession = "close_session"
  case readStaff = "read_staff"
  case manageStaff = "manage_staff"
  case manageTokens = "manage_tokens"
  /// Vouches for a colleague by PIN.
  case approve
  // The books
  case readReports = "read_reports"
  case readEvents = "read_events"
  // Conversations
  case readConversations = "read_conversations"
  /// Writing in a conversation, and everything that goes with answering: who answers, whom it is with, that it was read.
  case reply
  /// Putting conversations, or two records of one customer, together; and removing a conversation.
  case mergeContacts = "merge_contacts"
  // What leaves the shop
  case readMessages = "read_messages"
  /// Writing to customers, and writing again.
  case sendMessages = "send_messages"
  /// Who is told of events by webhook.
  case manageWebhooks = "manage_webhooks"
  case readMetrics = "read_metrics"
  case importData = "import_data"
  case exportData = "export_data"
  case backup
}

extension Action {
  /// Whether it changes or shows what all locations share, so that somebody bound to one of them may not do it whatever their role.
  package var isForTheWholeShop: Bool {
    switch self {
    case .manageSettings, .managePricing, .manageTemplates, .importData, .exportData, .backup, .eraseCustomer,
      .readMetrics:
      true
    default: false
    }
  }
}
