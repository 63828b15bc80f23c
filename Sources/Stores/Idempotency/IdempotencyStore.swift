package import Domain
package import SQLEngine

/// What a caller wants done once: its key, where, and what exactly (P3).
package struct Intent: Sendable, Hashable {
  package let key: String
  package let route: String
  /// A hash over method, path and body.
  package let fingerprint: String

  package init(key: String, route: String, fingerprint: String) {
    self.key = key
    self.route = route
    self.fingerprint = fingerprint
  }
}

/// What was answered, so that the same request gets the same words again.
package struct Answer: Sendable {
  package var status: Int
  package var headers: [Header]
  package var body: [UInt8]
  /// True when these words were first said to an earlier, equal request.
  package var isReplay: Bool

  package init(status: Int, headers: [Header] = [], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
    isReplay = false
  }

  /// The body as text. It was put together from texts, so it is not looked through again for what is no UTF-8.
  fileprivate var text: String {
    if body.isEmpty { "" } else { String(copying: UTF8Span(unchecked: body.span)) }
  }

  /// A response header that belongs to the answer (`Location`, `ETag`).
  package struct Header: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }
}

/// Answers already given, kept seven days, written with the effect they speak of.
package struct IdempotencyStore {
  let tx: Transaction

  /// The answer to an equal request, nil for a new key.
  ///
  /// - Throws: ``RefusalCode/idempotencyKeyReused`` when the key belongs to another request.
  package func find(_ intent: Intent, of principal: String) throws -> Answer? {
    let row = try tx.row(
      """
      SELECT fingerprint, status, headers, body FROM idempotency
      WHERE principal = \(principal) AND route = \(intent.route) AND key = \(intent.key)
      """)
    guard let row else { return nil }
    guard try row.text("fingerprint") == intent.fingerprint else {
      throw Refusal(.idempotencyKeyReused, "This Idempotency-Key was used for another request. Send a new key with this one.")
    }
    let headers = try row.text("headers").split(separator: "\n").compactMap { line -> Answer.Header? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return Answer.Header(String(line[..<colon]), String(line[line.index(after: colon)...]))
    }
    var answer = Answer(status: Int(try row.integer("status")), headers: headers, body: Array(try row.text("body").utf8))
    answer.isReplay = true
    return answer
  }

  package func add(_ answer: Answer, for intent: Intent, of principal: String, at now: Instant) throws {
    let headers = answer.headers.map { "\($0.name):\($0.value)" }.joined(separator: "\n")
    try tx.enqueue(
      """
      INSERT INTO idempotency (principal, route, key, fingerprint, status, headers, body, created_at)
      VALUES (\(principal), \(intent.route), \(intent.key), \(intent.fingerprint), \(answer.status), \(headers),
        \(answer.text), \(now))
      """)
  }

  /// Puts away the answers that name something which is gone, in their words or only in where it was found (`Location`): a request that is
  /// repeated is told so.
  ///
  /// - Parameter named: selects the `id`s of what is gone.
  package func forgetAnswers(about named: SQL) throws {
    try tx.execute(
      """
      UPDATE idempotency SET status = 410, headers = 'Content-Type:application/problem+json', body = \(Self.goneAnswer)
      WHERE EXISTS (SELECT 1 FROM (\(named)) AS gone
        WHERE idempotency.body LIKE '%' || gone.id || '%' OR idempotency.headers LIKE '%' || gone.id || '%')
      """)
  }

  private static let goneAnswer = """
    {"type":"/problems/gone","title":"Gone","status":410,"detail":"This was answered, and what it spoke of was erased since.",\
    "code":"gone","errors":[]}
    """

  /// Forgets what is older than `moment`, a bounded number at a time.
  package func forget(before moment: Instant, limit: Int = 500) throws {
    try tx.execute(
      """
      DELETE FROM idempotency WHERE (principal, route, key) IN
        (SELECT principal, route, key FROM idempotency WHERE created_at < \(moment) LIMIT \(limit))
      """)
  }
}

extension Transaction {
  package var idempotency: IdempotencyStore { IdempotencyStore(tx: self) }
}
