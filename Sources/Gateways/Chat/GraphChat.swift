package import Domain
import JSON
package import UseCases

/// Messenger and Instagram: what the shop says to customers who wrote to its page or account.
package struct GraphChat: ChatDoor {
  package let channels: Set<ConversationChannel> = [.facebook, .instagram]
  private let wire: GraphWire
  /// How files of customers are fetched: from whatever address Meta names, without its token, and never inside.
  private let outside: OutboundPolicy
  private let clock: @Sendable () -> Instant

  /// - Returns: nil where no page's token is set.
  package init?(
    _ door: MetaDoor, policy: OutboundPolicy, line: CallLine, stop: StopSign, clock: @escaping @Sendable () -> Instant
  ) {
    guard let base = door.base, let token = door.token else { return nil }
    wire = GraphWire(base: base, token: token, policy: door.isBaseTrusted ? policy.trusting : policy, line: line, stop: stop)
    outside = policy
    self.clock = clock
  }

  package func send(_ chat: OutgoingChat) async -> ChatDelivery {
    let window = ReplyWindow(
      channel: chat.contact.channel, lastInboundAt: chat.lastInboundAt, isBlocked: false, at: clock())
    guard window.takes(byPerson: chat.isByPerson) else { return ChatDelivery(.failed(.init(GraphTrouble.closedWindow, isFinal: true))) }
    var way: GraphWay = window.state == .open ? .response : .humanAgent
    var names: [String] = []
    do {
      for part in try await parts(of: chat) {
        do {
          names.append(try await hand(part, of: chat, way))
        } catch .refused(let trouble) where trouble.meaning == .windowClosed && way == .response && chat.isByPerson {
          // The day ended by Meta's clock; a person may answer for six days more.
          way = .humanAgent
          names.append(try await hand(part, of: chat, way))
        }
      }
    } catch {
      return Self.failed(error, after: names)
    }
    return ChatDelivery(.taken(status: 200), names: names)
  }

  package func profile(of contact: ChatContact) async throws(ChatFailure) -> ChatProfile {
    let fields = contact.channel == .instagram ? "name,username,profile_pic" : "name,profile_pic"
    let told = try await asked("/\(PercentText.encoded(contact.key))?fields=\(fields)")
    let name = Self.words(told["name"]) ?? Self.words(told["username"])
    return ChatProfile(name: name, pictureURL: Self.words(told["profile_pic"]), at: clock())
  }

  package func content(_ name: String, from contact: ChatContact) async throws(ChatFailure) -> [UInt8] {
    guard let url = try? OutboundURL(name) else { throw .refused("What hangs on the message has no address that can be read.") }
    let call = HTTPCall(.get, url: url, headers: [("Accept", "*/*")], body: [])
    let (policy, stop) = (outside, wire.stop)
    let result = await wire.line.perform { () -> Result<HTTPAnswer, HTTPFailure> in
      Result { () throws(HTTPFailure) in try call.exchange(policy: policy, stop: stop, limit: ChatContent.limit) }
    }
    switch result {
    case .success(let answer):
      guard answer.status == 200 else {
        let reason = "The file was not handed out (\(answer.status))."
        throw answer.status >= 500 || answer.status == 429 ? .trouble(reason) : .refused(reason)
      }
      guard answer.isWhole else { throw .refused("The file is too large.") }
      return answer.body
    case .failure(let failure):
      throw failure.isBlocked ? .refused(failure.reason) : .trouble("The file was not reached: \(failure.reason)")
    }
  }

  package func account() async throws(ChatFailure) -> ChatAccount {
    let told = try await asked("/me?fields=id,name")
    guard let key = Self.words(told["id"]) else { throw .refused("Meta does not say whose token this is.") }
    return ChatAccount(key: key, name: Self.words(told["name"]) ?? key)
  }

  private func asked(_ path: String) async throws(ChatFailure) -> JSON {
    do {
      return try await wire.get(path)
    } catch {
      guard case .refused(let trouble) = error, trouble.isFinal else { throw .trouble(error.reason) }
      throw .refused(trouble.reason)
    }
  }

  /// The words in pieces, then each file, which is brought to Meta first: an upload whose answer is lost sent nothing to anybody.
  private func parts(of chat: OutgoingChat) async throws(GraphWire.Failure) -> [JSON] {
    let isInstagram = chat.contact.channel == .instagram
    var parts = ChatPieces.of(chat.text ?? "", limit: isInstagram ? 1000 : 2000, measure: isInstagram ? .octets : .utf16).map { piece in
      JSON.object([("text", .string(piece))])
    }
    for file in chat.files {
      let id = try await bring(file, isInstagram: isInstagram)
      parts.append(.object([("attachment", Self.attachment(file, [("attachment_id", .string(id))]))]))
    }
    return parts
  }

  private func bring(_ file: OutgoingChat.File, isInstagram: Bool) async throws(GraphWire.Failure) -> String {
    let message = JSON.object([("attachment", Self.attachment(file, [("is_reusable", .bool(true))]))])
    let fields = (isInstagram ? [("platform", "instagram")] : []) + [("message", String(decoding: message.bytes, as: UTF8.self))]
    let form = MultipartForm(
      fields, file: file.bytes, name: file.mediaType == .pdf ? "file.pdf" : "picture.jpg", type: file.mediaType.rawValue)
    let told = try await wire.post("/me/message_attachments", form)
    guard let id = Self.words(told["attachment_id"]) else { throw .silent("Meta took a file and gave no name for it.") }
    return id
  }

  private static func attachment(_ file: OutgoingChat.File, _ payload: [(key: String, value: JSON)]) -> JSON {
    .object([("type", .string(file.mediaType == .pdf ? "file" : "image")), ("payload", .object(payload))])
  }

  /// Hands one part over; returns Meta's name for it.
  private func hand(_ part: JSON, of chat: OutgoingChat, _ way: GraphWay) async throws(GraphWire.Failure) -> String {
    guard case .object(var message) = part else { return "" }
    // Comes back with the echo, so that what the shop said is not heard as something new.
    if let id = chat.threadMessageID { message.append(("metadata", .string(id.text))) }
    let body = [("recipient", JSON.object([("id", .string(chat.contact.key))]))] + way.members + [("message", .object(message))]
    return Self.words(try await wire.post("/me/messages", .object(body))["message_id"]) ?? ""
  }

  /// What was begun and not finished is not begun again by itself: the customer would read its beginning twice.
  private static func failed(_ failure: GraphWire.Failure, after names: [String]) -> ChatDelivery {
    let isFinal = if case .refused(let trouble) = failure { trouble.isFinal } else { false }
    guard names.isEmpty else {
      return ChatDelivery(.failed(.init("Only its beginning was sent. \(failure.reason)", isFinal: true)), names: names)
    }
    return ChatDelivery(.failed(.init(failure.reason, isFinal: isFinal)))
  }

  private static func words(_ json: JSON?) -> String? {
    guard case .string(let text)? = json, !text.isEmpty, text.utf8.count <= 2000 else { return nil }
    return text
  }
}

/// By what right a message is sent (Meta's `messaging_type`).
private enum GraphWay {
  /// Within a day of the customer's last word.
  case response
  /// A person answers within seven days. The tags for what a shop says by itself were withdrawn in 2026.
  case humanAgent

  var members: [(key: String, value: JSON)] {
    switch self {
    case .response: [("messaging_type", .string("RESPONSE"))]
    case .humanAgent: [("messaging_type", .string("MESSAGE_TAG")), ("tag", .string("HUMAN_AGENT"))]
    }
  }
}
