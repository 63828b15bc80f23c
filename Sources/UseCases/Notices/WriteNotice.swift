import Domain
import JSON
import Stores

/// Where a notice goes.
struct NoticeRecipient {
  let channel: Message.Channel
  /// An e-mail address, a number, or the conversation it is written into.
  let address: String
  /// By which service that conversation runs.
  let service: ConversationChannel?

  init(channel: Message.Channel, address: String) {
    self.channel = channel
    self.address = address
    service = nil
  }

  /// - Parameter way: of a contact's conversations the one that reaches them.
  init(into way: Conversation) {
    channel = .conversation
    address = way.id.text
    service = way.channel
  }
}

extension UnitOfWork {
  /// Writes a notice into the outbox, in the transaction of what it tells of.
  ///
  /// - Parameters:
  ///   - key: the second notice under it is not written.
  ///   - due: when it leaves; nil for at once.
  /// - Returns: nil where nobody has words for it.
  func writeNotice(
    _ about: Notice.About, _ kind: Message.Kind, of order: Order, to recipient: NoticeRecipient, key: String?, due: Instant? = nil
  ) throws -> Message? {
    let settings = try tx.settings.current()
    let zone = try order.locationID.flatMap { try tx.locations.find($0)?.timeZone }
    if order.invoice != nil { try makeLink(of: order.id) }
    let notice = Notice(
      about: about, order: order, settings: settings, timeZone: zone ?? settings.timeZone,
      language: try language(of: order), hasLink: order.invoice != nil)
    guard let words = letters.words(of: notice, for: recipient.channel) else { return nil }
    var message = NewMessage(
      kind: kind, channel: recipient.channel, recipient: recipient.address, subject: words.subject, text: words.text)
    message.service = recipient.service
    message.orderID = order.id
    message.locationID = order.locationID
    message.dedupKey = key
    message.due = due
    if recipient.channel == .email, kind == .receipt { message.attachments = try paidInvoice(of: order) }
    let written = try addMessage(message)
    if written.channel == .conversation, due == nil { try showInThread(written) }
    return written
  }

  /// What the customer of an order reads.
  func language(of order: Order) throws -> String {
    try order.language ?? order.customer?.language ?? tx.settings.current().language
  }

  /// The invoice that goes with the receipt of an order that is paid.
  private func paidInvoice(of order: Order) throws -> [Message.Attachment] {
    guard order.placedAt != nil, order.amountDue == 0, let invoice = order.invoice,
      try tx.invoices.find(order.id, revision: invoice.revision) != nil
    else { return [] }
    return [.invoice(order.id, revision: invoice.revision)]
  }

  /// Where the customer of an order can be reached by itself: in the conversation it was made in, else by e-mail, else by SMS; nil where
  /// none of them can leave the shop or nobody is known.
  func recipient(of order: Order) throws -> NoticeRecipient? {
    let doors = try Set(tx.doors.all().keys)
    if let way = try way(of: order), ReplyWindow(of: way, at: now).takes(byPerson: false),
      letters.canLeave(into: way.channel, settings: doors)
    {
      return NoticeRecipient(into: way)
    }
    return try recipientOutside(of: order)
  }

  /// The same without the conversation.
  func recipientOutside(of order: Order) throws -> NoticeRecipient? {
    let doors = try Set(tx.doors.all().keys)
    if let address = try mailAddress(of: order).flatMap(EmailAddress.init), letters.canLeave(by: .email, settings: doors) {
      return NoticeRecipient(channel: .email, address: address.text)
    }
    let phone = order.customer?.phone ?? order.shippingAddress?.phone ?? order.billingAddress?.phone
    if let number = phone.flatMap(PhoneNumber.init), letters.canLeave(by: .sms, settings: doors) {
      return NoticeRecipient(channel: .sms, address: number.text)
    }
    return nil
  }
}
