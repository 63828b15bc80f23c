package import Domain
import JSON
import SQLEngine
import Secrets
package import Stores

/// One call to a receiver, ready to go out.
package struct WebhookCall: Sendable {
  package let taken: TakenDelivery
  package let url: String
  /// The event, as `GET /events` has it.
  package let body: [UInt8]
  /// Opened only now; nil when it cannot be, because the data were restored without their secret.
  package let secret: String?
}

extension Shop {
  /// Takes the next delivery to a receiver; nil when none is due.
  package func takeDueDelivery(to id: ID<WebhookEndpoint>, in turn: JobTurn) async throws -> WebhookCall? {
    let taken = try await write(in: turn) { work in try work.takeDueDelivery(to: id) }
    guard let taken else { return nil }
    let secret = credentials.keyring.open(taken.sealedSecret, for: .webhookSecret, name: id.text)
    return WebhookCall(taken: taken.delivery, url: taken.url, body: taken.body, secret: secret)
  }
}

extension UnitOfWork {
  struct Taken: Sendable {
    let delivery: TakenDelivery
    let url: String
    let body: [UInt8]
    let sealedSecret: String
  }

  func takeDueDelivery(to id: ID<WebhookEndpoint>) throws -> Taken? {
    try principal.require(.manageWebhooks)
    try tx.webhookDeliveries.releaseTaken(before: now, at: now)
    guard let endpoint = try tx.webhooks.find(id), endpoint.isActive, let sealed = try tx.webhooks.sealedSecret(of: id) else { return nil }
    let lease = ids.next(WebhookDelivery.self).text
    let until = now.adding(seconds: Self.leaseSeconds)
    guard let taken = try tx.webhookDeliveries.takeDue(to: id, lease: lease, until: until, at: now),
      let event = try tx.events.find(at: taken.delivery.sequence)
    else { return nil }
    var writer = JSONWriter(capacity: 512)
    EventJSON.write(event, to: &writer)
    return Taken(delivery: taken, url: endpoint.url, body: writer.bytes, sealedSecret: sealed)
  }

  /// Writes down what a receiver answered. After failures in a row it is left alone for a while; once it answers, everything that waits
  /// for it goes.
  ///
  /// - Parameter chance: 0…1023, what bends the waits.
  package func settle(_ call: WebhookCall, _ outcome: DeliveryOutcome, chance: Int64) throws {
    try principal.require(.manageWebhooks)
    let (taken, id) = (call.taken, call.taken.delivery.endpointID)
    // A receiver that was removed meanwhile has nothing to be noted.
    guard let endpoint = try tx.webhooks.find(id) else { return }
    switch outcome {
    case .taken(let status):
      guard try tx.webhookDeliveries.settle(delivered: taken, status: status.map(Int64.init), at: now), endpoint.failures > 0 else {
        return
      }
      try tx.webhooks.note(failures: 0, restingUntil: nil, of: id)
      try tx.webhookDeliveries.hasten(to: id, at: now)
    case .failed(let failure):
      let next =
        failure.isFinal ? nil : RetryPlan.next(after: taken.delivery.attempts, firstAt: taken.firstAttemptAt, now: now, chance: chance)
      _ = try tx.webhookDeliveries.settle(
        failed: taken, error: failure.reason, status: failure.status.map(Int64.init), next: next, at: now)
      let failures = endpoint.failures.addingReportingOverflow(1).partialValue
      try tx.webhooks.note(
        failures: failures, restingUntil: WebhookEndpoint.rest(after: failures, now: now, chance: chance), of: id)
    }
  }
}
