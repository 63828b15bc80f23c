import CCurl
package import Domain

/// One request to somebody else's server; the only way in which the shop calls others by HTTP.
package struct HTTPCall: Sendable {
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case delete = "DELETE"
  }

  package let method: Method
  package let url: OutboundURL
  package var headers: [(name: String, value: String)]
  /// Sent with a POST only.
  package let body: [UInt8]
  /// User and password, for gateways that want them.
  package var credentials: (user: String, password: String)?
  /// How long everything together may take, in milliseconds; 10 seconds unless said otherwise (WHO-06).
  package var deadlineMilliseconds = 10_000

  package init(
    _ method: Method = .post, url: OutboundURL, headers: [(name: String, value: String)], body: [UInt8],
    credentials: (user: String, password: String)? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.credentials = credentials
  }

  /// Connecting takes 3 seconds at most.
  private static let connectMilliseconds = 3000

  /// Sends it, on this thread, and says what became of it.
  ///
  /// - Parameter reason: makes a reason of the answer's first octets, where it refused.
  package func perform(policy: OutboundPolicy, stop: StopSign, reason: (_ body: [UInt8]) -> String? = { _ in nil }) -> DeliveryOutcome {
    do {
      let answer = try exchange(policy: policy, stop: stop)
      let status = answer.status
      switch status {
      case 200...299: return .taken(status: status)
      case 300...399: return .failed(.init("Answered \(status), and redirections are not followed.", status: status))
      default: return .failed(.init("Answered \(status)\(reason(answer.body).map { ": \($0)" } ?? "").", status: status))
      }
    } catch {
      return .failed(.init(error.reason))
    }
  }

  /// Sends it, on this thread, and returns what was answered, whatever that was.
  ///
  /// - Parameter limit: the most octets that are read of the body.
  package func exchange(policy: OutboundPolicy, stop: StopSign, limit: Int = 65_536) throws(HTTPFailure) -> HTTPAnswer {
    guard url.scheme == .https || policy.trustsAll || isExempt(policy) else {
      throw HTTPFailure(reason: "Blocked: only https leaves this shop.", hasLeft: false)
    }
    do {
      let (status, body, isWhole) = try transfer(policy, stop, limit).perform()
      return HTTPAnswer(status: status, body: body, isWhole: isWhole)
    } catch {
      throw HTTPFailure(reason: error.reason, hasLeft: error.hasLeft)
    }
  }

  private func isExempt(_ policy: OutboundPolicy) -> Bool {
    if let address = url.address { return policy.isExempt(address, port: url.port) }
    // By name only this machine itself; the connected address decides all the same.
    return url.host == "localhost" && policy.allowed.coverLocalhost(port: url.port)
  }

  private func transfer(_ policy: OutboundPolicy, _ stop: StopSign, _ limit: Int) throws(CurlTransfer.Failure) -> CurlTransfer {
    let deadlines = CurlTransfer.Deadlines(connectMilliseconds: Self.connectMilliseconds, totalMilliseconds: deadlineMilliseconds)
    let transfer = try CurlTransfer(policy: policy, deadlines: deadlines, stop: stop, limit: limit)
    try transfer.set(CURLOPT_URL, url.text)
    try transfer.set(CURLOPT_PROTOCOLS_STR, url.scheme.rawValue)
    try transfer.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    switch method {
    case .get: try transfer.set(CURLOPT_HTTPGET, 1)
    case .delete: try transfer.set(CURLOPT_CUSTOMREQUEST, method.rawValue)
    case .post:
      try transfer.set(CURLOPT_POST, 1)
      try transfer.set(CURLOPT_POSTFIELDSIZE, body.count)
      transfer.send(body)
    }
    try transfer.set(CURLOPT_HTTPHEADER, headers.map { "\($0.name): \($0.value)" } + ["Expect:", "User-Agent: Counterfoil"])
    if let credentials {
      try transfer.set(CURLOPT_HTTPAUTH, ccurl_basic_authentication)
      try transfer.set(CURLOPT_USERNAME, credentials.user)
      try transfer.set(CURLOPT_PASSWORD, credentials.password)
    }
    return transfer
  }
}
