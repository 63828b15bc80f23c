import Domain
import JSON
import ServiceLifecycle
import Stores
import UseCases

/// What happened in the shop: asked for, or told as it happens.
enum EventAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/events", list, query: ["after", "limit"])
    api.get("/events/stream", stream)
  }

  /// Oldest first.
  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let after = query.id("after", of: Event.self)
    let limit = query.page().limit
    try query.finish()
    let page = try await call.read { try $0.readEvents(after: after, limit: limit) }
    return Reply.json { $0.page(page) { EventJSON.write($1, to: &$0) } }
  }

  /// Server-sent events, taken up behind `Last-Event-ID`.
  private static func stream(_ call: Call) async throws -> Reply {
    let principal = try call.principal
    try principal.require(.readEvents)
    let last = try call.headers.single("last-event-id").flatMap { ID<Event>($0) }
    let place = try await call.read { try $0.placeInEvents(after: last) }
    try await call.site.events.requireRoom()
    let listener = EventListener(call: call, scope: principal.locationID, place: place)
    return Reply(status: 200, body: .stream { write in try await listener.run(write) })
      .with("Content-Type", "text/event-stream").with("X-Accel-Buffering", "no")
  }
}

/// One page or program that listens.
struct EventListener: Sendable {
  let call: Call
  let scope: ID<Location>?
  let place: Int64

  private static let heartbeat = Duration.seconds(15)
  private static let trust = Duration.milliseconds(500)

  /// Writes events as they come until the receiver leaves, may listen no more, or the server shuts down.
  func run(_ write: ([UInt8]) async throws -> Void) async throws {
    let hub = call.site.events
    let (number, signals) = try await hub.join()
    do {
      try await write(Array("retry: 2000\n\n".utf8))
      try await follow(signals, write)
    } catch {
      await hub.leave(number)
      throw error
    }
    await hub.leave(number)
  }

  private func follow(_ signals: AsyncStream<Void>, _ write: ([UInt8]) async throws -> Void) async throws {
    var place = place
    var quietSince = ContinuousClock.now
    var trustedSince = quietSince
    for await _ in signals.cancelOnGracefulShutdown() {
      if ContinuousClock.now - trustedSince >= Self.trust {
        guard try await mayListen() else { return }
        trustedSince = .now
      }
      var isBehind = true
      while isBehind {
        let (notices, reach) = try await call.site.events.notices(after: place)
        let seen = notices.filter { $0.location == nil || scope == nil || $0.location == scope }
        if !seen.isEmpty {
          try await write(Array(seen.map(\.bytes).joined()))
          quietSince = .now
        }
        isBehind = reach > place
        place = reach
      }
      if ContinuousClock.now - quietSince >= Self.heartbeat {
        try await write(Array(": still here\n\n".utf8))
        quietSince = .now
      }
    }
  }

  /// Asked with the signals, twice a second at most, so that a revoked token or an ended session is felt within a second.
  private func mayListen() async throws -> Bool {
    switch call.caller {
    case .nobody: false
    case .token(_, let token): try await call.shop.principal(forToken: token)?.may(.readEvents) ?? false
    case .session(_, let session): try await call.shop.stands(session: session)
    }
  }
}
