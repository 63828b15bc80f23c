import Dispatch
import Domain
import Logging
import SQLEngine
import Stores
import UseCases

/// One line in which things leave one after another; no line waits for another one.
enum OutboxLane: Hashable, Sendable {
  case messages(Message.Lane)
  case webhook(ID<WebhookEndpoint>)
}

/// Which lanes there are, which have something due, and what is done in each. One runs at most once at a time.
actor OutboxLanes {
  private let shop: Shop
  private let doors: OutboxDoors
  /// As long as it lasts, whoever else serves the shop sends nothing.
  nonisolated let turn: JobTurn
  private let stop: StopSign
  private let logger: Logger
  private var busy: Set<OutboxLane> = []
  /// Lanes whose last turn met trouble with the database, and until when they are left alone.
  private var troubled: [OutboxLane: ContinuousClock.Instant] = [:]

  /// - Parameter stop: goes up when the server ends, and when the turn does.
  init(shop: Shop, doors: OutboxDoors, turn: JobTurn, stop: StopSign, logger: Logger) {
    self.shop = shop
    self.doors = doors
    self.turn = turn
    self.stop = stop
    self.logger = logger
  }

  /// The lanes with something due, marked as running; whoever gets them must empty them.
  func due() async -> [OutboxLane] {
    guard !stop.isUp else { return [] }
    do {
      let found = try await look()
      let now = ContinuousClock.now
      troubled = troubled.filter { now < $0.value }
      let free = found.filter { !busy.contains($0) && troubled[$0] == nil }
      busy.formUnion(free)
      return free
    } catch is TurnLost {
      return []
    } catch {
      logger.warning("The outbox could not be looked at; it will be in a second.", metadata: ["reason": "\(error)"])
      return []
    }
  }

  private func look() async throws -> [OutboxLane] {
    while try await shop.database.read({ tx in try tx.webhooks.isBehind() }) {
      guard try await shop.write(in: turn, { work in try work.spreadEvents() }) else { break }
    }
    let now = shop.clock()
    let (waiting, receivers) = try await shop.database.read { tx in
      let waiting = try Message.Lane.all.filter { lane in try tx.messages.nextDue(lane).map { $0 <= now } ?? false }
      return (waiting, try tx.webhookDeliveries.dueReceivers(at: now))
    }
    var lanes = receivers.map(OutboxLane.webhook)
    guard !waiting.isEmpty else { return lanes }
    let open = try await shop.openDoors()
    lanes += waiting.filter(open.isReady).map(OutboxLane.messages)
    return lanes
  }

  /// Sends what is due in a lane, one after another, until nothing is.
  func empty(_ lane: OutboxLane) async {
    let queue = DispatchQueue(label: "counterfoil.outbox")
    do {
      while !stop.isUp, try await sendNext(in: lane, on: queue) {}
    } catch is TurnLost {
      // The process whose turn it is now goes on with it.
    } catch {
      troubled[lane] = .now + .seconds(5)
      logger.warning("The outbox met trouble; what waits is tried again.", metadata: ["reason": "\(error)"])
    }
    busy.remove(lane)
  }

  /// False when nothing is due, or the server ends.
  private func sendNext(in lane: OutboxLane, on queue: DispatchQueue) async throws -> Bool {
    switch lane {
    case .messages(let messages): try await MessageLane(shop: shop, doors: doors, turn: turn, stop: stop).sendNext(messages, on: queue)
    case .webhook(let id): try await sendNextDelivery(to: id, on: queue)
    }
  }

  private func sendNextDelivery(to id: ID<WebhookEndpoint>, on queue: DispatchQueue) async throws -> Bool {
    guard let call = try await shop.takeDueDelivery(to: id, in: turn) else { return false }
    let (door, now, stop) = (WebhookDoor(policy: doors.policy), shop.clock(), stop)
    let outcome = await queue.perform { door.send(call, at: now, stop: stop) }
    // What the end of the server cut short is taken up by the next one.
    guard !stop.isUp || outcome.isTaken else { return false }
    let chance = Int64.random(in: 0...1023)
    try await shop.write(by: .system) { work in try work.settle(call, outcome, chance: chance) }
    return outcome.isTaken
  }
}

extension DispatchQueue {
  /// Runs work that blocks on this queue's thread, away from the threads that serve.
  func perform<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      async { continuation.resume(returning: work()) }
    }
  }
}

extension DeliveryOutcome {
  var isTaken: Bool {
    if case .taken = self { true } else { false }
  }
}
