package import Domain
import SQLEngine

extension ChatAttachmentStore {
  /// A file that was sent to a contact and not taken back; nil for any other.
  package func sent(_ id: ID<ChatAttachment>) throws -> ChatAttachment? {
    try tx.row(
      """
      SELECT * FROM chat_attachments WHERE id = \(id) AND message_id IN (
        SELECT m.id FROM thread_messages m WHERE m.id = chat_attachments.message_id AND m.direction = 'out' AND m.is_unsent = 0)
      """
    ).map(ChatAttachment.init(row:))
  }
}
