package import Domain
import Stores

/// A suggested line with what is known of the goods it may mean, the best first.
package struct ShownSuggestion: Sendable {
  package let line: SuggestedLine
  package let goods: [SellableVariant]

  /// What is meant; nil where somebody has to choose.
  package var chosen: SellableVariant? { line.variantID.flatMap { id in goods.first { $0.id == id } } }
}

/// What is read for lines: words that somebody pasted, or a message of the conversation.
package enum SuggestionSource: Sendable {
  case text(String)
  case message(ID<ThreadMessage>)
}

extension UnitOfWork {
  /// The goods of the shop as messages may name them.
  package func namedGoods() throws -> GoodsIndex {
    try principal.require(.readCatalog)
    let feed = try tx.catalog.feed(at: nil, since: nil)
    return GoodsIndex(feed.entries.flatMap { entry in entry.sheet.variants.map { NamedGoods(entry.sheet.product, $0) } })
  }

  /// What a message may ask for. Nothing is stored: lines are added by whoever confirms them.
  ///
  /// - Parameter index: the goods as they are now; see ``namedGoods()``.
  /// - Throws: 422 for a message that is not of this conversation.
  package func suggestLines(
    in id: ID<Conversation>, from source: SuggestionSource, by index: GoodsIndex
  ) throws -> [ShownSuggestion] {
    try principal.require(.readConversations)
    try principal.require(.readCatalog)
    let conversation = try takeConversation(id)
    let lines = index.suggestions(in: try text(of: source, in: conversation))
    let location = try conversation.locationID ?? catalogLocation(nil)
    let known = try tx.catalog.sellable(Set(lines.flatMap(\.candidates)), at: location)
    return lines.map { line in
      let goods = line.candidates.compactMap { known[$0] }.filter(\.isForSale)
      // Among those that fit alike, what is there comes first.
      let isOpen = line.confidence == .ambiguous
      return ShownSuggestion(line: line, goods: isOpen ? goods.filter(Self.isThere) + goods.filter { !Self.isThere($0) } : goods)
    }
  }

  private func text(of source: SuggestionSource, in conversation: Conversation) throws -> String {
    switch source {
    case .text(let text): return text
    case .message(let id):
      guard let message = try tx.threads.find(id), message.conversationID == conversation.id else {
        throw Refusal.unknownReference("message_id", "message")
      }
      return message.text ?? ""
    }
  }

  private static func isThere(_ variant: SellableVariant) -> Bool { (variant.available ?? 1) > 0 }
}
