package import Domain
import Foundation
import Stores

/// What a visitor sees of their conversation, and nothing else: what they said, what was said to them, how their orders stand.
package struct ChatSight: Sendable {
  package let settings: ShopSettings
  /// Somebody is there to answer, as far as the shop's hours say.
  package let isStaffed: Bool
  /// Oldest first.
  package let messages: [ThreadMessage]
  /// Where earlier messages begin; nil where there are none.
  package let earlier: String?
  package let cards: [ID<Order>: ChatCard]
  /// Somebody is writing an answer at this moment.
  package let isTyping: Bool
  /// They said who they are.
  package let isKnown: Bool

  /// What a message says, with the link of its order where it has a place for it.
  package func text(of message: ThreadMessage) -> String? {
    guard let text = message.text, text.contains(CheckoutLink.placeholder) else { return message.text }
    let url = message.orderID.flatMap { cards[$0]?.url } ?? ""
    return text.split(separator: CheckoutLink.placeholder, omittingEmptySubsequences: false).joined(separator: url)
  }
}

/// An order that the visitor was sent.
package struct ChatCard: Sendable {
  /// Where it is seen and paid.
  package let path: String
  package let url: String
  package let number: String
  package let state: CheckoutState
  /// Minor units: what is due, or what all of it costs once nothing is.
  package let amount: Int64
  package let isDue: Bool
  package let currency: Currency
}

extension Shop {
  /// The conversation of a visitor, a page of it; an empty one for whoever has not written yet.
  ///
  /// - Throws: ``RefusalCode/gone`` while the shop's chat is closed.
  package func chat(_ visitor: ChatVisitor?, before cursor: String?) async throws -> ChatSight {
    try await read(by: .system) { work in try work.chat(visitor, PageRequest(limit: 40, cursor: cursor)) }
  }

  /// How much was said to a visitor that their browser has not shown.
  package func unreadChat(_ visitor: ChatVisitor) async throws -> Int64 {
    try await read(by: .system) { work in
      guard try work.tx.settings.current().onlineStore.chat.isOpen, let own = try work.tx.conversations.find(visitor.contact) else {
        return 0
      }
      return try work.tx.visitorThreads.unread(by: own)
    }
  }

  /// Notes up to where a visitor has read. That a page can be shown is of more weight: a full disk shows it all the same.
  package func noteChatRead(_ visitor: ChatVisitor, _ sight: ChatSight) async {
    guard let last = sight.messages.last(where: { $0.direction == .out }), last.delivery != .read else { return }
    try? await write(by: .system) { work in
      guard try work.tx.conversations.find(visitor.contact) != nil else { return }
      try work.hear(.read, upTo: last.sentAt, by: visitor.contact)
    }
  }

  /// A picture or file of a visitor's own conversation.
  ///
  /// - Throws: ``RefusalCode/notFound`` alike for what there is not and for what is another visitor's.
  package func chatFile(
    _ visitor: ChatVisitor?, _ id: ID<ChatAttachment>
  ) async throws -> (type: ChatAttachment.MediaType, name: String?, bytes: [UInt8]) {
    try await read(by: .system) { work in
      guard let visitor, let own = try work.tx.conversations.find(visitor.contact),
        let (file, message) = try work.tx.visitorThreads.file(id, of: own), !message.isUnsent, let type = file.mediaType,
        let bytes = try work.tx.chatAttachments.bytes(of: id)
      else { throw Refusal.notFound("file") }
      return (type, file.name, bytes)
    }
  }
}

extension UnitOfWork {
  /// - Throws: ``RefusalCode/gone`` while the shop's chat is closed.
  func openChat() throws -> ShopSettings {
    let settings = try tx.settings.current()
    guard settings.onlineStore.chat.isOpen else { throw Refusal(.gone, "The chat is closed.") }
    return settings
  }

  fileprivate func chat(_ visitor: ChatVisitor?, _ page: PageRequest) throws -> ChatSight {
    let settings = try openChat()
    let own = try visitor.flatMap { try tx.conversations.find($0.contact) }
    let found = try own.map { try tx.visitorThreads.list($0, page: page) }
    let standing = try own.flatMap { own in try own.mergedInto.flatMap { try tx.conversations.find($0) } ?? own }
    var cards: [ID<Order>: ChatCard] = [:]
    for id in Set((found?.elements ?? []).compactMap { $0.direction == .out ? $0.orderID : nil }) { cards[id] = try card(id) }
    return ChatSight(
      settings: settings, isStaffed: settings.onlineStore.chat.isStaffed(at: minute(in: settings.timeZone)),
      messages: found?.elements.reversed() ?? [], earlier: found?.next, cards: cards,
      isTyping: standing?.replying.map { $0.until > now } ?? false, isKnown: own?.contactName != nil)
  }

  private func card(_ id: ID<Order>) throws -> ChatCard? {
    guard let link = try tx.checkoutLinks.find(of: id), let order = try tx.orders.find(id, in: .everything) else { return nil }
    let due = order.amountDue
    return ChatCard(
      path: CheckoutLinks.path + links.token(of: id, rotation: link.rotation), url: links.url(of: id, rotation: link.rotation),
      number: order.shownNumber, state: order.checkoutState,
      amount: due > 0 ? due : order.totals.total.minorUnits, isDue: due > 0, currency: order.currency)
  }

  /// The minute of the day on the shop's clock.
  private func minute(in timeZone: String) -> Int64 {
    let zone = TimeZone(identifier: timeZone) ?? .gmt
    let wall = now.adding(seconds: Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: .init(now.milliseconds) / 1000))))
    return ((wall.milliseconds / 60_000) % 1440 + 1440) % 1440
  }
}
