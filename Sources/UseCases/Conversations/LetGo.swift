import Domain
import Stores

/// What is told when somebody named in conversations is gone.
extension UnitOfWork {
  /// Says of conversations whose customer or whose colleague is gone that they are without.
  func letConversationsGo(_ conversations: [Conversation]) throws {
    for conversation in conversations {
      try index(conversation)
      try record("conversation.updated", conversation.eventObject, at: conversation.locationID, data: conversation.eventData)
    }
  }
}
