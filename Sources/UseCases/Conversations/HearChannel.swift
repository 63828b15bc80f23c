package import Domain
import JSON
import Stores

extension Shop {
  /// Takes in what a chat service tells us: checks its signature before anything else, keeps it, and leaves the rest to
  /// ``workOffChannels()``.
  ///
  /// - Parameters:
  ///   - body: the octets as they came; nothing of them is read before the signature fits (WHI-11).
  ///   - doors: the secrets as they stand.
  /// - Throws: ``RefusalCode/malformed`` without a signature that fits, or for what is no webhook's body (WHI-01, WHI-02).
  package func hearChannel(_ source: ChannelEvent.Source, signature: String?, body: [UInt8], doors: OpenDoors) async throws {
    guard let reader = source.reader else { throw Refusal.notFound("webhook") }
    guard let signature, reader.isSigned(signature, body: body, doors: doors) else {
      throw Refusal(.malformed, "This is not signed as it should be.")
    }
    let json: JSON
    do {
      json = try JSON.read(body)
    } catch {
      throw Refusal(.malformed, error.message)
    }
    let heard = try reader.events(in: json)
    guard !heard.isEmpty else { return }
    try await write(by: .system) { work in
      for event in heard { _ = try work.tx.channelEvents.add(work.kept(event, of: source)) }
    }
  }
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
