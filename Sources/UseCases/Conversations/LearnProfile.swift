import Domain
import Logging
import SQLEngine
import Stores

extension Shop {
  private static let profileSeconds: Int64 = 7 * 86_400

  /// Asks a service who a contact is, where that was not asked within a week. What was said is kept whatever becomes of it.
  func learnProfile(of contact: ChatContact) async {
    do {
      let known = try await database.read { tx in try tx.conversations.find(contact) }
      guard let known, known.profileAt.map({ $0.adding(seconds: Self.profileSeconds) < clock() }) ?? true,
        let door = try await chatDoor(of: contact.channel)
      else { return }
      let profile = try await profile(of: known, by: door)
      try await write(by: .system) { work in try work.hear(profile, of: contact) }
    } catch {
      logger.info("Who wrote could not be learned; it is asked with their next message.", metadata: ["reason": "\(error)"])
    }
  }

  /// What the service says; where it will not say, what is known already, so that it is not asked again with each message.
  private func profile(of known: Conversation, by door: any ChatDoor) async throws -> ChatProfile {
    do {
      return try await door.profile(of: known.contact)
    } catch {
      guard case .refused = error else { throw error }
      return ChatProfile(name: known.contactName, pictureURL: known.contactPictureURL, at: clock())
    }
  }
}
