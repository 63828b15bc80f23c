package import Domain
package import JSON
import Secrets
import Stores

/// Reads what LINE tells of the people who write to the shop's account.
package enum LineReader: ChannelReader {
  /// LINE sends far fewer at once.
  private static let mostEvents = 1000

  package static func isSigned(_ signature: String, body: [UInt8], doors: OpenDoors) -> Bool {
    LineSignature.isValid(signature, body: body, secrets: doors.line.secrets)
  }

  /// A batch of events about whoever wrote, came or went; an empty one is how LINE tries an address.
  package static func events(in body: JSON) throws(Refusal) -> [HeardEvent] {
    guard case .array(let list)? = body["events"], list.count <= mostEvents, let account = LineEvent.name(body["destination"]) else {
      throw Refusal(.malformed, "The body is no webhook of LINE.")
    }
    return list.map { json in
      // What has no name of its own is known by what it says.
      let name = LineEvent.name(json["webhookEventId"]) ?? "line_" + SecretText.hash(json.bytes)
      return HeardEvent(
        eventID: name, type: LineEvent.name(json["type"]) ?? "unknown", account: account,
        contact: LineEvent.name(json["source"]?["userId"]),
        json: json)
    }
  }

  package static func follow(_ event: ChannelEvent, _ json: JSON, in shop: Shop) async throws -> ChannelOutcome {
    guard let happened = try LineEvent(json, account: event.account, latest: event.latestMoment) else { return .ignored }
    let contact = happened.contact
    switch happened.kind {
    case .message(let message):
      let inbound = try await inbound(message, of: happened, isPatient: event.mayWait, in: shop)
      _ = try await shop.write(by: .system) { work in try work.hear(inbound) }
    case .pressed(let title):
      // The button's own name comes with the press only where its maker had it said aloud, as a message.
      let inbound = InboundMessage(contact: contact, externalID: event.eventID, kind: .event, text: title, sentAt: happened.at)
      _ = try await shop.write(by: .system) { work in try work.hear(inbound) }
    case .takenBack(let id):
      try await shop.write(by: .system) { work in try work.hearUnsent(id, by: contact) }
      return .done
    case .followed:
      try await shop.write(by: .system) { work in try work.hear(followed: true, at: happened.at, by: contact) }
    case .blocked:
      // Who blocked the shop is not asked about any more.
      try await shop.write(by: .system) { work in try work.hear(followed: false, at: happened.at, by: contact) }
      return .done
    }
    await shop.learnProfile(of: contact)
    return .done
  }

  /// - Parameter isPatient: trouble with a file has the event tried again; else the message comes without it.
  private static func inbound(
    _ message: LineMessage, of event: LineEvent, isPatient: Bool, in shop: Shop
  ) async throws -> InboundMessage {
    var inbound = InboundMessage(contact: event.contact, externalID: message.id, kind: .unsupported, text: message.words, sentAt: event.at)
    switch message.content {
    case .text: inbound.kind = .text
    case .sticker(let sticker):
      inbound.kind = .sticker
      inbound.attachments = [NewChatAttachment(sticker: sticker)]
    case .picture, .file:
      let name = message.fileName
      guard let file = try await shop.fetchedFile(message.id, name: name, from: event.contact, isPatient: isPatient) else { break }
      inbound.kind = file.kind == .image ? .image : .file
      inbound.text = nil
      inbound.attachments = [file]
    case .place, .other: break
    }
    return inbound
  }
}
