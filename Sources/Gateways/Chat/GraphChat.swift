package import Domain
import JSON
package import UseCases

/// Messenger and Instagram: what the shop says to customers who wrote to its page or account.
package struct GraphChat: ChatDoor {
  package let channels: Set<ConversationChannel> = [.facebook, .instagram]
  private let base: ChatBase
  private let tokens: PageTokens
  /// To the Graph API itself, be it inside where the machine's operator says so.
  private let inward: OutboundPolicy
  private let line: CallLine
  private let stop: StopSign
  /// How files of customers are fetched: from whatever address Meta names, without its token, and never inside.
  private let outside: OutboundPolicy
  private let clock: @Sendable () -> Instant

  /// - Returns: nil where no page's token is set.
  package init?(
    _ door: MetaDoor, policy: OutboundPolicy, line: CallLine, stop: StopSign, clock: @escaping @Sendable () -> Instant
  ) {
    guard let base = door.base, let tokens = door.tokens else { return nil }
    (self.base, self.tokens, self.line, self.stop) = (base, tokens, line, stop)
    inward = door.isBaseTrusted ? policy.trusting : policy
    outside = policy
    self.clock = clock
  }

  package func send(_ chat: OutgoingChat) async -> ChatDelivery {
    let window = ReplyWindow(
      channel: chat.contact.channel, lastInboundAt: chat.lastInboundAt, isBlocked: false, at: clock())
    guard window.takes(byPerson: chat.isByPerson) else { return ChatDelivery(.failed(.init(GraphTrouble.closedWindow, isFinal: true))) }
    guard let wire = wire(of: chat.contact.account) else {
      return ChatDelivery(.failed(.init("No access token is set for the page or account that this customer wrote to.", isFinal: true)))
    }
    var way: GraphWay = window.state == .open ? .response : .humanAgent
    var names: [String] = []
    do {
      let parts = try await parts(of: chat, wire)
      for (number, part) in parts.enumerated() {
        let mark = chat.threadMessageID.map { MetaMark(of: $0, isLast: number == parts.count - 1) }
        names.append(try await hand(part, mark, to: chat, &way, wire))
      }
    } catch {
      return Self.failed(error, after: names)
    }
    return ChatDelivery(.taken(status: 200), names: names)
  }

  package func profile(of contact: ChatContact) async throws(ChatFailure) -> ChatProfile {
    let fields = contact.channel == .instagram ? "name,username,profile_pic" : "name,profile_pic"
    guard let wire = wire(of: contact.account) else { throw .refused("No access token is set for this page or account.") }
    let told = try await asked(wire, "/\(PercentText.encoded(contact.key))?fields=\(fields)")
    let name = Self.words(told["name"]) ?? Self.words(told["username"])
    return ChatProfile(name: name, pictureURL: Self.words(told["profile_pic"]), at: clock())
  }

  package func content(_ name: String, from contact: ChatContact) async throws(ChatFailure) -> [UInt8] {
    guard let url = try? OutboundURL(name) else { throw .refused("What hangs on the message has no address that can be read.") }
    let call = HTTPCall(.get, url: url, headers: [("Accept", "*/*")], body: [])
    let answer = try await fetched(call)
    guard answer.status == 200 else {
      let reason = "The file was not handed out (\(answer.status))."
      throw answer.status >= 500 || answer.status == 429 ? .trouble(reason) : .refused(reason)
    }
    guard answer.isWhole else { throw .refused("The file is too large.") }
    return answer.body
  }

  private func fetched(_ call: HTTPCall) async throws(ChatFailure) -> HTTPAnswer {
    do {
      return try await line.exchange(call, policy: outside, stop: stop, limit: ChatContent.limit)
    } catch {
      throw error.isBlocked ? .refused(error.reason) : .trouble("The file was not reached: \(error.reason)")
    }
  }

  package func account() async throws(ChatFailure) -> ChatAccount {
    var found: [ChatAccount] = []
    for page in tokens.pages {
      let told = try await asked(wire(with: page.token), "/me?fields=id,name")
      guard let key = Self.words(told["id"]) else { throw .refused("Meta does not say whose token this is.") }
      let account = ChatAccount(key: key, name: Self.words(told["name"]) ?? key)
      // A page and its account on Instagram are spoken for by one token.
      if !found.contains(account) { found.append(account) }
    }
    return ChatAccount(key: found.map(\.key).joined(separator: ", "), name: found.map(\.name).joined(separator: ", "))
  }

  private func wire(of account: String) -> GraphWire? { tokens.token(of: account).map { wire(with: $0) } }

  private func wire(with token: ChatToken) -> GraphWire {
    GraphWire(base: base, token: token, policy: inward, line: line, stop: stop)
  }

  private func asked(_ wire: GraphWire, _ path: String) async throws(ChatFailure) -> JSON {
    do {
      return try await wire.get(path)
    } catch {
      guard case .refused(let trouble) = error, trouble.isFinal else { throw .trouble(error.reason) }
      throw .refused(trouble.reason)
    }
  }

  /// The words in pieces, then each file, which is brought to Meta first: an upload whose answer is lost sent nothing to anybody.
  private func parts(of chat: OutgoingChat, _ wire: GraphWire) async throws(GraphWire.Failure) -> [JSON] {
    let isInstagram = chat.contact.channel == .instagram
    var parts = ChatPieces.of(chat.text ?? "", limit: isInstagram ? 1000 : 2000, measure: isInstagram ? .octets : .utf16).map { piece in
      JSON.object([("text", .string(piece))])
    }
    for file in chat.files {
      let id = try await bring(file, isInstagram: isInstagram, wire)
      parts.append(.object([("attachment", Self.attachment(file, [("attachment_id", .string(id))]))]))
    }
    return parts
  }

  private func bring(_ file: OutgoingChat.File, isInstagram: Bool, _ wire: GraphWire) async throws(GraphWire.Failure) -> String {
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

  /// Hands one part over; returns Meta's name for it. Where the day ended by Meta's clock, a person may answer for six days more.
  private func hand(
    _ part: JSON, _ mark: MetaMark?, to chat: OutgoingChat, _ way: inout GraphWay, _ wire: GraphWire
  ) async throws(GraphWire.Failure) -> String {
    do {
      return try await hand(part, mark, to: chat.contact, way, wire)
    } catch {
      guard case .refused(let trouble) = error, trouble.meaning == .windowClosed, way == .response, chat.isByPerson else { throw error }
      way = .humanAgent
      return try await hand(part, mark, to: chat.contact, way, wire)
    }
  }

  private func hand(
    _ part: JSON, _ mark: MetaMark?, to contact: ChatContact, _ way: GraphWay, _ wire: GraphWire
  ) async throws(GraphWire.Failure) -> String {
    guard case .object(var message) = part else { return "" }
    if let mark { message.append(("metadata", .string(mark.text))) }
    let body = [("recipient", JSON.object([("id", .string(contact.key))]))] + way.members + [("message", .object(message))]
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
