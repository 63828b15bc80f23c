package import Domain
import Stores

extension UnitOfWork {
  /// How far another system's clock may be ahead.
  private static let patience: Int64 = 300

  /// Takes up what a contact of another system's chat said; what comes again under its name is answered as it is.
  ///
  /// - Parameters:
  ///   - files: what was uploaded into the conversation before.
  ///   - externalID: that system's name for the message, within the conversation.
  /// - Throws: `validationFailed` for a conversation of any other channel: what is said there comes from the channel itself (WHI-12).
  package func takeMessage(
    _ id: ID<Conversation>, text: String?, attachments files: [ID<ChatAttachment>], externalID: String?, sentAt: Instant?
  ) throws -> ShownThreadMessage {
    try principal.require(.reply)
    let conversation = try takeConversation(id)
    // What was put into another conversation goes on to be its contact's own.
    let origin = try tx.conversations.take(id, at: principal.locationID)
    let name = externalID.map { ThreadMessage.externalID($0, in: origin.id) }
    guard conversation.channel == .api else {
      throw Refusal.invalid("direction", "not_allowed", "What a contact says on this channel comes from the channel itself.")
    }
    guard sentAt.map({ $0 <= now.adding(seconds: Self.patience) }) ?? true else {
      throw Refusal.invalid("sent_at", "out_of_range", "This is in the future.")
    }
    if let name, let known = try tx.threads.find(externalID: name, of: origin.contact)?.message {
      return try shownMessage(known)
    }
    let said = ChatText.kept(text, limit: ChatText.inboundLimit)
    let attached = try files.enumerated().map { position, file in
      guard let found = try tx.chatAttachments.find(file, of: conversation.id) else {
        throw Refusal.invalid("attachments[\(position)]", "unknown", "This file was not uploaded here.")
      }
      return found
    }
    guard said != nil || !attached.isEmpty else { throw Refusal.invalid("text", "required", "A message has a text or a file.") }
    let kind: ThreadMessage.Kind = said != nil ? .text : attached.first?.kind == .file ? .file : .image
    let inbound = InboundMessage(contact: origin.contact, externalID: name, kind: kind, text: said, sentAt: sentAt ?? now)
    guard let message = try hear(inbound) else { throw Refusal(.conflict, "This message was taken back before it came.") }
    for (position, file) in files.enumerated() {
      guard try tx.chatAttachments.send(file, with: message.id, position: position, in: conversation.id) else {
        throw Refusal.invalid("attachments[\(position)]", "unknown", "This file belongs to another message already.")
      }
    }
    return try shownMessage(try tx.threads.take(message.id, of: conversation.id))
  }

  /// A message with who of staff wrote it.
  package func shownMessage(_ message: ThreadMessage) throws -> ShownThreadMessage {
    guard let shown = try shown([message]).first else { throw Refusal.notFound("message") }
    return shown
  }
}
