import Domain
import Stores

extension UnitOfWork {
  /// Writes down who is to be told of what happened since they were last told: a stretch of the journal at a time.
  ///
  /// The journal itself is the outbox (`docs/decisions/0011`): an event is in it exactly when its change was committed, so nothing is told
  /// that did not happen and nothing that happened is left out (P15).
  /// - Returns: whether there is more.
  package func spreadEvents(limit: Int = 200) throws -> Bool {
    try principal.require(.manageWebhooks)
    let receivers = try tx.webhooks.behind()
    guard let first = receivers.first else { return false }
    let events = try tx.events.list(after: first.reach, limit: limit, scope: nil)
    guard let last = events.last else { return false }
    for (endpoint, reach) in receivers where reach < last.sequence {
      for event in events where event.sequence > reach && endpoint.wants(event.type) && endpoint.sees(event) {
        try tx.webhookDeliveries.add(event, to: endpoint.id, id: ids.next(), at: now)
      }
      try tx.webhooks.advance(endpoint.id, to: last.sequence)
    }
    return events.count == limit
  }
}

extension WebhookEndpoint {
  /// Whether the event happened where this receiver may look; as `GET /events` has it.
  fileprivate func sees(_ event: Event) -> Bool {
    locationID == nil || event.locationID == nil || event.locationID == locationID
  }
}
