package import Domain
import Secrets
import Stores
package import UseCases

/// Tells a receiver of an event, signed as the Standard Webhooks specification has it.
package struct WebhookDoor: Sendable {
  package let policy: OutboundPolicy

  package init(policy: OutboundPolicy) {
    self.policy = policy
  }

  /// Sends one delivery, on this thread.
  package func send(_ call: WebhookCall, at now: Instant, stop: StopSign) -> DeliveryOutcome {
    guard let url = try? OutboundURL(call.url) else { return .failed(.init("The address cannot be read.")) }
    let id = call.taken.delivery.eventID
    let seconds = now.milliseconds / 1000
    guard let secret = call.secret,
      let signature = WebhookSignature.sign(id: id, timestamp: seconds, body: call.body, secret: secret)
    else { return .failed(.init("The secret cannot be read. Make a new endpoint.")) }
    let headers = [
      ("Content-Type", "application/json"), ("webhook-id", id), ("webhook-timestamp", String(seconds)), ("webhook-signature", signature),
    ]
    return HTTPCall(url: url, headers: headers, body: call.body).perform(policy: policy, stop: stop)
  }
}
