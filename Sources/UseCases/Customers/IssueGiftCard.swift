package import Domain
import Stores

/// A gift card as somebody asked for it.
package struct NewGiftCard: Sendable {
  /// Nil: the shop makes one.
  package var code: String?
  /// Minor units.
  package var balance: Int64
  /// Nil: the shop's.
  package var currency: Currency?
  package var expiresAt: Instant?

  package init(balance: Int64) {
    self.balance = balance
  }
}

extension UnitOfWork {
  package func issueGiftCard(_ request: NewGiftCard) throws -> GiftCard {
    try principal.require(.manageGiftCards)
    let currency = try request.currency ?? tx.settings.current().currency
    let card = GiftCard(
      id: ids.next(), code: (request.code ?? Self.giftCardCode()).composed, balance: request.balance, currency: currency,
      expiresAt: request.expiresAt, createdAt: now)
    try card.check()
    try tx.giftCards.add(card, creditCause("issued"))
    try record("gift_card.created", EventObject("gift_card", card.id.text), at: nil)
    return card
  }

  /// Changes until when a card is good.
  package func changeGiftCard(_ id: ID<GiftCard>, expiresAt: Instant??) throws -> GiftCard {
    try principal.require(.manageGiftCards)
    var card = try tx.giftCards.take(id)
    if let expiresAt { card.expiresAt = expiresAt }
    try tx.giftCards.save(card)
    try record("gift_card.updated", EventObject("gift_card", id.text), at: nil)
    return card
  }

  /// Makes a card worthless; one with money on it stays.
  package func removeGiftCard(_ id: ID<GiftCard>) throws {
    try principal.require(.manageGiftCards)
    let card = try tx.giftCards.take(id)
    guard card.balance == 0 else { throw Refusal.inUse("There is money on this gift card. Spend it or pay it out first.") }
    try tx.giftCards.remove(id, at: now)
    try record("gift_card.removed", EventObject("gift_card", id.text), at: nil)
  }

  package func findGiftCard(_ id: ID<GiftCard>) throws -> GiftCard {
    try principal.require(.readGiftCards)
    return try tx.giftCards.take(id)
  }

  package func listGiftCards(search: String?, page: PageRequest) throws -> Page<GiftCard> {
    try principal.require(.readGiftCards)
    return try tx.giftCards.list(search: search, page: page)
  }

  /// Sixteen characters without look-alikes, in fours: 80 random bits, more than anybody guesses at a till.
  private static func giftCardCode() -> String {
    let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)
    var random = SystemRandomNumberGenerator()
    let characters = (0..<16).map { _ in alphabet[Int(random.next(upperBound: UInt32(alphabet.count)))] }
    return stride(from: 0, to: 16, by: 4).map { String(decoding: characters[$0..<($0 + 4)], as: UTF8.self) }.joined(separator: "-")
  }
}
