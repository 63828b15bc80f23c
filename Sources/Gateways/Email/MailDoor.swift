import CCurl
package import Domain

/// Hands mail to the shop's mail server by SMTP.
package struct MailDoor: Sendable {
  package let server: MailServer
  package let policy: OutboundPolicy

  package init(server: MailServer, policy: OutboundPolicy) {
    self.server = server
    self.policy = policy
  }

  private static let deadlines = CurlTransfer.Deadlines(connectMilliseconds: 10_000, totalMilliseconds: 60_000)

  /// Sends one mail to its one recipient, on this thread.
  package func send(_ mail: Mail, stop: StopSign) -> DeliveryOutcome {
    guard let bytes = mail.bytes else { return .failed(.init("A header of this mail holds a line break.", isFinal: true)) }
    var answer = 0
    do {
      let transfer = try CurlTransfer(policy: policy, deadlines: Self.deadlines, stop: stop)
      try setUp(transfer, mail)
      transfer.send(bytes)
      defer { answer = transfer.status }
      _ = try transfer.perform()
      return .taken(status: nil)
    } catch {
      return .failed(Self.failure(error, answer: answer))
    }
  }

  private func setUp(_ transfer: CurlTransfer, _ mail: Mail) throws(CurlTransfer.Failure) {
    try transfer.set(CURLOPT_URL, server.shown)
    try transfer.set(CURLOPT_PROTOCOLS_STR, server.security == .implicit ? "smtps" : "smtp")
    switch server.security {
    case .implicit, .required: try transfer.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
    case .optional: try transfer.set(CURLOPT_USE_SSL, Int(CURLUSESSL_TRY.rawValue))
    case .none: try transfer.set(CURLOPT_USE_SSL, Int(CURLUSESSL_NONE.rawValue))
    }
    if let user = server.user { try transfer.set(CURLOPT_USERNAME, user) }
    if let password = server.password { try transfer.set(CURLOPT_PASSWORD, password) }
    try transfer.set(CURLOPT_MAIL_FROM, "<\(mail.from.address)>")
    try transfer.set(CURLOPT_MAIL_RCPT, ["<\(mail.to)>"])
    try transfer.set(CURLOPT_UPLOAD, 1)
  }

  /// A server's 5xx to sender or recipient is its last word; a wrong password or certificate is mended by people, so it is tried again.
  private static func failure(_ failure: CurlTransfer.Failure, answer: Int) -> DeliveryOutcome.Failure {
    switch failure.code {
    case CURLE_LOGIN_DENIED: return .init("The mail server did not accept user and password (\(answer)).")
    case CURLE_PEER_FAILED_VERIFICATION: return .init("The mail server's certificate is not trusted.")
    case CURLE_USE_SSL_FAILED: return .init("The mail server offers no TLS, and without it no mail leaves.")
    case CURLE_SEND_ERROR where (500...599).contains(answer), CURLE_RECV_ERROR where (500...599).contains(answer),
      CURLE_WEIRD_SERVER_REPLY where (500...599).contains(answer):
      return .init("The mail server refused the mail (\(answer)).", isFinal: true)
    default:
      return .init(
        answer > 0 ? "The mail server answered \(answer): \(failure.reason)." : "The mail server cannot be reached: \(failure.reason).")
    }
  }
}
