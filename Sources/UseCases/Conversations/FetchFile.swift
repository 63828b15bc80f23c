import Domain

extension Shop {
  /// Fetches what hangs on a contact's message, and looks at it as at anything from outside (UPL-02, UPL-04, UPL-09).
  ///
  /// - Parameters:
  ///   - place: as the service told it: LINE's id of the message, an address at Meta.
  ///   - isPatient: whether the message may wait for a file that is not ready, or cannot be reached just now.
  /// - Returns: nil for what is refused, gone, too large, or nothing that can be shown.
  /// - Throws: ``ChatFailure/trouble(_:)`` where it may be otherwise in a while and the message may wait.
  func fetchedFile(_ place: String, name: String? = nil, from contact: ChatContact, isPatient: Bool) async throws -> NewChatAttachment? {
    guard let door = try await chatDoor(of: contact.channel) else { return nil }
    do {
      return try await lookAtAttachment(try await door.content(place, from: contact), name: name)
    } catch ChatFailure.refused {
      return nil
    } catch let failure as ChatFailure {
      guard isPatient else { return nil }
      throw failure
    } catch let refusal as Refusal {
      // Too many are looked at just now; anything else stays as it is.
      guard refusal.code == .overloaded, isPatient else { return nil }
      throw ChatFailure.trouble(refusal.detail)
    }
  }
}

extension ChannelEvent {
  /// Whether it may wait for a file of it; after some tries it is taken in without what could not be fetched.
  var mayWait: Bool { attempts < 3 }
}
