package import Domain
import JSON

/// Hands an SMS to a gateway in Twilio's way: a form with To, From and Body, account and token as user and password.
package struct SMSDoor: Sendable {
  package let gateway: SMSGateway
  package let policy: OutboundPolicy
  /// What receivers see where the gateway's address names nobody.
  package let shopName: String

  package init(gateway: SMSGateway, policy: OutboundPolicy, shopName: String) {
    self.gateway = gateway
    self.policy = policy
    self.shopName = shopName
  }

  /// Sends one message to its one number, on this thread.
  package func send(_ message: Message, stop: StopSign) -> DeliveryOutcome {
    let form = [
      ("To", message.recipient), ("From", gateway.from ?? SMSGateway.senderName(of: shopName)), ("Body", message.text),
    ]
    let body = form.map { "\($0)=\(PercentText.encoded($1))" }.joined(separator: "&")
    let call = HTTPCall(
      url: gateway.url,
      headers: [
        ("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json"),
        ("I-Twilio-Idempotency-Token", message.id.text),
      ],
      body: Array(body.utf8), credentials: gateway.credentials.map { ($0.account, $0.token) })
    let outcome = call.perform(policy: policy, stop: stop, reason: Self.reason)
    // A request the gateway finds wrong stays wrong; too many, a wrong password and its own trouble pass.
    guard case .failed(let failure) = outcome, let status = failure.status, (400...499).contains(status),
      ![401, 403, 408, 425, 429].contains(status)
    else { return outcome }
    return .failed(.init(failure.reason, isFinal: true, status: status))
  }

  /// `{"code": 21211, "message": "The 'To' number is not a valid phone number."}`.
  private static func reason(_ body: [UInt8]) -> String? {
    guard case .string(let message)? = try? JSON.read(body)["message"] else { return nil }
    return String(message.unicodeScalars.prefix(200).map(Character.init))
  }
}
