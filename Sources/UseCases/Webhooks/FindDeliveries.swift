package import Domain
import Stores

extension UnitOfWork {
  /// What a receiver was told, newest first.
  package func listDeliveries(
    to id: ID<WebhookEndpoint>, statuses: [WebhookDelivery.Status], page: PageRequest
  ) throws -> Page<WebhookDelivery> {
    _ = try findWebhook(id)
    return try tx.webhookDeliveries.list(to: id, statuses: statuses, page: page)
  }

  package func findDelivery(_ delivery: ID<WebhookDelivery>, to id: ID<WebhookEndpoint>) throws -> WebhookDelivery {
    _ = try findWebhook(id)
    guard let found = try tx.webhookDeliveries.find(delivery, to: id) else { throw Refusal.notFound("delivery") }
    return found
  }

  /// Tells a receiver once more, with the same event id; it may have heard it before.
  ///
  /// - Throws: 409 while it is being told.
  package func replayDelivery(_ delivery: ID<WebhookDelivery>, to id: ID<WebhookEndpoint>) throws -> WebhookDelivery {
    _ = try findDelivery(delivery, to: id)
    guard try tx.webhookDeliveries.replay(delivery, at: now) else {
      throw Refusal(.conflict, "This delivery is under way. Wait until it has arrived or failed.")
    }
    try tx.webhooks.note(failures: 0, restingUntil: nil, of: id)
    return try findDelivery(delivery, to: id)
  }
}
