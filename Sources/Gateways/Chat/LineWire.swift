import Domain
import JSON
import UseCases

/// Asks LINE something and reads what it says: two addresses, one channel access token.
struct LineWire: Sendable {
  let base: ChatBase
  /// Where LINE keeps what people sent.
  let contentBase: ChatBase
  let token: ChatToken
  let policy: OutboundPolicy
  let line: CallLine
  let stop: StopSign

  private static let longestAnswer = 65_536
  private static let contentDeadlineMilliseconds = 20_000

  /// How a call failed.
  struct Failure: Error, Equatable {
    let reason: String
    /// Asked again, LINE says the same.
    let isFinal: Bool
    /// Of the answer; nil where there was none.
    let status: Int?

    /// As whoever only looks sees it.
    var seen: ChatFailure { isFinal ? .refused(reason) : .trouble(reason) }
  }

  func get(_ path: String) async throws(Failure) -> JSON {
    let answer = try await exchange(try request(.get, base, path), limit: Self.longestAnswer)
    guard answer.status == 200 else { throw Self.failure(answer) }
    return try Self.object(answer)
  }

  /// Hands messages over; also those that LINE took already under this key.
  func push(_ body: JSON, key: String) async throws(Failure) -> JSON {
    let answer = try await exchange(
      try request(.post, base, "/v2/bot/message/push", key: key, body: body.bytes), limit: Self.longestAnswer)
    // 409: a request with this key was accepted before.
    guard (200...299).contains(answer.status) || answer.status == 409 else { throw Self.failure(answer) }
    return (try? JSON.read(answer.body)) ?? .object([])
  }

  /// What somebody sent, as octets.
  func content(_ path: String) async throws(Failure) -> [UInt8] {
    var call = try request(.get, contentBase, path, accept: "*/*")
    call.deadlineMilliseconds = Self.contentDeadlineMilliseconds
    let answer = try await exchange(call, limit: ChatContent.limit)
    // 202: LINE is still preparing it.
    guard answer.status != 202 else { throw Failure(reason: "LINE is still preparing this file.", isFinal: false, status: 202) }
    guard answer.status == 200 else { throw Self.failure(answer) }
    guard answer.isWhole else { throw Failure(reason: "The file is too large.", isFinal: true, status: 200) }
    return answer.body
  }

  private func request(
    _ method: HTTPCall.Method, _ base: ChatBase, _ path: String, accept: String = "application/json", key: String? = nil,
    body: [UInt8] = []
  ) throws(Failure) -> HTTPCall {
    guard let url = base.url(path) else { throw Failure(reason: "This cannot be asked of LINE.", isFinal: true, status: nil) }
    var headers = [(name: "Authorization", value: "Bearer \(token.text)"), ("Accept", accept)]
    if method == .post { headers.append(("Content-Type", "application/json")) }
    if let key { headers.append(("X-Line-Retry-Key", key)) }
    return HTTPCall(method, url: url, headers: headers, body: body)
  }

  private func exchange(_ call: HTTPCall, limit: Int) async throws(Failure) -> HTTPAnswer {
    do {
      return try await line.exchange(call, policy: policy, stop: stop, limit: limit)
    } catch {
      throw Failure(reason: "LINE was not reached: \(error.reason)", isFinal: false, status: nil)
    }
  }

  private static func object(_ answer: HTTPAnswer) throws(Failure) -> JSON {
    guard let json = try? JSON.read(answer.body), case .object = json else {
      throw Failure(reason: "LINE's answer cannot be read.", isFinal: false, status: answer.status)
    }
    return json
  }

  /// `{"message": "The request body has 1 error(s)", "details": [{"message": "May not be empty", "property": "messages[0].text"}]}`.
  private static func failure(_ answer: HTTPAnswer) -> Failure {
    let told = try? JSON.read(answer.body)
    var said = told?["message"].flatMap(words) ?? ""
    if case .array(let details)? = told?["details"], let first = details.first?["message"].flatMap(words) { said += " (\(first))" }
    let status = answer.status
    switch status {
    case 300...399: return Failure(reason: "LINE answered \(status), and redirections are not followed.", isFinal: false, status: status)
    case 401: return Failure(reason: "LINE does not accept the channel access token (401).", isFinal: false, status: status)
    case 403: return Failure(reason: "This LINE account may not do that (403). \(said)", isFinal: false, status: status)
    case 429:
      return Failure(reason: "LINE takes no more for now: \(said.isEmpty ? "too much at once" : said)", isFinal: false, status: status)
    case 408, 425: return Failure(reason: "LINE answered \(status).", isFinal: false, status: status)
    case 400...499: return Failure(reason: "LINE refused this (\(status)). \(said)", isFinal: true, status: status)
    default: return Failure(reason: "LINE answered \(status). \(said)", isFinal: false, status: status)
    }
  }

  private static func words(_ json: JSON) -> String? {
    guard case .string(let text) = json, !text.isEmpty else { return nil }
    return String(text.prefix(300))
  }
}
