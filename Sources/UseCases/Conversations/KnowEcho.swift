package import Domain
import Stores

extension UnitOfWork {
  private static let echoSeconds: Int64 = 300

  /// Whether something that was said to a contact is what the shop said itself, where its channel brings no mark back: among what just
  /// leaves, or left some minutes ago, there are the same words, or a file where there are none.
  package func isOwn(_ text: String?, at moment: Instant, to contact: ChatContact) throws -> Bool {
    guard let conversation = try tx.conversations.find(contact) else { return false }
    let leaving = try tx.threads.leaving(
      conversation.mergedInto ?? conversation.id, since: moment.adding(seconds: -Self.echoSeconds))
    guard let text else { return leaving.contains { !$0.attachments.isEmpty } }
    return try leaving.contains { own in
      try linked(own.text, of: own.orderID).map { $0.words.contains(text.words) } ?? false
    }
  }
}

extension String {
  /// The words with one blank between them: a text may leave in pieces that are trimmed.
  fileprivate var words: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
