/// One event on its way to one receiver.
package struct WebhookDelivery: Sendable, Equatable, Identified {
  package static let idPrefix = "dlv"

  package let id: ID<WebhookDelivery>
  package let endpointID: ID<WebhookEndpoint>
  /// Where the event stands in the journal.
  package let sequence: Int64
  package let eventID: String
  package let eventType: String
  package let objectID: String
  package let status: Status
  package let attempts: Int64
  package let nextAttemptAt: Instant
  /// The HTTP status of the last answer; nil where there was none.
  package let responseStatus: Int64?
  package let lastError: String?
  package let createdAt: Instant
  package let deliveredAt: Instant?

  package init(
    id: ID<WebhookDelivery>, endpointID: ID<WebhookEndpoint>, sequence: Int64, eventID: String, eventType: String, objectID: String,
    status: Status, attempts: Int64, nextAttemptAt: Instant, responseStatus: Int64?, lastError: String?, createdAt: Instant,
    deliveredAt: Instant?
  ) {
    self.id = id
    self.endpointID = endpointID
    self.sequence = sequence
    self.eventID = eventID
    self.eventType = eventType
    self.objectID = objectID
    self.status = status
    self.attempts = attempts
    self.nextAttemptAt = nextAttemptAt
    self.responseStatus = responseStatus
    self.lastError = lastError
    self.createdAt = createdAt
    self.deliveredAt = deliveredAt
  }

  package enum Status: String, Sendable, CaseIterable {
    case waiting, sending, delivered
    /// Given up after 72 hours; it can be replayed.
    case failed
  }
}
