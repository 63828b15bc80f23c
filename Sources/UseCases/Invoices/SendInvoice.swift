package import Domain
import JSON
import Stores

/// How somebody wants an invoice to reach its customer.
package struct InvoiceRequest: Sendable {
  package var way: InvoiceWay
  /// Nil takes the customer's own address or number.
  package var recipient: String?
  /// What is said before the invoice; nil says it in the shop's usual words.
  package var message: String?
  /// What the caller believes it costs, in minor units.
  package var expectedTotal: Int64?

  package init(way: InvoiceWay) {
    self.way = way
  }
}

/// Puts an invoice into the words of a message; given by the floor that knows words.
///
/// ``CheckoutLink/placeholder`` stands in it for the link.
package typealias InvoiceLetter = @Sendable (_ revision: InvoiceRevision, _ request: InvoiceRequest) throws -> NewMessage

extension UnitOfWork {
  /// Sends an order's invoice: the first time and after a change it locks the order and freezes a revision (T5), afterwards it sends the
  /// same revision again (T7). Copying the link or the text is sending too, because the link is live from then on.
  ///
  /// - Throws: ``RefusalCode/totalChanged``, ``RefusalCode/notReady``, also for points that the customer has not
  ///   (M18), `validationFailed` for a recipient that cannot be reached.
  package func sendInvoice(_ id: ID<Order>, _ request: InvoiceRequest, letter: InvoiceLetter) throws -> Order {
    try principal.require(.sendInvoice)
    let before = try takeOrder(id)
    var order = before
    let isNew = before.status != .invoiceSent
    try order.allow(isNew ? .sendInvoice : .resend)
    try check(expectedTotal: request.expectedTotal, of: order)
    let recipient = try request.way.channel.map { try self.recipient(request.recipient, $0, of: order) }
    var request = request
    request.recipient = recipient?.address
    try makeLink(of: id)
    if isNew { try freeze(&order, isFreeMeant: request.expectedTotal == 0) }
    guard let revision = try tx.invoices.find(id) else { throw Refusal.notFound("invoice") }
    let facts: [(key: String, value: JSON)] = [
      ("revision", .number(String(revision.revision))), ("via", .string(request.way.rawValue)), ("again", .bool(!isNew)),
    ]
    if isNew {
      if before.hold?.reservesStock == true { try tx.stock.releaseReservations(of: id) }
      try tx.registers.clear(id)
      guard try reservePoints(for: order) else { throw notReady(order, try pointsFailures(of: order)) }
      try keep(&order, since: before, event: "order.invoice_sent", data: facts)
    } else {
      try tell("order.invoice_sent", of: order, data: facts)
    }
    if let recipient { try send(try letter(revision, request), to: recipient) }
    return try linked(order)
  }

  /// Takes an unpaid order back to be changed (T6). The revision ends at once, and so do messages with it that wait; the link stays and
  /// says that the order is being updated.
  package func revertToDraft(_ id: ID<Order>) throws -> Order {
    try principal.require(.sendInvoice)
    let before = try takeOrder(id)
    var order = before
    try order.revertToDraft()
    try tx.invoices.supersede(id, at: now)
    try cancelInvoiceMessages(of: order)
    try releasePoints(of: order)
    try keep(&order, since: before, event: "order.reverted", data: [("revision", .number(String(before.invoice?.revision ?? 0)))])
    return order
  }

  /// Gives an order that is placed without having been sent its invoice; a sale over the counter has its receipt.
  func invoicePlacing(_ order: inout Order) throws {
    guard order.invoice == nil, !order.isRegisterSale else { return }
    let number = try issueNumber(for: order.id)
    order.invoice = InvoiceState(revision: 1, number: number, sentAt: nil, viewedAt: nil)
    try keepRevision(of: order, number: number)
  }

  private func freeze(_ order: inout Order, isFreeMeant: Bool) throws {
    let number = try tx.invoices.number(of: order.id) ?? issueNumber(for: order.id)
    try order.sendInvoice(number: number, isFreeMeant: isFreeMeant, now: now)
    try startTerms(of: &order)
    try keepRevision(of: order, number: number)
  }

  private func keepRevision(of order: Order, number: String) throws {
    let snapshot = try snapshot(of: order, number: number, revision: order.invoice?.revision ?? 1, issuedAt: now)
    guard snapshot.sumOfParts == snapshot.total else {
      throw Refusal(.conflict, "The parts of order \(order.shownNumber) do not add up to its total, so it was not sent.")
    }
    try tx.invoices.add(
      InvoiceRevision(
        orderID: order.id, revision: snapshot.revision, snapshot: snapshot, contentHash: ContentHash.of(Array(snapshot.moneyText.utf8)),
        sentAt: now))
  }

  private func issueNumber(for id: ID<Order>) throws -> String {
    try tx.invoices.issueNumber(for: id, prefix: try tx.settings.current().invoiceNumberPrefix, at: now)
  }

  private func conversationRecipient(_ typed: String?, of order: Order) throws -> NoticeRecipient {
    guard let way = try way(of: order) else {
      throw Refusal.invalid(
        "via", "no_conversation", "This order did not come from a conversation. Send it by e-mail or SMS, or copy the link.")
    }
    guard typed == nil || typed == order.conversationID?.text else {
      throw Refusal.invalid("to", "not_here", "It goes into the conversation that the order was made in.")
    }
    try requireWindow(of: way, byPerson: principal.staffID != nil)
    return NoticeRecipient(into: way)
  }

  private func send(_ message: NewMessage, to recipient: NoticeRecipient) throws {
    var message = message
    message.service = recipient.service
    let written = try addMessage(message)
    if written.channel == .conversation { try showInThread(written, by: principal.staffID) }
  }

  /// Who gets it; an address, or whether the conversation takes it, is looked at before anything is locked.
  func recipient(_ typed: String?, _ channel: Message.Channel, of order: Order) throws -> NoticeRecipient {
    switch channel {
    case .email:
      guard let text = try typed ?? mailAddress(of: order) else {
        throw Refusal.invalid("to", "required", "Whom should it go to? The customer has no e-mail address.")
      }
      guard let address = EmailAddress(text) else {
        throw Refusal.invalid("to", "invalid", "This is not an e-mail address that a message can be sent to.")
      }
      return NoticeRecipient(channel: channel, address: address.text)
    case .sms:
      let known = order.customer?.phone ?? order.shippingAddress?.phone ?? order.billingAddress?.phone
      guard let text = typed ?? known else {
        throw Refusal.invalid("to", "required", "Whom should it go to? The customer has no phone number.")
      }
      guard let number = PhoneNumber(text) else {
        throw Refusal.invalid("to", "invalid", "An SMS needs a number in international form, such as +44 20 7946 0000.")
      }
      return NoticeRecipient(channel: channel, address: number.text)
    case .conversation: return try conversationRecipient(typed, of: order)
    }
  }
}
