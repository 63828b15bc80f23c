import Domain
import JSON
import UseCases

/// Asks the Graph API something and reads what it says: one address, one page's token, one version.
struct GraphWire: Sendable {
  let base: ChatBase
  let token: ChatToken
  let policy: OutboundPolicy
  let line: CallLine
  let stop: StopSign

  /// The shapes that are read here are those of this version; an address that has a path of its own names its version there.
  static let version = "v25.0"
  /// Meta fetches and checks what it is given before it answers.
  private static let deadlineMilliseconds = 20_000
  private static let longestAnswer = 262_144

  /// How a call failed.
  enum Failure: Error {
    case refused(GraphTrouble)
    /// There was no answer; Meta may have done it all the same.
    case silent(String)

    var reason: String {
      switch self {
      case .refused(let trouble): trouble.reason
      case .silent(let reason): reason
      }
    }
  }

  func get(_ path: String) async throws(Failure) -> JSON {
    try await call(HTTPCall.Method.get, path, type: "application/json", [])
  }

  func post(_ path: String, _ json: JSON) async throws(Failure) -> JSON {
    try await call(.post, path, type: "application/json", json.bytes)
  }

  func post(_ path: String, _ form: MultipartForm) async throws(Failure) -> JSON {
    try await call(.post, path, type: form.type, form.bytes)
  }

  private func call(_ method: HTTPCall.Method, _ path: String, type: String, _ body: [UInt8]) async throws(Failure) -> JSON {
    let isVersioned = base.text.split(separator: "/").count > 2
    guard let url = base.url((isVersioned ? "" : "/\(Self.version)") + path) else { throw .silent("This cannot be asked of Meta.") }
    // The token goes into a header, not into the address, which many a log keeps.
    var call = HTTPCall(
      method, url: url,
      headers: [("Authorization", "Bearer \(token.text)"), ("Accept", "application/json")]
        + (method == .post ? [("Content-Type", type)] : []),
      body: body)
    call.deadlineMilliseconds = Self.deadlineMilliseconds
    return try Self.read(try await exchange(call))
  }

  private func exchange(_ call: HTTPCall) async throws(Failure) -> HTTPAnswer {
    do {
      return try await line.exchange(call, policy: policy, stop: stop, limit: Self.longestAnswer)
    } catch {
      throw .silent("Meta was not reached: \(error.reason)")
    }
  }

  private static func read(_ answer: HTTPAnswer) throws(Failure) -> JSON {
    let body = answer.isWhole ? try? JSON.read(answer.body) : nil
    guard (200...299).contains(answer.status), let body, body["error"] == nil else {
      throw .refused(GraphTrouble(status: answer.status, error: body?["error"]))
    }
    return body
  }
}

/// A form with fields and one file, as browsers send it (RFC 7578).
struct MultipartForm {
  private static let boundary = "counterfoil-3f1c0d6a9b7e4852"
  let type = "multipart/form-data; boundary=\(boundary)"
  let bytes: [UInt8]

  /// - Parameter name: the file's; letters, digits, points and hyphens, chosen by this shop.
  init(_ fields: [(name: String, value: String)], file bytes: [UInt8], name: String, type: String) {
    var body: [UInt8] = []
    for (field, value) in fields {
      body += Array("--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n".utf8)
    }
    let head =
      "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"filedata\"; filename=\"\(name)\"\r\nContent-Type: \(type)\r\n\r\n"
    body += Array(head.utf8) + bytes + Array("\r\n--\(Self.boundary)--\r\n".utf8)
    self.bytes = body
  }
}
