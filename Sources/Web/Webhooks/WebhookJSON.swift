import Domain
import JSON

/// Receivers of events and what they were told, in words; never a secret.
enum WebhookJSON {
  static func write(_ endpoint: WebhookEndpoint, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", endpoint.id.text)
      json.member("url", endpoint.url)
      json.member("events", strings: endpoint.events)
      json.member("description", endpoint.description)
      json.member("active", endpoint.isActive)
      json.member("location_id", endpoint.locationID?.text)
      json.member("failures", Optional(endpoint.failures))
      json.member("resting_until", endpoint.restingUntil?.text)
      json.member("created_at", endpoint.createdAt.text)
      json.member("updated_at", endpoint.updatedAt.text)
    }
  }

  static func write(_ delivery: WebhookDelivery, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", delivery.id.text)
      json.member("endpoint_id", delivery.endpointID.text)
      json.member("event_id", delivery.eventID)
      json.member("event_type", delivery.eventType)
      json.member("object_id", delivery.objectID)
      json.member("status", delivery.status.rawValue)
      json.member("attempts", Optional(delivery.attempts))
      json.member("next_attempt_at", delivery.status == .waiting ? delivery.nextAttemptAt.text : nil)
      json.member("response_status", delivery.responseStatus)
      json.member("last_error", delivery.lastError)
      json.member("created_at", delivery.createdAt.text)
      json.member("delivered_at", delivery.deliveredAt?.text)
    }
  }
}
