import Domain
import JSON
import UseCases

/// Asks Stripe something and reads what it says: one door, one key, one version of the API.
struct StripeWire: Sendable {
  let base: OutboundURL
  let key: StripeKey
  let policy: OutboundPolicy
  let line: CallLine
  let stop: StopSign

  /// The shapes that are read here are those of this version, whatever the account is set to.
  private static let version = "2024-06-20"
  /// A bank may take its time to say yes.
  private static let deadlineMilliseconds = 15_000
  private static let longestAnswer = 1_048_576

  /// - Parameter key: ours; with it the same request is carried out once, however often it is sent.
  func post(_ path: String, _ form: StripeForm, key: String?) async throws(GatewayFailure) -> JSON {
    try await call(.post, path, form, key: key)
  }

  func get(_ path: String, _ form: StripeForm = StripeForm()) async throws(GatewayFailure) -> JSON {
    try await call(.get, path, form, key: nil)
  }

  func delete(_ path: String) async throws(GatewayFailure) -> JSON {
    try await call(.delete, path, StripeForm(), key: nil)
  }

  private func call(_ method: HTTPCall.Method, _ path: String, _ form: StripeForm, key: String?) async throws(GatewayFailure) -> JSON {
    let query = method == .get && !form.pairs.isEmpty ? "?" + form.encoded : ""
    guard let url = try? OutboundURL(base.text.dropLast() + "/v1/" + path + query) else {
      throw .refused(code: "unreadable_name", reason: "This cannot be asked of Stripe.")
    }
    var request = HTTPCall(method, url: url, headers: headers(key), body: method == .post ? Array(form.encoded.utf8) : [])
    request.deadlineMilliseconds = Self.deadlineMilliseconds
    let (ready, policy, stop) = (request, policy, stop)
    let result = await line.perform { () -> Result<HTTPAnswer, HTTPFailure> in
      Result { () throws(HTTPFailure) in try ready.exchange(policy: policy, stop: stop, limit: Self.longestAnswer) }
    }
    switch result {
    case .success(let answer): return try StripeAnswer.read(answer)
    case .failure(let failure):
      // What only looks changes nothing, be it heard or not.
      throw failure.hasLeft && method != .get
        ? .unknown("Stripe did not answer: \(failure.reason)") : .unavailable("Stripe was not reached: \(failure.reason)")
    }
  }

  private func headers(_ key: String?) -> [(name: String, value: String)] {
    var headers = [
      (name: "Authorization", value: "Bearer \(self.key.text)"), ("Stripe-Version", Self.version), ("Accept", "application/json"),
      ("Content-Type", "application/x-www-form-urlencoded"),
    ]
    if let key { headers.append(("Idempotency-Key", key)) }
    return headers
  }
}

/// What Stripe's answers mean for whoever asked.
enum StripeAnswer {
  /// The object that was answered.
  ///
  /// - Throws: `refused` where it said no, `unavailable` where it did not listen, `unknown` where it may have acted all the same.
  static func read(_ answer: HTTPAnswer) throws(GatewayFailure) -> JSON {
    let body = answer.isWhole ? try? JSON.read(answer.body) : nil
    if (200...299).contains(answer.status) {
      guard let body, case .object = body else { throw .unknown("Stripe's answer cannot be read.") }
      return body
    }
    throw failure(status: answer.status, error: body?["error"])
  }

  private static func failure(status: Int, error: JSON?) -> GatewayFailure {
    let (type, code) = (error?["type"]?.text, error?["code"]?.text)
    let said = error?["message"]?.text.map(shortened) ?? "Stripe answered \(status)."
    switch status {
    case 401, 403: return .unavailable("Stripe does not accept the shop's key for this (\(status)).")
    case 409: return .unknown(said)
    case 429: return code == "lock_timeout" ? .unknown(said) : .unavailable("Stripe is asked too much at once.")
    case 400...499:
      // Something was begun with this key before.
      if type == "idempotency_error" { return .unknown(said) }
      let reason = error?["decline_code"]?.text ?? code
      if reason == "authentication_required" || code == "authentication_required" {
        return .refused(
          code: "authentication_required", reason: "The bank wants the customer to confirm this payment. Send them the link instead.")
      }
      return .refused(code: reason ?? type ?? "refused", reason: said)
    default: return .unknown("Stripe answered \(status).")
    }
  }

  private static func shortened(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(300)))
  }
}

extension JSON {
  /// A text that is not empty.
  var text: String? {
    if case .string(let text) = self, !text.isEmpty { text } else { nil }
  }

  /// A whole number.
  var whole: Int64? {
    if case .number(let token) = self { Int64(token) } else { nil }
  }

  var flag: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }

  /// The name of another object, be it told by its name or in full.
  var name: String? { text ?? self["id"]?.text }
}
