package import Domain

/// What the shop writes on what it sends through Meta (`metadata`). It comes back with the echo, so that what the shop said itself is not
/// heard as something new, and what Meta took is known although its answer was lost.
package struct MetaMark: Sendable, Equatable {
  package let messageID: ID<ThreadMessage>
  /// False for the beginning of a message that left in pieces: it does not tell that all of it did.
  package let isLast: Bool

  private static let beginning = "+"

  package init(of messageID: ID<ThreadMessage>, isLast: Bool) {
    (self.messageID, self.isLast) = (messageID, isLast)
  }

  /// Nil for what this shop did not write.
  package init?(_ text: String) {
    isLast = !text.hasSuffix(Self.beginning)
    guard let id = ID<ThreadMessage>(String(isLast ? Substring(text) : text.dropLast())) else { return nil }
    messageID = id
  }

  package var text: String { messageID.text + (isLast ? "" : Self.beginning) }
}
