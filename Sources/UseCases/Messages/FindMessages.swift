package import Domain
import SQLEngine
package import Stores

/// How the outbox stands.
package struct OutboxState: Sendable {
  package let waiting: Int64
  package let sending: Int64
  package let notDelivered: Int64
}

extension UnitOfWork {
  /// One message that the principal may see.
  package func findMessage(_ id: ID<Message>) throws -> Message {
    try principal.require(.readMessages)
    let message = try tx.messages.take(id)
    guard principal.sees(message.locationID) else { throw Refusal.notFound("message") }
    return message
  }

  /// Messages, newest first, as far as the principal may see them.
  package func listMessages(_ filter: MessageStore.Filter, page: PageRequest) throws -> Page<Message> {
    try principal.require(.readMessages)
    var filter = filter
    filter.scope = principal.locationID
    return try tx.messages.list(filter, page: page)
  }

  /// How many messages have not arrived.
  package func outboxState() throws -> OutboxState {
    try principal.require(.readMessages)
    let counts = try tx.messages.counts(scope: principal.locationID)
    return OutboxState(
      waiting: counts[.waiting] ?? 0, sending: counts[.sending] ?? 0, notDelivered: counts[.notDelivered] ?? 0)
  }
}
