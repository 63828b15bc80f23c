import CCurl
package import Domain

/// One POST to somebody else's server; the only way in which the shop calls others by HTTP.
package struct HTTPCall: Sendable {
  package let url: OutboundURL
  package var headers: [(name: String, value: String)]
  package let body: [UInt8]
  /// User and password, for gateways that want them.
  package var credentials: (user: String, password: String)?

  package init(
    url: OutboundURL, headers: [(name: String, value: String)], body: [UInt8], credentials: (user: String, password: String)? = nil
  ) {
    self.url = url
    self.headers = headers
    self.body = body
    self.credentials = credentials
  }

  /// Connecting takes 3 seconds at most, everything together 10 (WHO-06).
  private static let deadlines = CurlTransfer.Deadlines(connectMilliseconds: 3000, totalMilliseconds: 10_000)

  /// Sends it, on this thread, and says what became of it.
  ///
  /// - Parameter readsAnswer: makes a reason of the answer's first octets, where it refused.
  package func perform(policy: OutboundPolicy, stop: StopSign, reason: (_ body: [UInt8]) -> String? = { _ in nil }) -> DeliveryOutcome {
    guard url.scheme == .https || policy.trustsAll || isExempt(policy) else {
      return .failed(.init("Blocked: only https leaves this shop."))
    }
    do {
      let (status, body) = try transfer(policy, stop).perform()
      switch status {
      case 200...299: return .taken(status: status)
      case 300...399: return .failed(.init("Answered \(status), and redirections are not followed.", status: status))
      default: return .failed(.init("Answered \(status)\(reason(body).map { ": \($0)" } ?? "").", status: status))
      }
    } catch {
      return .failed(.init(error.reason))
    }
  }

  private func isExempt(_ policy: OutboundPolicy) -> Bool {
    if let address = url.address { return policy.isExempt(address, port: url.port) }
    // By name only this machine itself; the connected address decides all the same.
    return url.host == "localhost" && policy.allowed.coverLocalhost(port: url.port)
  }

  private func transfer(_ policy: OutboundPolicy, _ stop: StopSign) throws(CurlTransfer.Failure) -> CurlTransfer {
    let transfer = try CurlTransfer(policy: policy, deadlines: Self.deadlines, stop: stop)
    try transfer.set(CURLOPT_URL, url.text)
    try transfer.set(CURLOPT_PROTOCOLS_STR, url.scheme.rawValue)
    try transfer.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    try transfer.set(CURLOPT_POST, 1)
    try transfer.set(CURLOPT_POSTFIELDSIZE, body.count)
    try transfer.set(CURLOPT_HTTPHEADER, headers.map { "\($0.name): \($0.value)" } + ["Expect:", "User-Agent: Counterfoil"])
    if let credentials {
      try transfer.set(CURLOPT_HTTPAUTH, ccurl_basic_authentication)
      try transfer.set(CURLOPT_USERNAME, credentials.user)
      try transfer.set(CURLOPT_PASSWORD, credentials.password)
    }
    transfer.send(body)
    return transfer
  }
}
