package import Domain
private import Secrets
import Stores

extension Shop {
  /// Takes in what Stripe tells us: checks its signature before anything else, keeps it, and leaves the rest to the sweeper.
  ///
  /// What is about another account, the other mode, or nothing that makes a difference here is left at that: it was heard (WHI-07).
  ///
  /// - Parameter door: the keys as they stand.
  /// - Throws: ``RefusalCode/malformed`` without a signature that fits (WHI-01…04), ``RefusalCode/storageUnavailable`` where it cannot be
  ///   looked into yet: Stripe tells it again.
  package func hearStripe(signature: String?, body: [UInt8], door: StripeDoor) async throws {
    guard let signature,
      StripeSignature.isValid(signature, body: body, secrets: door.hookSecrets, now: clock().milliseconds / 1000)
    else { throw Refusal(.malformed, "This event is not signed as it should be.") }
    let notice = try StripeNotice(body)
    guard let key = door.key else { throw Refusal(.storageUnavailable, "No key to Stripe is set, so this cannot be looked into yet.") }
    guard notice.isLive == key.isLive, !notice.isOfAnother, ProviderEvent.subject(of: notice.type) != nil, let object = notice.objectID
    else { return }
    let now = clock()
    let event = ProviderEvent(
      provider: .stripe, eventID: notice.id, type: notice.type, objectID: object, paymentID: notice.paymentID, nextAttemptAt: now,
      receivedAt: now)
    _ = try await write(by: .system) { work in try work.tx.providerEvents.add(event) }
  }
}

extension UnitOfWork {
  /// What providers told us, newest first.
  package func listProviderEvents(_ states: [ProviderEvent.State], page: PageRequest) throws -> Page<ProviderEvent> {
    try principal.require(.readPaymentTasks)
    return try tx.providerEvents.list(states, page: page)
  }

  /// Has an event looked into once more that was given up or ignored.
  ///
  /// - Throws: ``RefusalCode/conflict`` for one that waits or is done.
  package func retryProviderEvent(_ provider: PaymentProvider, _ eventID: String) throws -> ProviderEvent {
    try principal.require(.resolvePaymentTask)
    guard try tx.providerEvents.find(provider, eventID) != nil else { throw Refusal.notFound("event") }
    guard try tx.providerEvents.retry(provider, eventID, at: now), let event = try tx.providerEvents.find(provider, eventID) else {
      throw Refusal(.conflict, "This event waits already, or was looked into.")
    }
    try record("provider_event.retried", EventObject("provider_event", eventID), at: nil)
    return event
  }
}
