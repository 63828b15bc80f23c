package import Domain
import Secrets
import Stores

/// The identity and secret of a receiver that is about to be made.
package struct WebhookKey: Sendable {
  package let id: ID<WebhookEndpoint>
  /// Shown once, to who makes it.
  package let secret: String
  let sealed: String
}

extension Shop {
  package func newWebhookKey() throws -> WebhookKey {
    let id = ids.next(WebhookEndpoint.self)
    let secret = WebhookSignature.makeSecret()
    return WebhookKey(id: id, secret: secret, sealed: try credentials.keyring.seal(secret, for: .webhookSecret, name: id.text))
  }
}

extension UnitOfWork {
  /// Adds a receiver of what happens from now on, with no wider view than its maker has.
  ///
  /// - Throws: `validationFailed` for an address that is not out in the world (WHO-01), ``RefusalCode/conflict`` above the limit.
  package func createWebhook(_ changes: Changes<WebhookEndpoint>, key: WebhookKey, outside: Outside) throws -> WebhookEndpoint {
    try principal.require(.manageWebhooks)
    var endpoint = WebhookEndpoint(id: key.id, url: "", locationID: principal.locationID, createdAt: now)
    changes.apply(to: &endpoint)
    try endpoint.settle(allowed: outside.allowed, ownHost: outside.ownHost)
    guard try tx.webhooks.count() < WebhookEndpoint.most else {
      throw Refusal(.conflict, "There are \(WebhookEndpoint.most) webhook endpoints already, which is the most. Remove one first.")
    }
    try tx.webhooks.add(endpoint, sealedSecret: key.sealed)
    try record("webhook.created", EventObject("webhook_endpoint", endpoint.id.text), at: endpoint.locationID)
    return endpoint
  }

  package func changeWebhook(_ id: ID<WebhookEndpoint>, _ changes: Changes<WebhookEndpoint>, outside: Outside) throws -> WebhookEndpoint {
    let before = try findWebhook(id)
    var endpoint = before
    changes.apply(to: &endpoint)
    try endpoint.settle(allowed: outside.allowed, ownHost: outside.ownHost)
    // Whoever mends something wants it tried at once.
    (endpoint.failures, endpoint.restingUntil, endpoint.updatedAt) = (0, nil, now)
    try tx.webhooks.save(endpoint)
    if endpoint.isActive, !before.isActive { try tx.webhooks.skipToEnd(id) }
    try record("webhook.updated", EventObject("webhook_endpoint", id.text), at: endpoint.locationID)
    return endpoint
  }

  /// Removes a receiver with its log and what was on its way to it.
  package func removeWebhook(_ id: ID<WebhookEndpoint>) throws {
    let endpoint = try findWebhook(id)
    try tx.webhooks.remove(id)
    try record("webhook.removed", EventObject("webhook_endpoint", id.text), at: endpoint.locationID)
  }

  package func findWebhook(_ id: ID<WebhookEndpoint>) throws -> WebhookEndpoint {
    try principal.require(.manageWebhooks)
    let endpoint = try tx.webhooks.take(id)
    guard principal.sees(endpoint.locationID) else { throw Refusal.notFound("webhook endpoint") }
    return endpoint
  }

  package func listWebhooks(search: String?, page: PageRequest) throws -> Page<WebhookEndpoint> {
    try principal.require(.manageWebhooks)
    return try tx.webhooks.list(search: search, in: principal.locationID, page: page)
  }
}
