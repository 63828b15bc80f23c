package import Domain
import JSON
package import Stores

/// The worker's verbs: what is due leaves the database, goes out, and what became of it comes back. Only the shop itself calls them.
extension UnitOfWork {
  /// How long a worker may hold a message or delivery before another one may take it.
  package static let leaseSeconds: Int64 = 120

  /// Takes the message that is due longest; nil when none is. One that was under way when its invoice was taken back ends here.
  package func takeDueMessage(_ lane: Message.Lane) throws -> TakenMessage? {
    try principal.require(.sendMessages)
    while let taken = try tx.messages.takeDue(
      lane, lease: ids.next(Message.self).text, until: now.adding(seconds: Self.leaseSeconds), at: now)
    {
      let message = taken.message
      guard try isOutdated(message) else {
        if message.channel == .conversation { try showInThread(message) }
        return taken
      }
      try tx.messages.cancel(taken)
      try record("message.canceled", message.eventObject, at: message.locationID, data: message.eventData)
    }
    return nil
  }

  /// Writes down what became of a message that was taken, and tells everybody when it is decided.
  ///
  /// - Parameters:
  ///   - chance: 0…1023, what bends the wait before the next try.
  ///   - name: what a chat service calls it.
  package func settle(_ taken: TakenMessage, _ outcome: DeliveryOutcome, name: String? = nil, chance: Int64) throws {
    try principal.require(.sendMessages)
    let message = taken.message
    switch outcome {
    case .taken:
      if let name { try nameInThread(message, name) }
      guard try tx.messages.settle(sent: taken, at: now) else { return }
      try record("message.sent", message.eventObject, at: message.locationID, data: message.eventData)
    case .failed(let failure):
      let next =
        failure.isFinal ? nil : RetryPlan.next(after: message.attempts, firstAt: taken.firstAttemptAt, now: now, chance: chance)
      guard try tx.messages.settle(failed: taken, error: failure.reason, next: next, at: now) else { return }
      if let next {
        if message.channel == .conversation { try tx.messages.holdBack(after: message, until: next) }
        return
      }
      try record("message.failed", message.eventObject, at: message.locationID, data: message.eventData, reason: failure.reason)
      if failure.isFinal { try tellAnotherWay(message) }
    }
  }

  /// Puts back what a worker had taken that ended before it could say what became of it. For the start of a turn at the outbox, when
  /// nobody else is at it.
  package func releaseTaken() throws {
    try principal.require(.sendMessages)
    try tx.messages.releaseTaken(at: now)
    try tx.webhookDeliveries.releaseTaken(before: nil, at: now)
  }
}
