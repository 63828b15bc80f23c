package import Domain
import Pictures
import Stores

extension Shop {
  /// Most octets of a file that is sent in a conversation.
  package static let attachmentLimit = 10 * 1024 * 1024

  /// Looks at a file of a conversation: what it is, by its content alone; pictures are made anew from their pixels (UPL-02, UPL-04, UPL-09).
  /// Nothing is stored.
  ///
  /// - Parameters:
  ///   - name: what its sender called it; kept as inert text (UPL-01).
  ///   - field: what the caller named it.
  /// - Throws: `validationFailed` for what is no picture and no PDF, or too large; ``RefusalCode/payloadTooLarge``,
  ///   ``RefusalCode/overloaded`` where many are looked at.
  package func lookAtAttachment(_ bytes: [UInt8], name: String?, field: String = "file") async throws -> NewChatAttachment {
    guard bytes.count <= Self.attachmentLimit else { throw Refusal(.payloadTooLarge, "A file may have at most 10 MiB.") }
    guard !bytes.isEmpty else { throw Refusal.invalid(field, "empty", "This file is empty.") }
    let slip = try await lookAtSlip(bytes, field: field)
    let kept = ChatText.kept(name, limit: ChatAttachment.nameLimit, multiline: false)
    switch slip.kind {
    case .pdf: return NewChatAttachment(kind: .file, name: kept, mediaType: .pdf, bytes: slip.bytes)
    case .jpeg:
      let header = try PictureHeader(slip.bytes, .jpeg, field: field)
      return NewChatAttachment(
        kind: .image, name: kept, mediaType: .jpeg, bytes: slip.bytes, width: Int64(header.width), height: Int64(header.height))
    }
  }
}

extension UnitOfWork {
  /// Most files that wait in one conversation to be sent.
  private static let mostWaiting: Int64 = 50

  /// Keeps a file that is to be sent in a conversation.
  package func addAttachment(_ file: NewChatAttachment, to id: ID<Conversation>) throws -> ChatAttachment {
    try principal.require(.reply)
    let conversation = try takeConversation(id)
    // Yesterday's that nobody sent are gone, so that uploads do not pile up.
    try tx.chatAttachments.removeUnsent(before: now.adding(seconds: -86_400))
    guard try tx.chatAttachments.countUnsent(in: conversation.id) < Self.mostWaiting else {
      throw Refusal(.rateLimited, "Many files wait here to be sent. Send them first.", extra: .retryAfter(seconds: 3600))
    }
    let kept: ID<ChatAttachment> = ids.next()
    try tx.chatAttachments.add(file, id: kept, in: conversation.id, by: principal.staffID, at: now)
    guard let attachment = try tx.chatAttachments.find(kept, of: conversation.id) else { throw Refusal.notFound("file") }
    return attachment
  }
}
