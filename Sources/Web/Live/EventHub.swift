import Domain
package import Logging
import SQLEngine
import ServiceLifecycle
import Stores
package import UseCases

/// Hands what happens to everybody who listens: reads each event once after its commit, keeps the newest, and wakes the listeners.
///
/// Listeners pull at their own pace, so a slow one costs nothing but itself; one that fell behind what is kept reads the journal.
package actor EventHub: Service {
  /// One event as it goes over the wire.
  struct Notice: Sendable {
    let sequence: Int64
    let location: ID<Location>?
    let bytes: [UInt8]
  }

  private static let kept = 1024
  private static let mostListeners = 500

  private let shop: Shop
  private let logger: Logger
  private var recent: [Notice] = []
  /// Up to where the journal was read.
  private var reach: Int64?
  /// The last look failed; the next tick looks again.
  private var isBehind = false
  private var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
  private var nextListener = 0

  package init(shop: Shop, logger: Logger) {
    self.shop = shop
    self.logger = logger
  }

  /// Runs until the server shuts down.
  package func run() async throws {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.followCommits() }
      group.addTask { await self.tick() }
      try? await gracefulShutdown()
      group.cancelAll()
    }
  }

  private func followCommits() async {
    for await _ in shop.database.commits() {
      guard !Task.isCancelled else { return }
      // Nobody listens: the journal is read when somebody comes.
      if listeners.isEmpty { reach = nil } else { await load() }
    }
  }

  /// Lets listeners look after their heartbeat and whether they may still listen.
  private func tick() async {
    while !Task.isCancelled {
      do { try await Task.sleep(for: .milliseconds(700)) } catch { return }
      if isBehind { await load() } else { wake() }
    }
  }

  /// Reads what was committed since the last look. Whoever finds that somebody else looked meanwhile looks again, so that nothing
  /// waits for the next commit.
  private func load() async {
    do {
      while let from = reach {
        let stretch = try await shop.happenings(after: from, limit: Self.kept)
        guard reach == from else { continue }
        reach = stretch.reach
        recent.append(contentsOf: stretch.events.map(EventJSON.notice))
        recent.removeFirst(max(0, recent.count - Self.kept))
        guard stretch.events.count == Self.kept else { break }
      }
      isBehind = false
    } catch {
      isBehind = true
      logger.error("Events could not be read.", metadata: ["cause": "\(error)"])
    }
    wake()
  }

  private func wake() {
    for listener in listeners.values { listener.yield() }
  }

  /// - Throws: 503 when too many listen already.
  func requireRoom() throws(Refusal) {
    guard listeners.count < Self.mostListeners else { throw Refusal(.overloaded, "Too many pages listen for events.") }
  }

  /// Who joins gets a signal at once and then whenever there may be news; whoever joins must leave.
  func join() async throws -> (number: Int, signals: AsyncStream<Void>) {
    try requireRoom()
    let (signals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    nextListener &+= 1
    let number = nextListener
    listeners[number] = continuation
    continuation.yield()
    do {
      if reach == nil { try await begin() }
    } catch {
      leave(number)
      throw error
    }
    return (number, signals)
  }

  var listenerCount: Int { listeners.count }

  func leave(_ number: Int) {
    listeners.removeValue(forKey: number)?.finish()
  }

  /// Takes up the journal at its present end; what came before is read by those who want it.
  private func begin() async throws {
    let end = try await shop.read(by: .system) { try $0.placeInEvents(after: nil) }
    guard reach == nil else { return }
    recent = []
    reach = end
    // A commit may have passed between the look and here, when nobody took note of it yet.
    await load()
  }

  /// What comes after a place in the journal, as kept or as read again, and how far that goes.
  func notices(after sequence: Int64) async throws -> (notices: [Notice], reach: Int64) {
    if let reach, let first = recent.first, sequence >= first.sequence - 1 {
      return (recent.filter { $0.sequence > sequence }, max(reach, sequence))
    }
    if let reach, sequence >= reach { return ([], sequence) }
    let stretch = try await shop.happenings(after: sequence, limit: 200)
    return (stretch.events.map(EventJSON.notice), stretch.reach)
  }
}
