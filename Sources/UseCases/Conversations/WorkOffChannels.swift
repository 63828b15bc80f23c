import Domain
import JSON
import Logging
import SQLEngine
import Stores

extension Shop {
  /// Until somebody else may take an event whose worker was not heard of again.
  private static let eventLeaseSeconds: Int64 = 120
  private static let eventsAtOnce = 4
  private static let mostEventsOfOneRound = 200

  /// Puts back what a server that is gone was working on; for the start of a turn.
  package func releaseChannelEvents(in turn: JobTurn) async throws {
    let now = clock()
    guard try await database.read({ tx in try tx.channelEvents.nextDue() }) != nil else { return }
    try await write(in: turn) { work in try work.tx.channelEvents.releaseTaken(at: now) }
  }

  /// Takes into the shop what chat services told us and is due. One event that takes its time, or fails, keeps no other waiting (WHI-09).
  package func workOffChannels(in turn: JobTurn) async throws {
    let now = clock()
    guard let due = try await database.read({ tx in try tx.channelEvents.nextDue() }), due <= now else { return }
    await withDiscardingTaskGroup { group in
      for _ in 0..<Self.eventsAtOnce { group.addTask { await workOffSome(in: turn) } }
    }
  }

  private func workOffSome(in turn: JobTurn) async {
    for _ in 0..<Self.mostEventsOfOneRound {
      guard !Task.isCancelled else { return }
      do {
        let taken = try await write(in: turn) { work in
          try work.tx.channelEvents.takeDue(until: work.now.adding(seconds: Self.eventLeaseSeconds), at: work.now)
        }
        guard let event = taken else { return }
        await workOff(event)
      } catch is TurnLost {
        return
      } catch {
        logger.warning("What chat services told us could not be read; it is tried again.", metadata: ["reason": "\(error)"])
        return
      }
    }
  }

  private func workOff(_ event: ChannelEvent) async {
    var settled = event
    do {
      settled.state = try await follow(event)
      settled.lastError = nil
    } catch let failure as UnreadableEvent {
      settled.giveUp(failure.reason)
    } catch {
      let reason = (error as? Refusal)?.detail ?? (error as? ChatFailure)?.reason ?? "\(error)"
      settled.meetTrouble(reason, at: clock())
    }
    let outcome = settled
    if outcome.state == .dead {
      logger.warning("An event of a chat service was given up; it is listed in the settings.", metadata: ["event": "\(event.id)"])
    }
    do {
      try await write(by: .system) { work in
        try work.tx.channelEvents.settle(event, as: outcome.state, next: outcome.nextAttemptAt, error: outcome.lastError)
      }
    } catch {
      // Its lease ends, and it is worked off again.
      logger.warning("What became of an event could not be written down.", metadata: ["event": "\(event.id)", "reason": "\(error)"])
    }
  }

  private func follow(_ event: ChannelEvent) async throws -> ChannelEvent.State {
    guard let reader = event.source.reader, let json = try? JSON.read(Array(event.body.utf8)) else {
      throw UnreadableEvent("It cannot be read.")
    }
    return switch try await reader.follow(event, json, in: self) {
    case .done: .done
    case .ignored: .ignored
    }
  }
}

extension ChannelEvent {
  fileprivate mutating func giveUp(_ reason: String) {
    state = .dead
    lastError = String(reason.prefix(500))
  }

  fileprivate mutating func meetTrouble(_ reason: String, at now: Instant) {
    guard let next = nextTry(at: now) else { return giveUp(reason) }
    nextAttemptAt = next
    lastError = String(reason.prefix(500))
  }
}
