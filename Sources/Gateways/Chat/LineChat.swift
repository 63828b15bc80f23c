package import Domain
import JSON
import Secrets
package import UseCases

/// LINE's Messaging API: what the shop says to people who wrote to its account, and what LINE keeps of them.
package struct LineChat: ChatDoor {
  package let channels: Set<ConversationChannel> = [.line]
  private let wire: LineWire
  private let clock: @Sendable () -> Instant

  /// Of one push, and of one text in UTF-16 code units, as LINE counts them.
  private static let mostOfOnePush = 5
  private static let longestText = 5000

  /// - Returns: nil where no channel access token is set.
  package init?(_ door: LineDoor, policy: OutboundPolicy, line: CallLine, stop: StopSign, clock: @escaping @Sendable () -> Instant) {
    guard let base = door.base, let content = door.contentBase, let token = door.token else { return nil }
    wire = LineWire(
      base: base, contentBase: content, token: token, policy: door.isBaseTrusted ? policy.trusting : policy, line: line, stop: stop)
    self.clock = clock
  }

  /// Pushes words and files, five at a time. Each push has a retry key that its message makes, so that LINE delivers it once however often
  /// it is tried, and what was begun is finished.
  package func send(_ chat: OutgoingChat) async -> ChatDelivery {
    let parts = Self.parts(of: chat)
    var names: [String] = []
    for (number, start) in stride(from: 0, to: parts.count, by: Self.mostOfOnePush).enumerated() {
      let messages = Array(parts[start..<min(start + Self.mostOfOnePush, parts.count)])
      let body = JSON.object([("to", .string(chat.contact.key)), ("messages", .array(messages))])
      do {
        let told = try await wire.push(body, key: Self.retryKey(of: chat.messageID, number))
        guard case .array(let sent)? = told["sentMessages"] else { continue }
        names += sent.compactMap { $0["id"].flatMap(Self.words) }
      } catch {
        return ChatDelivery(.failed(.init(error.reason, isFinal: error.isFinal, status: error.status)), names: names)
      }
    }
    return ChatDelivery(.taken(status: 200), names: names)
  }

  package func profile(of contact: ChatContact) async throws(ChatFailure) -> ChatProfile {
    let told = try await asked("/v2/bot/profile/\(PercentText.encoded(contact.key))")
    return ChatProfile(
      name: told["displayName"].flatMap(Self.words), pictureURL: told["pictureUrl"].flatMap(Self.words), at: clock())
  }

  package func content(_ name: String, from contact: ChatContact) async throws(ChatFailure) -> [UInt8] {
    do {
      return try await wire.content("/v2/bot/message/\(PercentText.encoded(name))/content")
    } catch {
      throw error.seen
    }
  }

  package func account() async throws(ChatFailure) -> ChatAccount {
    let told = try await asked("/v2/bot/info")
    guard let key = told["userId"].flatMap(Self.words) else { throw .refused("LINE does not say whose token this is.") }
    return ChatAccount(key: key, name: told["displayName"].flatMap(Self.words) ?? key)
  }

  private func asked(_ path: String) async throws(ChatFailure) -> JSON {
    do {
      return try await wire.get(path)
    } catch {
      throw error.seen
    }
  }

  /// A file that is no picture goes as an address in words: LINE has no message for it.
  private static func parts(of chat: OutgoingChat) -> [JSON] {
    let pictures = chat.files.filter { $0.mediaType == .jpeg }
    let links = chat.files.filter { $0.mediaType != .jpeg }.map { [$0.name, $0.url].compactMap(\.self).joined(separator: "\n") }
    let words = ([chat.text].compactMap(\.self) + links).joined(separator: "\n\n")
    let texts = ChatPieces.of(words, limit: longestText, measure: .utf16).map { piece in
      JSON.object([("type", .string("text")), ("text", .string(piece))])
    }
    return texts
      + pictures.map { picture in
        .object([("type", .string("image")), ("originalContentUrl", .string(picture.url)), ("previewImageUrl", .string(picture.url))])
      }
  }

  /// A UUID that grows from the message and the number of the push: the same for each try, and for nothing else.
  static func retryKey(of message: ID<Message>, _ number: Int) -> String {
    var digits = Array(SecretText.hash("line push \(message.text) \(number)").prefix(32))
    // Marks a UUID that a hash made (RFC 9562, version 8).
    digits[12] = "8"
    digits[16] = "a"
    let groups = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
    return groups.map { String($0) }.joined(separator: "-")
  }

  private static func words(_ json: JSON) -> String? {
    guard case .string(let text) = json, !text.isEmpty, text.utf8.count <= 2000 else { return nil }
    return text
  }
}
