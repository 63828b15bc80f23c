package import Domain
import JSON
import Logging
import Stores

extension Shop {
  /// Takes in what a chat service tells us: checks its signature before anything else, keeps it, and leaves the rest to
  /// ``workOffChannels()``.
  ///
  /// - Parameters:
  ///   - body: the octets as they came; nothing of them is read before the signature fits (WHI-11).
  ///   - doors: the secrets as they stand.
  /// - Throws: ``UnsignedNotice`` without a signature that fits, ``RefusalCode/malformed`` for what is no webhook's body (WHI-01, WHI-02).
  package func hearChannel(_ source: ChannelEvent.Source, signature: String?, body: [UInt8], doors: OpenDoors) async throws {
    guard let reader = source.reader else { throw Refusal.notFound("webhook") }
    guard let signature, reader.isSigned(signature, body: body, doors: doors) else {
      throw UnsignedNotice()
    }
    let heard: [HeardEvent]
    do {
      heard = try reader.events(in: try Self.read(body))
    } catch let refusal {
      logger.warning("A signed notice could not be read.", metadata: ["source": "\(source.rawValue)", "error": "\(refusal.detail)"])
      throw refusal
    }
    guard !heard.isEmpty else { return }
    try await write(by: .system) { work in
      for event in heard { _ = try work.tx.channelEvents.add(work.kept(event, of: source)) }
    }
  }

  /// One person's broken text shall not keep back what everybody else wrote in the same batch.
  private static func read(_ body: [UInt8]) throws(Refusal) -> JSON {
    do {
      return try JSON.read(body, brokenTexts: .mended)
    } catch {
      throw Refusal(.malformed, error.message)
    }
  }
}

/// What came is not signed by whom it says it is from.
package struct UnsignedNotice: Error {
  package init() {}
}

extension UnitOfWork {
  fileprivate func kept(_ event: HeardEvent, of source: ChannelEvent.Source) -> ChannelEvent {
    ChannelEvent(
      id: ids.next(), source: source, eventID: event.eventID, type: String(event.type.prefix(100)), account: event.account,
      contact: event.contact,
      body: String(decoding: event.json.bytes, as: UTF8.self), nextAttemptAt: now, receivedAt: now)
  }

  /// What chat services told us, newest first.
  package func listChannelEvents(
    _ source: ChannelEvent.Source?, _ states: [ChannelEvent.State], page: PageRequest
  ) throws -> Page<ChannelEvent> {
    try principal.require(.manageSettings)
    return try tx.channelEvents.list(source, states, page: page)
  }

  /// Has an event tried once more that was given up.
  ///
  /// - Throws: ``RefusalCode/conflict`` for one that was not given up.
  package func retryChannelEvent(_ id: ID<ChannelEvent>) throws -> ChannelEvent {
    try principal.require(.manageSettings)
    guard try tx.channelEvents.find(id) != nil else { throw Refusal.notFound("event") }
    guard try tx.channelEvents.retry(id, at: now), let event = try tx.channelEvents.find(id) else {
      throw Refusal(.conflict, "This event was not given up.")
    }
    try record("channel_event.retried", EventObject("channel_event", id.text), at: nil)
    return event
  }
}
