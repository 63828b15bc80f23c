package import Domain
import SQLEngine
import Secrets
import Stores

extension Shop {
  /// A message of the outbox as its chat service gets it; nil where its conversation or all that it said is gone.
  package func outgoingChat(_ message: Message) async throws -> OutgoingChat? {
    try await read(by: .system) { work in
      guard let shown = try work.tx.threads.find(outbox: message.id), !shown.isUnsent,
        let way = try work.tx.conversations.find(ID(stored: message.recipient))
      else { return nil }
      let files = try shown.attachments.compactMap { file -> OutgoingChat.File? in
        guard let type = file.mediaType, let bytes = try work.tx.chatAttachments.bytes(of: file.id) else { return nil }
        return OutgoingChat.File(name: file.name, mediaType: type, bytes: bytes, url: work.links.url(of: file.id))
      }
      guard !message.text.isEmpty || !files.isEmpty else { return nil }
      return OutgoingChat(
        messageID: message.id, threadMessageID: shown.id, contact: way.contact, text: message.text.isEmpty ? nil : message.text,
        files: files, isByPerson: message.kind == .chat, lastInboundAt: way.ownInboundAt,
        isHeard: message.attempts > 1 && shown.externalID != nil)
    }
  }

  /// A file that was sent to a contact, for the service that fetches it.
  ///
  /// - Parameter token: proves that the address came from here (UPL-05).
  /// - Throws: ``RefusalCode/notFound`` for any other address, and for what was never sent or is gone.
  package func sentChatFile(_ id: ID<ChatAttachment>, token: String) async throws -> (type: ChatAttachment.MediaType, bytes: [UInt8]) {
    guard SecretText.isSame(links.token(of: id), token) else { throw Refusal.notFound("file") }
    return try await read(by: .system) { work in
      guard let file = try work.tx.chatAttachments.sent(id), let type = file.mediaType,
        let bytes = try work.tx.chatAttachments.bytes(of: id)
      else { throw Refusal.notFound("file") }
      return (type, bytes)
    }
  }
}
