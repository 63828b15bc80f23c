import Domain
import Pictures
import SQLEngine
import Stores

/// What a visitor of the web chat says.
package struct ChatWords: Sendable {
  /// The browser's own name of the message: what is sent again under it is heard once.
  package var id: String
  package var text: String?
  /// A file as it came.
  package var picture: [UInt8]?

  package init(id: String, text: String? = nil, picture: [UInt8]? = nil) {
    self.id = id
    self.text = text
    self.picture = picture
  }

  /// Most characters of one message.
  package static let textLimit = 2000
}

extension Shop {
  /// Takes in what a visitor says; the first word begins their conversation.
  ///
  /// A file is looked at only after everything else was found right and paid for (UPL-03, UPL-04).
  ///
  /// - Parameter peer: who asks; messages, begun conversations and pictures are counted by the network address, and for
  ///   the whole shop.
  /// - Throws: ``RefusalCode/gone`` while the chat is closed, ``RefusalCode/rateLimited``, `validationFailed` naming `text` or `picture`.
  package func say(_ words: ChatWords, by visitor: ChatVisitor, peer: String?) async throws {
    let text = try words.settled()
    let name = visitor.externalID(words.id)
    let (isHeard, isBegun) = try await read(by: .system) { work in
      _ = try work.openChat()
      return (
        try work.tx.threads.find(externalID: name, of: visitor.contact) != nil, try work.tx.conversations.find(visitor.contact) != nil
      )
    }
    if isHeard { return }
    try await pay(words, by: visitor, peer: peer, begins: !isBegun)
    let picture = try await lookAt(words.picture)
    try await write(by: .system) { work in
      var inbound = InboundMessage(
        contact: visitor.contact, externalID: name, kind: text == nil ? .image : .text, text: text, sentAt: work.now)
      if let picture { inbound.attachments = [picture] }
      try work.hear(inbound)
    }
  }

  /// Takes in who a visitor says they are. It is a claim: nobody is made a customer by it, and no order is shown for it.
  ///
  /// - Parameter message: what the thread says where they leave an address, in their own language.
  /// - Throws: as ``say(_:by:peer:)``, naming `name` or `email`.
  package func introduce(
    _ name: String?, email: String?, by visitor: ChatVisitor, peer: String?, message: @Sendable (String) -> String
  ) async throws {
    var checks = FieldChecks()
    checks.text(name, "name", limit: 100)
    let address = email.flatMap(EmailAddress.init)
    if email != nil, address == nil { checks.fail("email", "invalid", "An e-mail address has the form name@example.org.") }
    if name?.trimmedText == nil, email == nil { checks.fail("name", "required", "A name or an e-mail address.") }
    try checks.finish()
    guard let shown = name?.trimmedText ?? address?.text else { return }
    if let address {
      let id = "contact-\(ContentHash.of(Array(address.text.utf8)).prefix(32))"
      try await say(ChatWords(id: id, text: message(address.text)), by: visitor, peer: peer)
    } else {
      // A name begins a conversation like any other word.
      let isBegun = try await read(by: .system) { work in
        _ = try work.openChat()
        return try work.tx.conversations.find(visitor.contact) != nil
      }
      try await pay(ChatWords(id: ""), by: visitor, peer: peer, begins: !isBegun)
    }
    try await write(by: .system) { work in
      _ = try work.openChat()
      try work.hear(ChatProfile(name: shown, pictureURL: nil, at: work.now), of: visitor.contact)
    }
  }

  private func pay(_ words: ChatWords, by visitor: ChatVisitor, peer: String?, begins: Bool) async throws {
    var attempts = [
      Attempt(subject: SignInSubject.chat(visitor.contact.key), budget: .chat),
      Attempt(subject: SignInSubject.chatFrom(peer), budget: .chatPeer),
    ]
    if begins { attempts.append(Attempt(subject: SignInSubject.chatBegunFrom(peer), budget: .chatBegun)) }
    if words.picture != nil {
      attempts.append(Attempt(subject: SignInSubject.chatPictureFrom(peer), budget: .chatPicture))
      attempts.append(Attempt(subject: SignInSubject.chatPictures, budget: .chatPictures))
    }
    attempts.append(Attempt(subject: SignInSubject.chatWords, budget: .chatWords))
    try await pay(attempts)
  }

  /// Makes a picture anew from its pixels; nothing else of what came is kept, its name least of all (UPL-01, UPL-02, UPL-09).
  private func lookAt(_ bytes: [UInt8]?) async throws -> NewChatAttachment? {
    guard let bytes else { return nil }
    let slip = try await lookAtSlip(bytes, field: "picture")
    guard slip.kind == .jpeg else { throw Refusal.invalid("picture", "unknown_kind", "Only pictures can be sent here: JPEG, PNG or WebP.") }
    let header = try PictureHeader(slip.bytes, .jpeg, field: "picture")
    return NewChatAttachment(
      kind: .image, mediaType: .jpeg, bytes: slip.bytes, width: Int64(header.width), height: Int64(header.height))
  }
}

extension ChatWords {
  /// - Returns: the text as it is kept; nil where there is only a picture.
  /// - Throws: `validationFailed` naming `message_id` or `text`.
  fileprivate func settled() throws(Refusal) -> String? {
    var checks = FieldChecks()
    let isPlain = id.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 }
    if !(8...64).contains(id.utf8.count) || !isPlain { checks.fail("message_id", "invalid", "8 to 64 letters, digits and hyphens.") }
    checks.text(text, "text", limit: Self.textLimit, multiline: true)
    if let text, CardNumberText.isLikely(text) {
      checks.fail("text", "card_number", "This looks like the number of a card. Never write one in a chat.")
    }
    let kept = text?.trimmedText
    if kept == nil, picture == nil { checks.fail("text", "required", "Write something, or add a picture.") }
    try checks.finish()
    return kept
  }
}
