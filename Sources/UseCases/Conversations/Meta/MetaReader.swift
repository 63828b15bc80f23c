package import Domain
package import JSON
import Secrets
import Stores

/// Reads what Meta tells of the shop's page on Facebook and its account on Instagram.
package enum MetaReader: ChannelReader {
  /// The most things that one request may tell; Meta sends up to a thousand together.
  private static let most = 2000

  package static func isSigned(_ signature: String, body: [UInt8], doors: OpenDoors) -> Bool {
    MetaSignature.isValid(signature, body: body, secrets: doors.meta.secrets)
  }

  /// Whether a word is the one that was agreed on for the webhook's address.
  package static func isAgreed(_ word: String?, doors: OpenDoors) -> Bool {
    guard let word, let agreed = doors.meta.verifyToken else { return false }
    return SecretText.isSame(word, agreed)
  }

  /// One event for each thing that happened: a request may carry what happened with several people, on several pages.
  package static func events(in body: JSON) throws(Refusal) -> [HeardEvent] {
    guard case .string(let object)? = body["object"], case .array(let entries)? = body["entry"] else {
      throw Refusal(.malformed, "The body is no notice.")
    }
    // Other things of the same app, such as comments or numbers on WhatsApp, may be told here; they are none of ours.
    guard MetaEvent.channel(of: object) != nil else { return [] }
    var events: [HeardEvent] = []
    for entry in entries {
      for list in ["messaging", "standby"] {
        guard case .array(let happened)? = entry[list] else { continue }
        for one in happened {
          guard events.count < most else { throw Refusal(.payloadTooLarge, "One notice tells of \(most) things at most.") }
          events.append(heard(.object([("object", .string(object)), ("event", one)])))
        }
      }
    }
    return events
  }

  /// Meta gives its events no name, so their content is it: told again, they say the same to the letter.
  private static func heard(_ json: JSON) -> HeardEvent {
    let event = MetaEvent(json)
    return HeardEvent(
      eventID: "meta_" + SecretText.hash(json.bytes), type: event?.kind.word ?? "other", account: event?.contact.account ?? "",
      contact: event?.contact.key, json: json)
  }

  package static func follow(_ event: ChannelEvent, _ json: JSON, in shop: Shop) async throws -> ChannelOutcome {
    // What a page hears that shares the app with the shop's, is none of the shop's business (WHI-07).
    guard let happened = MetaEvent(json, latest: event.latestMoment), try await shop.openDoors().meta.speaks(for: happened.contact.account)
    else { return .ignored }
    let (contact, at) = (happened.contact, happened.at)
    switch happened.kind {
    case .message(let message):
      try await hear(try await inbound(message, of: happened, isPatient: event.mayWait, in: shop), in: shop)
      await shop.learnProfile(of: contact)
    case .echo(let message, let mark):
      try await hear(echo: message, mark.flatMap(MetaMark.init), of: happened, isPatient: event.mayWait, in: shop)
    case .edited(let id, let text):
      // What was said first may have been answered; the new words are told below it.
      try await hear(
        InboundMessage(contact: contact, externalID: "\(id):edit:\(at.milliseconds)", kind: .text, text: "✎ \(text)", sentAt: at), in: shop)
    case .pressed(let id, let title):
      try await hear(InboundMessage(contact: contact, externalID: id, kind: .event, text: title, sentAt: at), in: shop)
      await shop.learnProfile(of: contact)
    case .takenBack(let id): try await shop.write(by: .system) { work in try work.hearUnsent(id, by: contact) }
    case .delivered(let moment, let names):
      try await shop.write(by: .system) { work in try work.hear(.delivered, upTo: moment, names: names, by: contact) }
    case .read(let moment, let names):
      try await shop.write(by: .system) { work in try work.hear(.read, upTo: moment, names: names, by: contact) }
    case .other: return .ignored
    }
    return .done
  }

  private static func hear(_ inbound: InboundMessage, in shop: Shop) async throws {
    _ = try await shop.write(by: .system) { work in try work.hear(inbound) }
  }

  /// What the shop said itself is known; what was written in Meta's inbox stands in the thread like an answer of staff.
  private static func hear(
    echo message: MetaMessage, _ mark: MetaMark?, of event: MetaEvent, isPatient: Bool, in shop: Shop
  ) async throws {
    guard let mark else {
      // Instagram promises to bring the name of a message back, and not what was written on it.
      if event.contact.channel == .instagram,
        try await shop.read(by: .system, { work in try work.isOwn(message.text, at: event.at, to: event.contact) })
      {
        return
      }
      var inbound = try await inbound(message, of: event, isPatient: isPatient, in: shop)
      inbound.direction = .out
      return try await hear(inbound, in: shop)
    }
    guard mark.isLast else { return }
    var inbound = InboundMessage(contact: event.contact, externalID: message.id, kind: .text, text: message.text, sentAt: event.at)
    (inbound.direction, inbound.echoOf) = (.out, mark.messageID)
    try await hear(inbound, in: shop)
  }

  /// - Parameter isPatient: trouble with a file has the event tried again; else the message comes without it.
  private static func inbound(_ message: MetaMessage, of event: MetaEvent, isPatient: Bool, in shop: Shop) async throws -> InboundMessage {
    var files: [NewChatAttachment] = []
    var words = message.text.map { [$0] } ?? []
    for (place, attachment) in message.attachments.enumerated() {
      // More are not kept with one message, so they are not fetched; a sign stands for each.
      guard place < ChatAttachment.mostOfOne else {
        words += [attachment.words].compactMap(\.self)
        continue
      }
      switch attachment {
      case .picture(let url), .file(.file, let url):
        let file = try await shop.fetchedFile(url, from: event.contact, isPatient: isPatient)
        if let file { files.append(file) } else { words += [attachment.words].compactMap(\.self) }
      case .sticker(let id, let url):
        files.append(try await sticker(id, at: url, of: event.contact, isPatient: isPatient, in: shop))
      case .file, .place, .shared, .other: words += [attachment.words].compactMap(\.self)
      }
    }
    if message.isStoryReply { words.append("↩ Story") }
    let isShown = message.text != nil || !files.isEmpty
    let kind = files.first.map { ThreadMessage.Kind(of: $0.kind) } ?? (isShown ? .text : .unsupported)
    var inbound = InboundMessage(
      contact: event.contact, externalID: message.id, kind: kind, text: words.isEmpty ? nil : words.joined(separator: "\n"),
      sentAt: event.at)
    inbound.attachments = files
    return inbound
  }

  private static func sticker(
    _ id: String, at url: String?, of contact: ChatContact, isPatient: Bool, in shop: Shop
  ) async throws -> NewChatAttachment {
    let name = Sticker(package: "", sticker: id)
    guard let url, let picture = try await shop.fetchedFile(url, from: contact, isPatient: isPatient), picture.kind == .image else {
      return NewChatAttachment(sticker: name)
    }
    return NewChatAttachment(
      kind: .sticker, mediaType: picture.mediaType, bytes: picture.bytes, width: picture.width, height: picture.height, sticker: name)
  }
}

extension ThreadMessage.Kind {
  fileprivate init(of file: ChatAttachment.Kind) {
    switch file {
    case .image: self = .image
    case .file: self = .file
    case .sticker: self = .sticker
    }
  }
}
